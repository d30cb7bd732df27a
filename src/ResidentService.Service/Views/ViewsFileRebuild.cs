using Microsoft.Data.Sqlite;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.Sqlite;
using SQLitePCL;

namespace ResidentService.Service.Views;

/// <summary>Of views.db: in a file beside it.</summary>
/// <param name="path">views.db, which nobody else has open.</param>
public sealed class ViewsFileRebuild(
    string path,
    IReadOnlyJournal journal,
    Codec codec,
    IReadOnlyList<Projection> projections,
    int rowsMax = ViewsFileRebuild.RowsMax)
    : ViewsRebuild<ViewsDatabase>(journal, codec, rowsMax)
{
    public const int RowsMax = 200_000;

    private readonly string _unfinished = path + ".rebuilding";

    /// <inheritdoc/>
    protected override async ValueTask<ViewsDatabase> Open(string maker, long last)
    {
        try
        {
            var views = new ViewsDatabase(_unfinished, Codec, projections, withIndexes: false);
            if (views.Maker == maker && await views.ReadCheckpoint() <= last)
                return views;
            views.Dispose();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            // Damaged: it is as good as none.
        }

        foreach (var part in (string[])["", "-wal", "-shm"])
            File.Delete(_unfinished + part);
        return new ViewsDatabase(_unfinished, Codec, projections, withIndexes: false) { Maker = maker };
    }

    /// <inheritdoc/>
    protected override void Complete(ViewsDatabase views)
    {
        views.Complete(IsReadable(path) ? path : null);
        views.Dispose();

        // What a log beside them holds is of the old tables.
        foreach (var beside in (string[])["-wal", "-shm"])
            File.Delete(path + beside);
        File.Move(_unfinished, path, overwrite: true);
    }

    private static bool IsReadable(string path)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            using var connection = SqliteFile.OpenForWriting(path, "NORMAL");
            SqliteFile.Run(connection, "pragma wal_checkpoint(TRUNCATE)");
            SqliteFile.Run(connection, "select count(*) from checkpoints");
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
