using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Snapshots;
using ResidentService.Service.Hosting;

namespace ResidentService.Tests.Simulation;

/// <summary>
/// One process of the service, from its start to its crash: the real runtime over the simulated disks.
/// </summary>
#pragma warning disable CA1001 // Kill disposes of the runtime.
internal sealed class Host
#pragma warning restore CA1001
{
    private readonly World _world;
    private readonly StandaloneRuntime _runtime;
    private readonly IJournal _journal;
    private LocalActors? _second;

    public Host(World world)
    {
        _world = world;
        Process = new Process(world.Steps, e => world.Fail($"a step: {e}", e));
        var reactions = world.Bug.Reactions(world);
        _journal = world.Bug.Journal(world);
        _runtime = new StandaloneRuntime(
            new StandaloneRuntime.Parts(
                _journal, new MemorySnapshots(), world.Codec, world.Views, world.Views, reactions,
                Process.Scheduler, world.Clock.Domain, world.Clock.SystemFor(Process), OnStoreFailed, OnFault),
            world.Slices);
    }

    public Process Process { get; }

    /// <summary>Whether it answers.</summary>
    public bool IsReady { get; private set; }

    public StandaloneRuntime Runtime => _runtime;

    public LocalActors Actors => _runtime.Actors;

    /// <summary>Whom a request asks: where actors live twice, now the one and now the other.</summary>
    public LocalActors Asked => _second is not null && _world.Chance.OnceIn(3) ? _second : Actors;

    public void Start() => Process.Begin(async () =>
    {
        try
        {
            await _runtime.Start();
            _second = _world.Bug.LivesTwice ? await SecondActors() : null;
            IsReady = true;
        }
        catch (IOException e)
        {
            OnStoreFailed(e);
        }
    });

    /// <summary>Whether all that is due is done, as <see cref="StandaloneRuntime.Settled"/> sees it.</summary>
    public bool IsQuiet => IsReady
        && _world.Steps.IsEmpty
        && _runtime.Reactions.IsResting
        && _runtime.Reactions.DeliveredTo == _runtime.LastPosition
        && _runtime.Tables.Checkpoint == _runtime.LastPosition
        && _runtime.Deadlines.IsResting
        && _runtime.Actors.IsResting
        && _second is not { IsResting: false }
        && _world.Views.Now.Due(_world.Clock.Domain.GetUtcNow(), 1).Count == 0;

    public void Kill()
    {
        IsReady = false;
        Process.Kill();
        _ = _runtime.DisposeAsync().AsTask(); // Takes it out of the metrics; nothing else of it goes on.
    }

    /// <summary>Actors over the same journal, with a writer of their own: only its versions keep them apart.</summary>
    private async Task<LocalActors> SecondActors()
    {
        var (scheduler, systemTime) = (Process.Scheduler, _world.Clock.SystemFor(Process));
        var writer = new Writer(_journal, new Tail(await _journal.LastPosition()), scheduler, systemTime, OnStoreFailed);
        return new LocalActors(_world.Slices, new ActorHost(
            _journal, writer, new SnapshotQueue(new MemorySnapshots(), scheduler, (id, e) => OnFault(id.ToString(), e)),
            _world.Codec, scheduler, _world.Clock.Domain, systemTime, (id, e) => OnFault(id.ToString(), e)));
    }

    /// <summary>The service ends when its journal fails.</summary>
    private void OnStoreFailed(Exception e)
    {
        if (e is not IOException)
            _world.Fail($"the journal: {e}", e);
        if (!Process.IsDead)
            _world.Crash();
    }

    private void OnFault(string what, Exception e)
    {
        _world.Trace?.Invoke($"fault: {what}: {e.Message}");
        if (e is not IOException)
            _world.Fail($"{what}: {e}", e);
    }
}
