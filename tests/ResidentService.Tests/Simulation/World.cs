using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Tests.Simulation.Bugs;
using ResidentService.Tests.Simulation.Checks;

namespace ResidentService.Tests.Simulation;

/// <summary>Everything there is in one run: disks, time, the process that serves, its users, and who checks.</summary>
internal sealed class World
{
    /// <summary>The system's time that passes with a step, at most.</summary>
    private static readonly TimeSpan StepMax = TimeSpan.FromMilliseconds(4);

    private static readonly TimeSpan RestartsAfter = TimeSpan.FromMilliseconds(200);

    public World(int seed, Bug bug)
    {
        Chance = new Chance(seed);
        Bug = bug;
        Slices = bug.Slices;
        Steps = new Steps(Chance);
        Journal = new JournalDisk(this);
        Views = new ViewsDisk(this);
        Checks = new Checker(this);
        Users = new Process(Steps, e => Fail($"a user: {e.Message}", e));
        Network = new Network(this);
        Host = new Host(this);
    }

    public Chance Chance { get; }

    public Bug Bug { get; }

    public SliceSet Slices { get; }

    public Codec Codec { get; } = SharedCodec;

    public Faults Faults { get; set; } = Faults.None;

    public Steps Steps { get; }

    public Clock Clock { get; } = new();

    public JournalDisk Journal { get; }

    public ViewsDisk Views { get; }

    public Checker Checks { get; }

    /// <summary>The phones of all users: they live on when the service dies.</summary>
    public Process Users { get; }

    public Network Network { get; }

    /// <summary>The process that serves.</summary>
    public Host Host { get; private set; }

    public int Crashes { get; private set; }

    /// <summary>What has failed first; null while all is well.</summary>
    public SimulationException? Failure { get; private set; }

    /// <summary>Told of all that happens, where somebody wants to read it.</summary>
    public Action<string>? Trace { get; init; }

    private static Codec SharedCodec { get; } = new(typeof(Resident).Assembly);

    /// <summary>Something must not be; what comes after the first one only follows from it.</summary>
    public void Fail(string what, Exception? inner = null)
    {
        Trace?.Invoke($"FAILED {what} {inner}");
        Failure ??= inner as SimulationException
            ?? new SimulationException($"step {Steps.Taken}: {what}", inner);
    }

    public void Check(bool holds, string what)
    {
        if (!holds)
            Fail(what);
    }

    /// <summary>An entry is on disk.</summary>
    public void OnKept(Entry entry)
    {
        Trace?.Invoke($"kept {entry.Position} {entry.Stream}@{entry.Version} {entry.At:MM-dd HH:mm:ss} "
            + $"{Codec.Decode(entry)} by {entry.Command}");
        Checks.See(entry);
    }

    /// <summary>One step, or the next timer where nothing else can happen.</summary>
    public void Step()
    {
        if (Chance.OnceIn(Faults.CrashOnceIn))
            Crash();
        if (Steps.TryTakeOne())
            Clock.Pass(StepMax * Chance.Below(100) / 100);
        else if (!Clock.PassToNextTimer())
            Fail("nothing can happen any more");
        if (Failure is not null)
            throw Failure;
    }

    /// <summary>The process dies between two steps, and another one starts on what the disks have kept.</summary>
    public void Crash()
    {
        Trace?.Invoke("crash");
        Crashes++;
        Host.Kill();
        Network.LoseConnections();
        Bug.OnCrash(this);
        Journal.ForgetDecoded();
        Views.Crash();
        Host = new Host(this);
        var host = Host;
        Users.Begin(async () =>
        {
            await Task.Delay(RestartsAfter, Clock.SystemFor(Users));
            host.Start();
        });
    }
}
