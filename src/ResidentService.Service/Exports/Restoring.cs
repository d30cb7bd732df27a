using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Hosting;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;
using ResidentService.Service.Verification;

namespace ResidentService.Service.Exports;

/// <summary>
/// Makes a store from an export. It grows out of the way and takes its place when all of it has been verified and every
/// erasure has been carried out again; until then the target is no store.
/// </summary>
/// <param name="directory">Of the store, where its list of erasures is, whatever else stands there.</param>
/// <param name="shared">The database, where the store is one.</param>
public sealed class Restoring(
    string directory, ConnectionString? shared, string export, IReadOnlyList<ResidentId> erased, Anchor? expected)
{
    private const int EntriesAtOnce = 5_000;

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
        try
        {
            var report = await Build(progress);
            // While it is there, the service does not start on what may be half a store.
            Directory.Delete(_work, recursive: true);
            return report;
        }
        catch when (!File.Exists(Path.Combine(directory, KeysDatabase.FileName)))
        {
            Directory.Delete(_work, recursive: true);
            throw;
        }
    }

    private void RefuseUnlessEmpty()
    {
        string[] harmless = [StoreLock.FileName, ErasureList.FileName];
        var there = Directory.GetFileSystemEntries(directory).Select(Path.GetFileName).Except(harmless).ToList();
        if (there.Count > 0)
            throw new WrongSettingException("Storage:Directory",
                $"{directory} is not empty: there is {there[0]}. A restore needs an empty folder.");
    }

    private async Task<RestoreReport> Build(Action<long, long> progress)
    {
        await using var file = new FileStream(export, FileMode.Open, FileAccess.Read, FileShare.Read);
        await using var reader = await ExportReader.Open(file);
        await using StoreToRestore store = shared is null
            ? new SqliteStoreToRestore(directory, _work)
            : new PostgreSqlStoreToRestore(shared);
        await store.Begin();
        await TakeKeys(reader.Header, store);
        var (anchor, told) = await TakeJournal(reader, store, progress);
        if (expected is not null && anchor != expected)
            throw new DamagedExportException($"It is whole, but gives {anchor} and not {expected}.");
        var untold = await CarryOutErasures(store.Keys, told, anchor.Position);
        // The list first: it says of whom there is no key, and is harmless without a store.
        File.Move(Path.Combine(_work, ErasureList.FileName), Path.Combine(directory, ErasureList.FileName), overwrite: true);
        await store.TakePlace();
        return new(anchor, reader.Streams, told.Count, untold);
    }

    private async Task TakeKeys(ExportHeader header, StoreToRestore store)
    {
        var copy = export + ExportFormat.KeysSuffix;
        if (!File.Exists(copy))
            throw new WrongSettingException(copy, "is missing. Without the keys nobody's data can be read.");
        if (!string.Equals(KeysCopy.FingerprintOf(copy), header.Keys, StringComparison.Ordinal))
            throw new DamagedExportException($"The keys in {copy} are another store's.");
        await store.TakeKeys(copy);
    }

    /// <returns>Also whose erasure the journal tells of.</returns>
    private static async Task<(Anchor Anchor, IReadOnlyList<ResidentId> Told)> TakeJournal(
        ExportReader reader, StoreToRestore store, Action<long, long> progress)
    {
        var told = new List<ResidentId>();
        while (await reader.Read(EntriesAtOnce) is { Count: > 0 } entries)
        {
            told.AddRange(entries.Where(Erasures.IsErasure).Select(entry => Id.Parse<ResidentId>(entry.Stream.Key)));
            await store.Append(entries);
            progress(entries[^1].Position, reader.Header.Entries);
        }

        return (await reader.ReadEnd(), told);
    }

    /// <summary>
    /// Of those in the lists that came along, of those of whom the journal tells, and of those whose key was gone when
    /// it was copied. Of whom the journal does not know, it is told at the next start.
    /// </summary>
    private async Task<int> CarryOutErasures(KeysDatabase keys, IReadOnlyList<ResidentId> told, long last)
    {
        var before = Path.Combine(directory, ErasureList.FileName);
        var everybody = erased.Concat(told).Concat(File.Exists(before) ? ErasureList.Read(before) : []).Distinct();
        var path = Path.Combine(_work, ErasureList.FileName);
        await File.WriteAllLinesAsync(path, everybody.Select(resident => resident.Value));

        using var list = ErasureList.Open(_work);
        var secrets = Secrets.Of(keys);
        var sessions = new Sessions(keys, secrets, TimeProvider.System);
        var erasures = new Erasures(keys, new KeyVault(keys), sessions, secrets, list, TimeProvider.System);
        await erasures.Reapply(last: () => new(0L));
        await erasures.Note(told, last);
        return list.Residents.Count - told.Count;
    }
}

/// <param name="Erased">Whose erasure the journal tells of.</param>
/// <param name="Untold">Whose erasure is newer than the export, and was carried out again.</param>
public sealed record RestoreReport(Anchor Anchor, int Streams, int Erased, int Untold);
