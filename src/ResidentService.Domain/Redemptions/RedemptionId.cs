using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Redemptions;

/// <summary>One redemption (兑换), from request to fulfilment.</summary>
public readonly record struct RedemptionId : IId<RedemptionId>
{
    private RedemptionId(string value) => Value = value;

    public static string Prefix => "red_";

    public string Value { get; }

    public ActorId Actor => new("redemption", Value);

    public static RedemptionId Wrap(string value) => new(value);

    public static RedemptionId Parse(string s, IFormatProvider? provider) => Id.Parse<RedemptionId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out RedemptionId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
