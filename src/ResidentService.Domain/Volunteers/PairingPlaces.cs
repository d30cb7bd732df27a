using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;

namespace ResidentService.Domain.Volunteers;

/// <summary>How many pairings a volunteer holds, and whether minors may be among them (DOMAIN.md, Pairing).</summary>
internal static class PairingPlaces
{
    private const int VettingDaysMax = 366;

    public static Decision Vet(VolunteerCommand.RecordVetting vetting, Volunteer.Registered volunteer, DateOnly today)
    {
        if (vetting.ReviewOn == volunteer.VettedUntil)
            return Decision.Already();
        return vetting.ReviewOn > today && vetting.ReviewOn <= today.AddDays(VettingDaysMax)
            ? Decision.Accept(new VolunteerFact.Vetted(vetting.ReviewOn, vetting.Evidence, vetting.By))
            : Decision.Reject(new VolunteerRejection.ReviewDateInvalid());
    }

    public static Decision WithdrawVetting(VolunteerCommand.WithdrawVetting withdrawal, Volunteer.Registered volunteer) =>
        volunteer.VettedUntil is null
            ? Decision.Already()
            : Decision.Accept(new VolunteerFact.VettingWithdrawn(
                volunteer.Id, withdrawal.Reason, withdrawal.By, volunteer.PairingIds()));

    public static Decision Take(VolunteerCommand.TakePairing take, Volunteer.Registered? volunteer, DateOnly today)
    {
        if (volunteer?.Pairings.Contains(take.Pairing) == true)
            return Decision.Already();
        return Refusal(take, volunteer, today) is { } reason
            ? Decision.Accept(new VolunteerFact.PairingRefused(take.Volunteer, take.Pairing, reason))
            : Decision.Accept(new VolunteerFact.PairingTaken(take.Volunteer, take.Pairing));
    }

    private static PlaceRefusal? Refusal(
        VolunteerCommand.TakePairing take, Volunteer.Registered? volunteer, DateOnly today)
    {
        if (volunteer is not { HasLeft: false })
            return PlaceRefusal.NotAVolunteer;
        if (take.ForMinor && !(volunteer.VettedUntil > today))
            return PlaceRefusal.NotVetted;
        return volunteer.Pairings.Count >= take.PlacesMax ? PlaceRefusal.NoPlaceLeft : null;
    }
}
