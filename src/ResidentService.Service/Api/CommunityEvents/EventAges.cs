using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Service.Api.CommunityEvents;

/// <summary>
/// Turns a birth date into the least answer that an event's rules need: its minimum age, and no minor at night.
/// </summary>
public static class EventAges
{
    private const int OfAge = 18;

    /// <summary>Whether the event has a rule about ages at all; without one no birth date is opened.</summary>
    public static bool Matter(EventDetails details) => details.MinimumAge > 0 || TouchesNight(details);

    public static AgeAnswer Fit(DateOnly? birthDate, EventDetails details)
    {
        if (!Matter(details))
            return AgeAnswer.Fits;
        if (birthDate is not { } born)
            return AgeAnswer.BirthDateUnknown;
        var age = Calendar.AgeOn(born, Calendar.DayOf(details.FirstStart()));
        if (age < details.MinimumAge)
            return AgeAnswer.TooYoung;
        return age < OfAge && TouchesNight(details) ? AgeAnswer.MinorAtNight : AgeAnswer.Fits;
    }

    private static bool TouchesNight(EventDetails details) =>
        details.Sessions.Any(session => Calendar.TouchesNight(session.StartsAt, session.EndsAt));
}
