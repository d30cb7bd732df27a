using ResidentService.Domain.Appointments;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Catalogues;

/// <param name="ProvidedBy">For instance 唐都花园党群服务中心.</param>
/// <param name="PriceFen">What is paid straight to the provider; the service itself pays and takes nothing.</param>
/// <param name="SubsidyFen">What of it somebody else pays.</param>
/// <param name="Skill">Whoever serves needs it; null: none.</param>
/// <param name="Hours">Of a usual week; none: at any time.</param>
/// <param name="QuotaPerDay">Orders for one day; null: without limit.</param>
/// <param name="CutOffMinutes">Orders come so long before the day begins at the latest; null: also on the day.</param>
public sealed record ItemDetails(
    string Title, ServiceCategory Category, ProviderKind ProviderKind, string ProvidedBy, WhoMayOrder WhoMay,
    int PriceFen, int SubsidyFen, string? Skill, IReadOnlyList<Shift> Hours, int? QuotaPerDay, int? CutOffMinutes)
{
    public const int ShiftsMax = 28;

    /// <summary>Days for which orders are taken.</summary>
    public const int AheadDaysMax = 92;

    public bool IsSound() => PriceFen >= 0 && SubsidyFen >= 0 && SubsidyFen <= PriceFen && QuotaPerDay is null or > 0
        && CutOffMinutes is null or >= 0 && Hours.Count <= ShiftsMax
        && Hours.All(shift => shift.Weekday is >= 1 and <= 7)
        && Hours.GroupBy(shift => shift.Weekday)
            .All(day => Appointments.Hours.AreSound([.. day.Select(shift => shift.Hours)]));

    public bool IsSameAs(ItemDetails other) => this == other with { Hours = Hours } && Hours.SequenceEqual(other.Hours);

    /// <summary>Whether an order for a day comes in time.</summary>
    public bool IsInTime(DateOnly day, DateTimeOffset now) => CutOffMinutes is { } minutes
        ? now <= Calendar.StartOf(day).AddMinutes(-minutes)
        : Calendar.DayOf(now) <= day;
}

public enum ServiceCategory
{
    MealDelivery,
    HouseKeeping,
    LegalAid,
    PsychologicalCare,
    LawTalks,
    PetitionHelp,
    EmergencyHelp,
    HotlineAdvice,
    Culture,
    Employment,
    Other,
}

public enum ProviderKind
{
    Centre,
    Organisation,
    Merchant,
    VolunteerTeam,
}

public enum WhoMayOrder
{
    Everybody,

    /// <summary>From 60 years on.</summary>
    Elderly,

    /// <summary>Whoever has a care tag.</summary>
    CaredFor,
}
