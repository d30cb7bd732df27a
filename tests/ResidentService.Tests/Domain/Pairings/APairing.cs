using ResidentService.Domain.Care;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Pairings;

/// <summary>王 is of tier 1; 李 is her volunteer, and 赵 another one.</summary>
internal static class APairing
{
    public static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    public static readonly DateTimeOffset VisitBy = Monday.AddDays(7);
    public static readonly PairingId It = Id.Parse<PairingId>("pai_a");
    public static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    public static readonly ResidentId Wang = Id.Parse<ResidentId>("res_wang");
    public static readonly ResidentId Li = Id.Parse<ResidentId>("res_li");
    public static readonly ResidentId Zhao = Id.Parse<ResidentId>("res_zhao");
    public static readonly Sealed Text = new("dGV4dA==");
    public static readonly CareRules Rules = new();
    public static readonly PairingCommand.Request Request = new(It, Wang, Tangdu, CareTier.High, Rules);

    public static Given<PairingCommand, PairingFact, Pairing> Nothing() => new(PairingDecider.Value, Monday);

    public static Given<PairingCommand, PairingFact, Pairing> Requested() => Nothing().When(Request);

    public static Given<PairingCommand, PairingFact, Pairing> Offered() =>
        Requested().When(new PairingCommand.Offer(Li, ForMinor: false));

    public static Given<PairingCommand, PairingFact, Pairing> Matched() =>
        Offered().When(new PairingCommand.NotePlace(Li));

    public static Given<PairingCommand, PairingFact, Pairing> Active() =>
        Matched().When(Agree(Li, PairingSide.Volunteer)).When(Agree(Li, PairingSide.Household));

    public static PairingCommand Agree(ResidentId volunteer, PairingSide side) =>
        new PairingCommand.Agree(volunteer, side);

    public static PairingCommand.Visit Visit(string name, ResidentId? visitor = null) => new(
        visitor ?? Li, Id.Parse<VisitId>("vis_" + name), Tangdu, VisitKind.InPerson, 40, Text, HasNeeds: false, null,
        VisitSafety.Fits);
}
