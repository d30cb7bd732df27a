using System.Diagnostics.CodeAnalysis;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.ServiceOrders;

namespace ResidentService.Domain.Points;

/// <summary>What points are earned by: an event, a visit, an order or a delivery run, written as the id that it is.</summary>
public readonly record struct ServiceId : IParsable<ServiceId>
{
    private ServiceId(string value) => Value = value;

    public string Value { get; }

    /// <summary>Null where it is no event.</summary>
    public EventId? Event => Id.TryParse<EventId>(Value, out var id) ? id : null;

    public static ServiceId Of(EventId id) => new(id.Value);

    public static ServiceId Of(VisitId id) => new(id.Value);

    public static ServiceId Of(OrderId id) => new(id.Value);

    public static ServiceId Of(RunId id) => new(id.Value);

    public static ServiceId Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"no service: {s}");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ServiceId result)
    {
        var ok = Id.TryParse<EventId>(s, out _) || Id.TryParse<VisitId>(s, out _)
            || Id.TryParse<OrderId>(s, out _) || Id.TryParse<RunId>(s, out _);
        result = ok ? new(s!) : default;
        return ok;
    }

    public override string ToString() => Value;
}
