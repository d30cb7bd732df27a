using ResidentService.Runtime.Journal;
using ResidentService.Service.Exports;
using ResidentService.Service.Hosting;
using ResidentService.Service.Security;

namespace ResidentService.Service.Adapters.Sqlite;

/// <summary>Files that grow in a folder within the target, and are moved there.</summary>
/// <param name="directory">The target.</param>
/// <param name="work">The folder within, which whoever restores makes and removes.</param>
public sealed class SqliteStoreToRestore(string directory, string work) : StoreToRestore
{
    /// <summary>Commits between two moves of the journal's log into its file.</summary>
    private const int CommitsPerCheckpoint = 10;

    private KeysDatabase? _keys;
    private SqliteJournal? _journal;
    private int _commits;

    /// <inheritdoc/>
    public override KeysDatabase Keys => _keys!;

    private string KeysFile => Path.Combine(work, KeysDatabase.FileName);

    /// <inheritdoc/>
    public override ValueTask Begin()
    {
        _journal = new SqliteJournal(Path.Combine(work, Standalone.JournalFile));
        return default;
    }

    /// <inheritdoc/>
    public override ValueTask TakeKeys(string copy)
    {
        KeysCopy.Place(copy, KeysFile);
        _keys = KeysDatabase.Open(work);
        return default;
    }

    /// <inheritdoc/>
    public override async ValueTask Append(IReadOnlyList<Entry> entries)
    {
        var results = await _journal!.Commit(
            [.. entries.Select(entry => new StreamAppend(entry.Stream, entry.Version - 1, [entry]))]);
        if (results.Contains(CommitResult.Conflict) || await _journal.LastPosition() != entries[^1].Position)
            throw new DamagedExportException("The entries of the export do not follow on one another.");
        if (++_commits % CommitsPerCheckpoint == 0)
            _journal.Checkpoint();
    }

    /// <inheritdoc/>
    public override async ValueTask TakePlace()
    {
        await DisposeAsync();
        KeysCopy.Compact(KeysFile);
        foreach (var file in (string[])[KeysDatabase.FileName, Standalone.JournalFile])
            File.Move(Path.Combine(work, file), Path.Combine(directory, file), overwrite: true);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _journal?.Dispose();
        await (_keys?.DisposeAsync() ?? default);
    }
}
