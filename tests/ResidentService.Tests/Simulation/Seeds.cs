using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ResidentService.Tests.Simulation.Bugs;

namespace ResidentService.Tests.Simulation;

/// <summary>Many seeds on all cores; they have nothing to do with each other.</summary>
internal sealed class Seeds(int first, int count, int steps, Func<Bug>? bug = null)
{
    private readonly ConcurrentDictionary<int, RunResult> _results = [];
    private readonly ConcurrentDictionary<int, SimulationException> _failures = [];

    /// <summary>Those that have failed, in order.</summary>
    public IReadOnlyList<(int Seed, SimulationException Failure)> Failures =>
        [.. _failures.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))];

    public long Entries => _results.Values.Sum(result => result.Entries);

    public long Crashes => _results.Values.Sum(result => (long)result.Crashes);

    /// <summary>Over the digests of all runs.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(
        _results.OrderBy(pair => pair.Key).Select(pair => pair.Value.Digest)))))[..16];

    /// <summary>Runs them all; or, where a bug was put in, up to the first seed that finds it.</summary>
    public void Run(Action<int>? progress = null)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(first, first + count, options, (seed, loop) =>
        {
            try
            {
                _results[seed] = Simulation.Run.Of(seed, steps, bug?.Invoke());
            }
            catch (SimulationException e)
            {
                _failures[seed] = e;
                if (bug is not null)
                    loop.Break();
            }

            progress?.Invoke(_results.Count + _failures.Count);
        });
    }
}
