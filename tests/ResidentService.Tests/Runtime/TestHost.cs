using System.Collections.Concurrent;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;

namespace ResidentService.Tests.Runtime;

/// <summary>Actors over a journal, on the pool's threads or, to drive every step by hand, on a scheduler given.</summary>
internal sealed class TestHost
{
    public TestHost(IJournal journal, Scheduler? scheduler = null, TimeProvider? domainTime = null)
    {
        Tail = new Tail(journal.LastPosition().AsTask().Result);
        Writer = new Writer(journal, Tail, scheduler ?? Scheduler.Pool, Faults.Add);
        Actors = new LocalActors(Tally.Slices, new ActorHost(
            journal, Writer, Tally.Codec, scheduler ?? Scheduler.Pool, domainTime ?? TimeProvider.System,
            TimeProvider.System, (_, e) => Faults.Add(e)));
    }

    public Tail Tail { get; }

    public Writer Writer { get; }

    public LocalActors Actors { get; }

    public ConcurrentBag<Exception> Faults { get; } = [];

    public static Asked Asked(ICommand command, string id, long payload = 1) =>
        new(command, CommandId.OfRequest(id), new PayloadHash(payload), new Caller("res_zhang"));
}
