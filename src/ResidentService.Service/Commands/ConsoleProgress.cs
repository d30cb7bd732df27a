using System.Diagnostics;
using Spectre.Console;

namespace ResidentService.Service.Commands;

/// <summary>How far a long command is: a bar where somebody looks on, else a line now and then.</summary>
internal static class ConsoleProgress
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    /// <param name="what">What is counted.</param>
    /// <param name="work">Tells how many are done, of how many.</param>
    public static Task<T> Show<T>(string what, Func<Action<long, long>, Task<T>> work)
    {
        if (Console.IsOutputRedirected)
            return work(Lines(what));
        var progress = AnsiConsole.Progress().Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
        return progress.StartAsync(context =>
        {
            var bar = context.AddTask(what);
            return work((done, all) =>
            {
                bar.MaxValue = Math.Max(all, 1);
                bar.Value = all == 0 ? 1 : done;
            });
        });
    }

    private static Action<long, long> Lines(string what)
    {
        var last = Stopwatch.StartNew();
        return (done, all) =>
        {
            if (last.Elapsed < BetweenLines)
                return;
            last.Restart();
            Console.WriteLine($"{done} of {all} {what}");
        };
    }
}
