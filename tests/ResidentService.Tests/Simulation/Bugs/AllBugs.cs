using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;

namespace ResidentService.Tests.Simulation.Bugs;

/// <summary>Every bug that can be put in, by what it is.</summary>
internal static class AllBugs
{
    public static IReadOnlyDictionary<string, Func<Bug>> ByName { get; } = new Dictionary<string, Func<Bug>>
    {
        ["the checkpoint of reactions skips to the journal's end at a start"] = () => new SkippingCheckpoint(),
        ["the answer leaves before the commit"] = () => new AnswerBeforeCommit(),
        ["the journal is not synced (synchronous=OFF)"] = () => new UnsyncedJournal(),
        ["the journal does not look at the expected version, and an actor lives twice"] = () => new NoExpectedVersion(),
        ["the ids of commands are forgotten with the process"] = () => new ForgottenCommands(),
        ["a repeated request gets another command id"] = () => new NewIdEachTime(),
        ["a cancelled sign-up does not release its claim"] = () => new ForgottenRelease(),
        ["one reaction in twenty is dropped"] = () => new DroppedReactions(),
        ["two move up for one seat"] = () => new DoublePromotion(),
        ["the last in line moves up first"] = () => new WrongPromotion(),
        ["one seat too many is given"] = () => new SeatTooMany(),
        ["one meal too many is given"] = () => new MealTooMany(),
        ["a held lot is released twice"] = () => new LotReleasedTwice(),
        ["time is claimed twice"] = () => new OverlapAllowed(),
        ["a declined order has no time limit"] = () => new ForgottenTimeLimit(),
        ["an overdue visit is not escalated"] = () => new ForgottenEscalation(),
        ["a day takes orders beyond its quota"] = () => new QuotaForgotten(),
        ["a slot is given twice"] = () => new SlotGivenTwice(),
        ["a legal aid centre has no deadline"] = () => new ForgottenCentre(),
    };

    /// <summary>Runs seeds until one finds it.</summary>
    /// <returns>That seed and what it saw; null where none did.</returns>
    public static (int Seed, string Saw)? Find(string name, int seedsMax, int steps)
    {
        var seeds = new Seeds(1, seedsMax, steps, ByName[name]);
        seeds.Run();
        return seeds.Failures is [var (seed, failure), ..] ? (seed, failure.Message.Split('\n')[0]) : null;
    }

    /// <summary>Every slice, but one of another making.</summary>
    public static SliceSet With(Slice other) => new(
        ResidentService.Service.Slices.All.Kinds.Select(kind =>
            kind == other.Kind ? other : ResidentService.Service.Slices.All.Of(new ActorId(kind, ""))));
}
