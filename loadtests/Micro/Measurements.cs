using System.Diagnostics;
using ResidentService.Domain.Residents;

namespace ResidentService.Micro;

/// <summary>What is measured once and in a process of its own: memory, and how long the very first time takes.</summary>
internal static class Measurements
{
    private const int Residents = 1_000_000;

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

    private static string From(bool withSnapshots) => withSnapshots ? "from a snapshot" : "from the journal";

    private static string InUse()
    {
        var live = GC.GetTotalMemory(forceFullCollection: true) >> 20;
        return $"{live} MB live, {Environment.WorkingSet >> 20} MB working set";
    }
}
