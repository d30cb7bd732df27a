using Spectre.Console;

namespace ResidentService.Service.Commands;

/// <summary>How far a long command is: a bar where somebody is looking, else a line now and then.</summary>
internal static class ConsoleProgress
{
    private const int LinesMax = 10;

    /// <param name="what">What is being done, a word or two.</param>
    /// <param name="work">Is given what to tell: how far it is, and how far it has to go.</param>
    public static Task<T> Run<T>(string what, Func<Action<long, long>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
            return work(Lines(what));
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().StartAsync(async progress =>
        {
            var bar = progress.AddTask(what);
            return await work((at, of) => (bar.MaxValue, bar.Value) = (of, at));
        });
    }

    private static Action<long, long> Lines(string what)
    {
        var told = 0L;
        return (at, of) =>
        {
            var part = at * LinesMax / Math.Max(of, 1);
            if (part == told)
                return;
            told = part;
            Console.Error.WriteLine($"{what}: {at} of {of}");
        };
    }
}
