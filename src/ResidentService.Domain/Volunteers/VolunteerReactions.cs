using System.Security.Cryptography;
using System.Text;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Points;

namespace ResidentService.Domain.Volunteers;

public static class VolunteerReactions
{
    public static Reactions<VolunteerFact> Value { get; } = new(Sends, (_, _, _) => []);

    /// <summary>The same service always has the same award, so that it cannot be issued twice.</summary>
    public static TransferId AwardOf(ServiceEvidence evidence)
    {
        var day = Calendar.DayOf(evidence.CheckedInAt);
        var name = $"award/{evidence.Service}/{evidence.Earner}/{day:yyyy-MM-dd}";
        return Id.New<TransferId>(SHA256.HashData(Encoding.ASCII.GetBytes(name)));
    }

    private static IEnumerable<Send> Sends(ActorId source, VolunteerFact fact, DateTimeOffset at) => fact switch
    {
        VolunteerFact.ServiceRecorded recorded when recorded.PointsGranted > Amount.Zero =>
        [
            new(AccountId.Issuance(recorded.Community).Actor,
                new AccountCommand.Issue(
                    AwardOf(recorded.Evidence),
                    AccountId.Of(recorded.Evidence.Earner),
                    recorded.PointsGranted,
                    recorded.Evidence,
                    recorded.ExpireAfterMonths)),
        ],
        VolunteerFact.PairingTaken(var who, var pairing) =>
            [new(pairing.Actor, new PairingCommand.NotePlace(who))],
        VolunteerFact.PairingRefused(var who, var pairing, var reason) =>
            [new(pairing.Actor, new PairingCommand.NoteNoPlace(who, reason))],
        VolunteerFact.VettingWithdrawn(var who, _, _, var pairings) =>
            pairings.Select(pairing => new Send(pairing.Actor, new PairingCommand.NoteVettingWithdrawn(who))),
        VolunteerFact.Left(var who, var pairings) =>
            pairings.Select(pairing => new Send(pairing.Actor, new PairingCommand.NoteVolunteerGone(who))),
        _ => [],
    };
}
