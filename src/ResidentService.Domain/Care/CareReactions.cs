using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;

namespace ResidentService.Domain.Care;

public static class CareReactions
{
    public static Reactions<CareFact> Value { get; } = new(Sends, Deadlines);

    private static IEnumerable<Send> Sends(ActorId source, CareFact fact, DateTimeOffset at) => fact switch
    {
        CareFact.TierTold(var tier, var pairings) =>
            pairings.Select(pairing => new Send(pairing.Actor, new PairingCommand.ChangeTier(tier))),
        CareFact.Closed closed =>
            closed.Pairings.Select(pairing => new Send(pairing.Actor, new PairingCommand.EndForGood())),
        _ => [],
    };

    private static IEnumerable<Deadline> Deadlines(ActorId source, CareFact fact, DateTimeOffset at) => fact switch
    {
        CareFact.Tagged tagged =>
        [
            new Deadline.Set(Key(tagged.Tag), Calendar.StartOf(tagged.ReviewOn),
                new(source, new CareCommand.NoteReviewDue(tagged.Tag))),
        ],
        CareFact.TagRemoved removed => [new Deadline.Clear(Key(removed.Tag))],
        CareFact.Closed closed => closed.Tags.Select(tag => new Deadline.Clear(Key(tag))),
        _ => [],
    };

    private static string Key(CareTagId tag) => $"review-{tag}";
}
