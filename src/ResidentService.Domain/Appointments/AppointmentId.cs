using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Appointments;

/// <summary>An appointment (预约) in a book; it has no actor of its own.</summary>
public readonly record struct AppointmentId : IId<AppointmentId>
{
    private AppointmentId(string value) => Value = value;

    public static string Prefix => "apt_";

    public string Value { get; }

    public static AppointmentId Wrap(string value) => new(value);

    public static AppointmentId Parse(string s, IFormatProvider? provider) => Id.Parse<AppointmentId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out AppointmentId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
