using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ResidentService.Service.Adapters.Sqlite;

/// <summary>A file of the store cannot be used. The one line says which, why, and what an operator does next.</summary>
public sealed class StoreFileException(string path, SqliteException why)
    : IOException($"{path}: {why.Message.TrimEnd('.')}. {Advice(path, why)}", why)
{
    /// <summary>Whether reading or writing on could make it worse, or tell what is not so.</summary>
    public static bool IsBroken(SqliteException why) =>
        why.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_IOERR;

    /// <summary>Opens a file, and names it if that fails.</summary>
    public static T Naming<T>(string path, Func<string, T> open)
    {
        try
        {
            return open(path);
        }
        catch (SqliteException e)
        {
            throw new StoreFileException(path, e);
        }
    }

    private static string Advice(string path, SqliteException why) => why.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => "Make room on the disk and start again; nothing acknowledged is lost.",
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM =>
            "Let the service's user write this file and its folder.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB when Path.GetFileName(path) == "views.db" =>
            "Remove it and start again: it is made anew from the journal.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "The file is damaged: keep it, and restore a backup.",
        _ => "Look after the disk before starting again; nothing acknowledged was lost by the service.",
    };
}
