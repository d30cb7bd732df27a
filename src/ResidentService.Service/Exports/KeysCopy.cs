using System.Data.Common;
using Dapper;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Security;

namespace ResidentService.Service.Exports;

/// <summary>
/// The copy of the keys that goes with an export, also from beside a running service: a keys.db, whatever the store. It
/// is taken after the journal's snapshot: a key is on disk before it is first used, so no entry lacks its key but those
/// that were erased since.
/// </summary>
public static class KeysCopy
{
    /// <summary>
    /// What is copied, in both kinds of store. Sessions stay behind: from a copy, what was signed out since would come
    /// to life again.
    /// </summary>
    private static readonly (string Table, string[] Columns)[] Kept =
    [
        ("meta", ["name", "value"]),
        ("secrets", ["name", "value"]),
        ("sealing_keys", ["resident", "key", "erased_at_ms"]),
        ("data_protection", ["name", "xml"]),
    ];

    /// <summary>The fingerprint of the secrets in a keys.db or in a copy of one.</summary>
    public static string FingerprintOf(string path)
    {
        using var keys = SqliteFile.OpenForReading(path);
        return Secrets.Of(keys).Fingerprint;
    }

    /// <summary>Copies what is there and no free page, for the owner's eyes only.</summary>
    public static void Write(string from, string to)
    {
        MakeForOwnerOnly(to).Dispose();
        using (var keys = SqliteFile.OpenForCopying(from))
            keys.Execute("VACUUM INTO @to", new { to });
        using var copy = SqliteFile.OpenForWriting(to, "FULL", "secure_delete=ON");
        SqliteFile.Run(copy, "DELETE FROM sessions");
        SqliteFile.Run(copy, "pragma journal_mode=DELETE"); // one file, without a log beside it
        SqliteFile.Run(copy, "VACUUM");
    }

    /// <summary>The same of keys that stand elsewhere.</summary>
    public static void Write(DbConnection from, string to)
    {
        MakeForOwnerOnly(to).Dispose();
        using var copy = SqliteFile.OpenForWriting(to, "FULL", "secure_delete=ON");
        SqliteFile.Run(copy, SqliteKeysDatabase.Schema);
        using (var transaction = copy.BeginTransaction())
        {
            CopyRows(from, copy);
            transaction.Commit();
        }

        SqliteFile.Run(copy, "pragma journal_mode=DELETE");
    }

    /// <summary>Row by row, between any two kinds of store.</summary>
    /// <param name="to">Within a transaction.</param>
    public static void CopyRows(DbConnection from, DbConnection to)
    {
        foreach (var (table, columns) in Kept)
        {
            var rows = from.Query($"select {string.Join(", ", columns)} from {table} order by 1", buffered: false);
            to.Execute(
                $"insert into {table} ({string.Join(", ", columns)}) values (@{string.Join(", @", columns)})", rows);
        }
    }

    /// <summary>Takes over a copy as the keys.db of another folder.</summary>
    public static void Place(string copy, string path)
    {
        // Not File.Copy: that would take over who may read the copy.
        using var from = File.OpenRead(copy);
        using var to = MakeForOwnerOnly(path);
        from.CopyTo(to);
    }

    /// <summary>Leaves no free page behind in which an erased key could stand.</summary>
    public static void Compact(string path)
    {
        using var keys = SqliteFile.OpenForWriting(path, "FULL", "secure_delete=ON");
        SqliteFile.Run(keys, "VACUUM");
        SqliteFile.Run(keys, "pragma wal_checkpoint(TRUNCATE)");
    }

    private static FileStream MakeForOwnerOnly(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }
}
