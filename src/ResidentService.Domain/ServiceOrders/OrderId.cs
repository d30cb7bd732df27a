using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.ServiceOrders;

/// <summary>A service order (五单).</summary>
public readonly record struct OrderId : IId<OrderId>
{
    private OrderId(string value) => Value = value;

    public static string Prefix => "ord_";

    public string Value { get; }

    public ActorId Actor => new("order", Value);

    public static OrderId Wrap(string value) => new(value);

    public static OrderId Parse(string s, IFormatProvider? provider) => Id.Parse<OrderId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out OrderId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
