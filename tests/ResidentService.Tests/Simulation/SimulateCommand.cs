using System.Diagnostics;
using System.Globalization;
using ResidentService.Tests.Simulation.Bugs;

namespace ResidentService.Tests.Simulation;

/// <summary><c>dotnet run -c Release --project tests/ResidentService.Tests -- simulate</c></summary>
internal static class SimulateCommand
{
    private const string Help = """
        simulate [--seeds N] [--first N] [--steps N] [--trace | --bugs]
          --seeds N   seeds to run, one after the other on all cores (200)
          --first N   the first of them (1); with --seeds 1 that one seed again
          --steps N   steps of each (2000)
          --trace     tells all that happens, for one seed
          --bugs      which seed finds which of the bugs that can be put in
        """;

    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(5);

    public static int Run(string[] args)
    {
        if (Parse(args) is not { } options)
        {
            Console.Error.WriteLine(Help);
            return 64; // EX_USAGE of sysexits.h
        }

        return options.Mode switch
        {
            Mode.Trace => Trace(options),
            Mode.Bugs => FindBugs(options),
            _ => RunAll(options),
        };
    }

    private enum Mode
    {
        Seeds,
        Trace,
        Bugs,
    }

    private sealed record Options(int Seeds = 200, int First = 1, int Steps = 2_000, Mode Mode = Mode.Seeds);

    private static Options? Parse(string[] args)
    {
        var options = new Options();
        for (var i = 0; i < args.Length; i++)
        {
            var number = i + 1 < args.Length
                && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var given)
                ? given
                : (int?)null;
            Options? next = (args[i], number) switch
            {
                ("--seeds", { } seeds) => options with { Seeds = seeds },
                ("--first", { } first) => options with { First = first },
                ("--steps", { } steps) => options with { Steps = steps },
                ("--trace", _) => options with { Mode = Mode.Trace },
                ("--bugs", _) => options with { Mode = Mode.Bugs },
                _ => null,
            };
            if (next is null)
                return null;
            i += next.Mode == options.Mode ? 1 : 0;
            options = next;
        }

        return options;
    }

    private static int Trace(Options options)
    {
        try
        {
            Console.WriteLine(Simulation.Run.Of(options.First, options.Steps, trace: Console.WriteLine));
            return 0;
        }
        catch (SimulationException e)
        {
            Console.WriteLine(e);
            return 1;
        }
    }

    private static int FindBugs(Options options)
    {
        foreach (var name in AllBugs.ByName.Keys)
        {
            var found = AllBugs.Find(name, options.Seeds, options.Steps);
            Console.WriteLine($"{name}: {(found is { } seed ? seed.Saw : "not found")}");
        }

        return 0;
    }

    private static int RunAll(Options options)
    {
        var (watch, shown) = (Stopwatch.StartNew(), TimeSpan.Zero);
        var seeds = new Seeds(options.First, options.Seeds, options.Steps);
        seeds.Run(done =>
        {
            if (watch.Elapsed - shown < ProgressEvery)
                return;
            shown = watch.Elapsed;
            Console.WriteLine($"{done} of {options.Seeds} seeds, {seeds.Failures.Count} failed");
        });
        foreach (var (seed, failure) in seeds.Failures)
        {
            Console.WriteLine(failure.Message);
            Console.WriteLine($"  again: simulate --first {seed} --seeds 1 --steps {options.Steps} --trace");
        }

        Console.WriteLine(
            $"{options.Seeds} seeds of {options.Steps} steps in {watch.Elapsed.TotalSeconds:0.0} s: "
            + $"{seeds.Entries} entries, {seeds.Crashes} crashes, {seeds.Failures.Count} failed; "
            + $"digest {seeds.Digest}");
        return seeds.Failures.Count == 0 ? 0 : 1;
    }
}
