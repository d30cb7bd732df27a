using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using ResidentService.Runtime.Snapshots;
using ResidentService.Service;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Hosting;
using ResidentService.Service.Views;

namespace ResidentService.IntegrationTests;

/// <summary>
/// What people did earlier, written by the same actors into the store of a service that is not running; for tests that
/// begin long after it.
/// </summary>
public sealed class Past : IAsyncDisposable
{
    private readonly IDisposable _store;
    private readonly ReadTables _views;
    private readonly StandaloneRuntime _runtime;
    private readonly Clock _clock = new();

    private Past(string storage)
    {
        var codec = new Codec(typeof(Resident).Assembly);
        (var journal, _store) = Databases.Journal(storage);
        _views = Databases.Of(storage) is { } database
            ? new PostgreSqlTables(database, codec, AllTables.Of(Slices.All))
            : new ViewsDatabase(Path.Combine(storage, ViewsDatabase.FileName), codec, AllTables.Of(Slices.All));

        _runtime = new StandaloneRuntime(
            new(journal, new MemorySnapshots(), codec, _views, _views, new ReactionProgress(_views),
                Scheduler.Pool, _clock, TimeProvider.System, Throw, (what, e) => Throw(e)),
            Slices.All);
    }

    public static async Task<Past> Open(string storage)
    {
        var past = new Past(storage);
        await past._runtime.Start();
        return past;
    }

    /// <summary>Something that was carried out at a time; times must not go back.</summary>
    public async Task<Past> At(DateTimeOffset at, ActorId actor, ICommand command)
    {
        _clock.Now = at;
        var asked = new Asked(command, CommandId.OfRequest(Guid.NewGuid().ToString("N")), default, Caller.System);
        Assert.IsType<Outcome.Accepted>(await _runtime.Actors.Ask(actor, asked));
        await _runtime.Settled(TestContext.Current.CancellationToken);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _runtime.Settled(CancellationToken.None);
        await _runtime.DisposeAsync();
        _views.Dispose();
        _store.Dispose();
    }

    private static void Throw(Exception e) => throw new InvalidOperationException("the store can't be written", e);

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
