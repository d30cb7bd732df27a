using System.Collections.Concurrent;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using ResidentService.Runtime.Snapshots;

namespace ResidentService.Tests.Runtime;

/// <summary>Actors over a journal, on the pool's threads or, to drive every step by hand, on a scheduler given.</summary>
internal sealed class TestHost
{
    public TestHost(
        IJournal journal,
        Scheduler? scheduler = null,
        TimeProvider? domainTime = null,
        ISnapshots? snapshots = null,
        ActorLimits? limits = null,
        SliceSet? slices = null,
        Codec? codec = null,
        TimeProvider? systemTime = null)
    {
        scheduler ??= Scheduler.Pool;
        Tail = new Tail(journal.LastPosition().AsTask().Result);
        systemTime ??= TimeProvider.System;
        Writer = new Writer(journal, Tail, scheduler, systemTime, Faults.Add);
        Snapshots = new SnapshotQueue(snapshots ?? new MemorySnapshots(), scheduler, (_, e) => Faults.Add(e));
        Actors = new LocalActors(
            slices ?? Tally.Slices,
            new ActorHost(
                journal, Writer, Snapshots, codec ?? Tally.Codec, scheduler, domainTime ?? TimeProvider.System,
                systemTime, (_, e) => Faults.Add(e)),
            limits);
    }

    public Tail Tail { get; }

    public Writer Writer { get; }

    public SnapshotQueue Snapshots { get; }

    public LocalActors Actors { get; }

    public ConcurrentBag<Exception> Faults { get; } = [];

    public static Asked Asked(ICommand command, string id, long payload = 1) =>
        new(command, CommandId.OfRequest(id), new PayloadHash(payload), new Caller("res_zhang"));
}
