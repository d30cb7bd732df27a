using Dapper;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using ResidentService.Runtime.Snapshots;
using ResidentService.Service;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Hosting;
using ResidentService.Service.Views;

namespace ResidentService.CatchUp;

/// <summary>Which follower is behind by the whole journal.</summary>
internal enum Behind
{
    Nobody,
    Tables,
    Reactions,
}

/// <summary>The runtime of the standalone service over a store's files, without its HTTP.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly SqliteJournal _journal;
    private readonly ViewsDatabase _views;
    private readonly Timer _checkpoints;

    private Store(string folder)
    {
        var codec = new Codec(typeof(Resident).Assembly);
        _journal = new SqliteJournal(Path.Combine(folder, Standalone.JournalFile));
        _views = new ViewsDatabase(Views(folder), codec, AllTables.Of(Slices.All));
        Runtime = new StandaloneRuntime(
            new(_journal, new MemorySnapshots(), codec, _views, _views, new ReactionProgress(_views), Scheduler.Pool,
                TimeProvider.System, TimeProvider.System, e => Environment.FailFast("the journal cannot be written", e),
                (what, e) => Console.Error.WriteLine($"{what} failed: {e.Message}")),
            Slices.All);
        _checkpoints = new Timer(_ => _journal.Checkpoint(), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
    }

    public StandaloneRuntime Runtime { get; }

    /// <summary>Opens a store in which one follower has all of the journal before it.</summary>
    public static async Task<Store> Open(string folder, Behind behind)
    {
        if (behind != Behind.Nobody)
            PutBehind(folder, behind);
        var store = new Store(folder);
        await store.Runtime.Start();
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await _checkpoints.DisposeAsync();
        _views.Dispose();
        _journal.Dispose();
    }

    private static string Views(string folder) => Path.Combine(folder, "views.db");

    private static void PutBehind(string folder, Behind behind)
    {
        using var views = SqliteFile.OpenForWriting(Views(folder), "NORMAL");
        if (behind == Behind.Reactions)
            views.Execute("delete from checkpoints where name = 'reactions'");
        else
            views.Execute("delete from checkpoints where name = 'tables'; delete from shapes"); // made anew when opened
    }
}
