using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Service.Api.Volunteers;

/// <summary>Turns a birth date into the least answer that a rule needs; only that answer is journaled.</summary>
public static class Ages
{
    private const int OfAge = 18;
    private const int AloneMin = 14;

    /// <summary>
    /// DOMAIN.md, Volunteering: 18 or older; 14 to 17 with a guardian's recorded consent; younger not on one's own.
    /// </summary>
    public static AgeAnswer ToVolunteer(DateOnly birthDate, DateOnly today, bool guardianConsents) =>
        Calendar.AgeOn(birthDate, today) switch
        {
            >= OfAge => AgeAnswer.Fits,
            >= AloneMin => guardianConsents ? AgeAnswer.Fits : AgeAnswer.GuardianConsentMissing,
            _ => AgeAnswer.TooYoung,
        };
}
