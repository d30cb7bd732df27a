using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;

namespace ResidentService.Service.Api.Care;

/// <summary>The rules that protect minors (DOMAIN.md, Pairing): only their least answer enters a command.</summary>
internal static class Safeguarding
{
    private const int OfAge = 18;

    /// <summary>Who has no birth date on record counts as a minor where a care tag says so.</summary>
    public static async ValueTask<bool> IsMinor(ResidentId person, SignedInCall call) =>
        await BirthDates.Open(person, call.Ask, call.Vault) is { } birthDate
            ? Calendar.AgeOn(birthDate, Today(call)) < OfAge
            : await CareContent.Find(person, CareKind.LeftBehindChild, call.Ask, call.Vault) is not null;

    public static async ValueTask<bool> IsVetted(ResidentId who, SignedInCall call) =>
        (await call.Ask.Read(VolunteerDecider.ActorOf(who), new GetVolunteer()))?.VettedUntil > Today(call);

    /// <summary>
    /// A minor is visited by who is vetted, and in person by two adults or in the presence of a worker: a visitor who is
    /// a minor too is none of the two.
    /// </summary>
    public static async ValueTask<VisitSafety> Of(
        ResidentId person, ResidentId visitor, ResidentId? beside, SignedInCall call)
    {
        if (!await IsMinor(person, call))
            return VisitSafety.Fits;
        if (!await IsVetted(visitor, call))
            return VisitSafety.VisitorNotVetted;
        return beside is { } other && other != person && other != visitor
            && (await IsWorker(other, call) || (await IsAdult(other, call) && await IsAdult(visitor, call)))
                ? VisitSafety.Fits
                : VisitSafety.SecondAdultMissing;
    }

    /// <summary>Who serves a minor at home is vetted, or staff.</summary>
    public static async ValueTask<bool> MayServeMinors(ResidentId who, SignedInCall call) =>
        await IsVetted(who, call) || await IsWorker(who, call);

    private static DateOnly Today(SignedInCall call) => Calendar.DayOf(call.Now);

    private static async ValueTask<bool> IsWorker(ResidentId who, SignedInCall call) =>
        (await call.Ask.Read(who.Actor, new GetResident()))?.Roles.Any(grant =>
            grant.Role is StaffRole.CommunityWorker or StaffRole.StreetOfficer or StaffRole.GridWorker) == true;

    private static async ValueTask<bool> IsAdult(ResidentId who, SignedInCall call) =>
        await BirthDates.Open(who, call.Ask, call.Vault) is { } born && Calendar.AgeOn(born, Today(call)) >= OfAge;
}
