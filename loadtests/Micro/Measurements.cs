using System.Diagnostics;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using EventId = ResidentService.Domain.CommunityEvents.EventId;

namespace ResidentService.Micro;

/// <summary>
/// What is measured in a process of its own: memory, how long the very first time takes, what a sign-up costs the actors.
/// </summary>
internal static class Measurements
{
    private const int Residents = 1_000_000;
    private const int Crowd = 20_000;

    /// <summary>What an event in memory takes: its state, and the commands that it remembers.</summary>
    public static async Task Memory()
    {
        foreach (var people in (int[])[100_000, 1_000_000])
        {
            using var store = new Store();
            await store.SignUp(people);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var actors = await store.Start();
            await actors.Read(Store.Event, new CountSignUps());
            var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
            Console.WriteLine($"{people:N0} sign-ups: {bytes / people} bytes each");
            GC.KeepAlive(actors);
        }
    }

    /// <summary>
    /// What the first request after a start waits for, at an event with many sign-ups. The very first time is as after a
    /// kill: up to a fifth of the entries are younger than the snapshot, and what is compiled at first use is compiled.
    /// </summary>
    public static async Task Reload()
    {
        foreach (var people in (int[])[100_000, 1_000_000])
        {
            using var store = new Store();
            await store.SignUp(people);
            foreach (var withSnapshots in (bool[])[true, false])
            {
                var times = new List<string>();
                for (var time = 0; time < 5; time++)
                {
                    GC.Collect();
                    var (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
                    await (await store.Start(withSnapshots)).Read(Store.Event, new CountSignUps());
                    var used = Environment.CpuUsage.TotalTime - cpu;
                    times.Add($"{Stopwatch.GetElapsedTime(start).TotalMilliseconds:N0} ms (CPU {used.TotalMilliseconds:N0})");
                    await store.SnapshotsTaken();
                }

                Console.WriteLine($"{people:N0} sign-ups {From(withSnapshots)}: {string.Join(", ", times)}");
            }
        }
    }

    /// <summary>Touches each of a million residents once, with the limits of the service.</summary>
    public static async Task MillionActors()
    {
        using var store = new Store();
        await store.Register(Residents);
        var actors = await store.Start();
        var start = Stopwatch.GetTimestamp();
        var most = 0;
        for (var number = 0; number < Residents; number++)
        {
            await actors.Read(Store.Person(number).Actor, new GetResident());
            if (number % 10_000 != 0)
                continue;
            most = Math.Max(most, actors.Count);
            if (number % 100_000 == 0)
                Console.WriteLine($"{number,9:N0} touched, {actors.Count,7:N0} in memory, {InUse()}");
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(
            $"{Residents / seconds:N0} actors a second, at most {most:N0} in memory; {InUse()}");
    }

    /// <summary>
    /// What a sign-up costs of the actors, the journal and the snapshots alone, with so many under way at once: the claim
    /// of time, then the seat. The first rounds are mostly the compiler's.
    /// </summary>
    public static async Task Rush(int atOnce)
    {
        using var store = new Store();
        await store.Register(Crowd);
        var people = Enumerable.Range(0, Crowd).Select(Store.Person).ToList();
        var actors = await store.Start();
        for (var round = 1; round <= 8; round++)
        {
            // Time of its own for each event, so that nobody's claims overlap.
            var (id, claimNumber, day) = (Id.Parse<EventId>($"evt_rush{round}"), round, store.Now.AddDays(round));
            await Store.Publish(actors, id, Crowd);
            var claim = new ResidentCommand.ClaimTime(id, [new(day, day.AddHours(2))], AgeAnswer.Fits, new());
            await Report("claim", person => Store.Ask(actors, person.Actor, claim));
            await Report("seat ", person => Store.Ask(
                actors, id.Actor, new CommunityEventCommand.SignUp(person, claimNumber, IsVolunteer: true)));
        }

        async Task Report(string what, Func<ResidentId, Task> ask)
        {
            var (bytes, pauses) = (GC.GetTotalAllocatedBytes(), GC.GetTotalPauseDuration());
            var (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
            {
                while (Interlocked.Increment(ref next) is var person && person < Crowd)
                    await ask(people[person]);
            })));
            Console.WriteLine($"{what}: {Crowd / Stopwatch.GetElapsedTime(start).TotalSeconds,7:N0} a second; each "
                + $"{(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / Crowd:N1} µs of processor, "
                + $"{(GC.GetTotalAllocatedBytes() - bytes) / Crowd:N0} bytes, "
                + $"{(GC.GetTotalPauseDuration() - pauses).TotalMicroseconds / Crowd:N1} µs of the collector's pauses");
        }
    }

    private static string From(bool withSnapshots) => withSnapshots ? "from a snapshot" : "from the journal";

    private static string InUse()
    {
        var live = GC.GetTotalMemory(forceFullCollection: true) >> 20;
        return $"{live} MB live, {Environment.WorkingSet >> 20} MB working set";
    }
}
