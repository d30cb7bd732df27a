using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Hosting;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;
using ResidentService.Service.Verification;

namespace ResidentService.Service.Exports;

/// <summary>
/// Makes a store from an export. It grows in a folder of its own within the target and is moved into place when all of
/// it has been verified and every erasure has been carried out again; until then the target is no store.
/// </summary>
public sealed class Restoring(string directory, string export, IReadOnlyList<ResidentId> erased, Anchor? expected)
{
    private const int EntriesAtOnce = 5_000;

    /// <summary>Commits between two moves of the journal's log into its file.</summary>
    private const int CommitsPerCheckpoint = 10;

    private readonly string _work = StoreLock.UnfinishedIn(directory);

    /// <param name="progress">Told the position reached and the last one.</param>
    /// <exception cref="DamagedExportException">The export is not whole, or not the expected one.</exception>
    /// <exception cref="WrongSettingException">The target is in use or not empty, or the keys are not there.</exception>
    public async Task<RestoreReport> Run(Action<long, long> progress)
    {
        Directory.CreateDirectory(directory);
        using var taken = StoreLock.TakeToRestore(directory);
        if (Directory.Exists(_work))
            Directory.Delete(_work, recursive: true);
        RefuseUnlessEmpty();
        Directory.CreateDirectory(_work);
        var report = await BuildOrClear(progress);
        foreach (var file in (string[])[KeysDatabase.FileName, ErasureList.FileName, Standalone.JournalFile])
            File.Move(Path.Combine(_work, file), Path.Combine(directory, file), overwrite: true);
        // While it is there, the service does not start on what may be half a store.
        Directory.Delete(_work, recursive: true);
        return report;
    }

    private void RefuseUnlessEmpty()
    {
        string[] harmless = [StoreLock.FileName, ErasureList.FileName];
        var there = Directory.GetFileSystemEntries(directory).Select(Path.GetFileName).Except(harmless).ToList();
        if (there.Count > 0)
            throw new WrongSettingException("Storage:Directory",
                $"{directory} is not empty: there is {there[0]}. A restore needs an empty folder.");
    }

    private async Task<RestoreReport> BuildOrClear(Action<long, long> progress)
    {
        try
        {
            return await Build(progress);
        }
        catch
        {
            Directory.Delete(_work, recursive: true);
            throw;
        }
    }

    private async Task<RestoreReport> Build(Action<long, long> progress)
    {
        await using var file = new FileStream(export, FileMode.Open, FileAccess.Read, FileShare.Read);
        await using var reader = await ExportReader.Open(file);
        var keys = Path.Combine(_work, KeysDatabase.FileName);
        PlaceKeys(reader.Header, keys);
        var (anchor, told) = await BuildJournal(reader, progress);
        if (expected is not null && anchor != expected)
            throw new DamagedExportException($"It is whole, but gives {anchor} and not {expected}.");
        var untold = await CarryOutErasures(told, anchor.Position);
        KeysCopy.Compact(keys);
        return new(anchor, reader.Streams, told.Count, untold);
    }

    private void PlaceKeys(ExportHeader header, string keys)
    {
        var copy = export + ExportFormat.KeysSuffix;
        if (!File.Exists(copy))
            throw new WrongSettingException(copy, "is missing. Without the keys nobody's data can be read.");
        KeysCopy.Place(copy, keys);
        if (!string.Equals(KeysCopy.FingerprintOf(keys), header.Keys, StringComparison.Ordinal))
            throw new DamagedExportException($"The keys in {copy} are another store's.");
    }

    /// <returns>Also whose erasure the journal tells of.</returns>
    private async Task<(Anchor Anchor, IReadOnlyList<ResidentId> Told)> BuildJournal(
        ExportReader reader, Action<long, long> progress)
    {
        using var journal = new SqliteJournal(Path.Combine(_work, Standalone.JournalFile));
        var told = new List<ResidentId>();
        var commits = 0;
        while (await reader.Read(EntriesAtOnce) is { Count: > 0 } entries)
        {
            told.AddRange(entries.Where(Erasures.IsErasure).Select(entry => Id.Parse<ResidentId>(entry.Stream.Key)));
            var results = await journal.Commit(
                [.. entries.Select(entry => new StreamAppend(entry.Stream, entry.Version - 1, [entry]))]);
            if (results.Contains(CommitResult.Conflict) || await journal.LastPosition() != entries[^1].Position)
                throw new DamagedExportException("The entries of the export do not follow on one another.");
            if (++commits % CommitsPerCheckpoint == 0)
                journal.Checkpoint();
            progress(entries[^1].Position, reader.Header.Entries);
        }

        return (await reader.ReadEnd(), told);
    }

    /// <summary>
    /// Of those in the lists that came along, of those of whom the journal tells, and of those whose key was gone when
    /// it was copied. Of whom the journal does not know, it is told at the next start.
    /// </summary>
    private async Task<int> CarryOutErasures(IReadOnlyList<ResidentId> told, long last)
    {
        await using var keys = KeysDatabase.Open(_work);
        var before = Path.Combine(directory, ErasureList.FileName);
        var everybody = erased.Concat(told).Concat(File.Exists(before) ? ErasureList.Read(before) : []).Distinct();
        var path = Path.Combine(_work, ErasureList.FileName);
        await File.WriteAllLinesAsync(path, everybody.Select(resident => resident.Value));

        using var list = ErasureList.Open(_work);
        var secrets = Secrets.Of(keys);
        var sessions = new Sessions(keys, secrets, TimeProvider.System);
        var erasures = new Erasures(keys, new KeyVault(keys), sessions, secrets, list, TimeProvider.System);
        await erasures.Reapply(last: 0);
        await erasures.Note(told, last);
        return list.Residents.Count - told.Count;
    }
}

/// <param name="Erased">Whose erasure the journal tells of.</param>
/// <param name="Untold">Whose erasure is newer than the export, and was carried out again.</param>
public sealed record RestoreReport(Anchor Anchor, int Streams, int Erased, int Untold);
