using Spectre.Console;

namespace ResidentService.LoadTests.Stage;

/// <summary>A bar where somebody is looking; a line now and then where the output goes to a file.</summary>
public sealed class Bars(IAnsiConsole console)
{
    /// <summary>Work without a known length.</summary>
    public Task<T> Of<T>(string what, Func<Task<T>> work)
    {
        if (console.Profile.Out.IsTerminal)
            return console.Status().StartAsync(what, _ => work());
        console.WriteLine(what + " …");
        return work();
    }

    public Task Of(string what, Func<Task> work) => Of(what, async () =>
    {
        await work();
        return true;
    });

    /// <param name="work">Is given what to tell of each piece done.</param>
    public Task<T> Of<T>(string what, int total, Func<Action<int>, Task<T>> work)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            console.WriteLine(what + " …");
            return work(_ => { });
        }

        return console.Progress().AutoClear(true).StartAsync(context =>
        {
            var task = context.AddTask(what, maxValue: total);
            return work(done => task.Increment(done));
        });
    }
}
