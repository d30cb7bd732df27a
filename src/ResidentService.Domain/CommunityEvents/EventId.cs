using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.CommunityEvents;

/// <summary>A published activity (活动).</summary>
public readonly record struct EventId : IId<EventId>
{
    private EventId(string value) => Value = value;

    public static string Prefix => "evt_";

    public string Value { get; }

    public ActorId Actor => new("event", Value);

    public static EventId Wrap(string value) => new(value);

    public static EventId Parse(string s, IFormatProvider? provider) => Id.Parse<EventId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out EventId result) => Id.TryParse(s, out result);

    public override string ToString() => Value;
}
