using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Runtime;

/// <summary>The smallest slice there is: a number that grows, and that may tell another of it.</summary>
public static class Tally
{
    public sealed record Add(int Count, bool Echo = false) : ICommand;

    public sealed record Refuse : ICommand;

    public sealed record Fault : ICommand;

    [Named("tally.added.v1")]
    public sealed record Added(int Count, bool Echo) : IEvent;

    [Named("tally.reply.v1")]
    public sealed record Total(int Value) : IReply;

    public sealed record Refused() : Rejection(RejectionKind.Conflict, "refused", "不行", "No");

    public sealed record GetTotal : IQuery<int, int>
    {
        public int Answer(int state) => state;
    }

    public static Decider<ICommand, Added, int> Decider { get; } = new("tally", 0, Decide, (sum, added, _) => sum + added.Count);

    /// <summary>What echoes is added at <c>tally/echo</c> too.</summary>
    public static SliceSet Slices { get; } = new(Slice.Of(Decider, new Reactions<Added>(
        (_, added, _) => added.Echo ? [new Send(Actor("echo"), new Add(added.Count))] : [],
        (_, _, _) => [])));

    public static Codec Codec { get; } = new(typeof(Tally).Assembly);

    public static ActorId Actor(string key) => new("tally", key);

    private static Decision Decide(ICommand command, int sum, Context context) => command switch
    {
        Add(var count, _) when count == 0 => Decision.Already(new Total(sum)),
        Add(var count, var echo) => Decision.Accept(new Total(sum + count), new Added(count, echo)),
        Refuse => Decision.Reject(new Refused()),
        _ => throw new InvalidOperationException("a fault in a decision"),
    };
}
