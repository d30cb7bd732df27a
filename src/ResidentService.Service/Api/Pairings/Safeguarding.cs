using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Service.Api.Care;
using ResidentService.Service.Api.Residents;

namespace ResidentService.Service.Api.Pairings;

/// <summary>The rules that protect minors (DOMAIN.md, Pairing): only their least answer enters a command.</summary>
internal static class Safeguarding
{
    private const int OfAge = 18;

    /// <summary>Who has no birth date on record counts as a minor where a care tag says so.</summary>
    public static async ValueTask<bool> IsMinor(ResidentId person, PairingCall call) =>
        await BirthDates.Open(person, call.Ask, call.Vault) is { } birthDate
            ? Calendar.AgeOn(birthDate, call.Today) < OfAge
            : await CareContent.Find(person, CareKind.LeftBehindChild, call.Ask, call.Vault) is not null;

    /// <summary>A minor is visited by who is vetted, and in person only with a second adult or a worker.</summary>
    public static async ValueTask<VisitSafety> Of(
        ResidentId person, ResidentId visitor, ResidentId? beside, PairingCall call)
    {
        if (!await IsMinor(person, call))
            return VisitSafety.Fits;
        var volunteer = await call.Ask.Read(VolunteerDecider.ActorOf(visitor), new GetVolunteer());
        if (!(volunteer?.VettedUntil > call.Today))
            return VisitSafety.VisitorNotVetted;
        return beside is { } other && other != person && other != visitor && await IsAdult(other, call)
            ? VisitSafety.Fits
            : VisitSafety.SecondAdultMissing;
    }

    private static async ValueTask<bool> IsAdult(ResidentId who, PairingCall call) =>
        await call.Ask.Read(who.Actor, new GetResident()) is { } person
        && (!person.Roles.IsEmpty
            || (await BirthDates.Open(who, person.BirthDate, call.Vault) is { } born
                && Calendar.AgeOn(born, call.Today) >= OfAge));
}
