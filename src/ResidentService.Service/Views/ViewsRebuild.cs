using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.Sqlite;
using SQLitePCL;

namespace ResidentService.Service.Views;

/// <summary>
/// Makes the read tables anew from the journal: in a file beside views.db, which takes its place when it is whole. An
/// interrupted rebuild goes on where its last transaction ended; until the end views.db is as it was.
/// </summary>
/// <param name="path">views.db, which nobody else has open.</param>
/// <param name="rowsMax">Rows in memory at which a transaction ends.</param>
public sealed class ViewsRebuild(
    string path,
    IReadOnlyJournal journal,
    Codec codec,
    IReadOnlyList<Projection> projections,
    int rowsMax = ViewsRebuild.RowsMax)
{
    public const int RowsMax = 200_000;

    private const int PageEntries = 2_000;

    /// <summary>Pages that wait between reading, decoding and folding.</summary>
    private const int PagesMax = 4;

    private readonly string _unfinished = path + ".rebuilding";

    /// <param name="progress">Told of the position reached and of the last one.</param>
    /// <returns>The position from which it went on: 0 unless it had been interrupted.</returns>
    public async Task<long> Run(Action<long, long> progress)
    {
        var last = await journal.LastPosition();
        var views = await Open(last);
        var start = await views.ReadCheckpoint();
        using (views)
        {
            progress(start, last);
            await Fill(views, start, position => progress(position, last));
            views.Complete(IsReadable(path) ? path : null);
        }

        // What a log beside them holds is of the old tables.
        foreach (var beside in (string[])["-wal", "-shm"])
            File.Delete(path + beside);
        File.Move(_unfinished, path, overwrite: true);
        return start;
    }

    /// <summary>What an earlier rebuild has left, where it fits this journal; else an empty file.</summary>
    private async ValueTask<ViewsDatabase> Open(long last)
    {
        var maker = await Maker();
        try
        {
            var views = new ViewsDatabase(_unfinished, codec, projections, withIndexes: false);
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
        return new ViewsDatabase(_unfinished, codec, projections, withIndexes: false) { Maker = maker };
    }

    /// <summary>
    /// Which code makes the tables of which journal: what other code has begun, or of another journal, is no beginning.
    /// </summary>
    private async ValueTask<string> Maker()
    {
        var first = (await journal.ReadAll(0, 1)).SingleOrDefault();
        var code = string.Join('/', ((Type[])[typeof(Resident), typeof(ViewsRebuild)])
            .Select(type => type.Module.ModuleVersionId.ToString("N")));
        return $"{code} {first?.Stream} {first?.At:O}";
    }

    /// <summary>Reading, decoding and folding go on side by side.</summary>
    private async Task Fill(ViewsDatabase views, long start, Action<long> progress)
    {
        using var stop = new CancellationTokenSource();
        var read = Channel.CreateBounded<IReadOnlyList<Entry>>(PagesMax);
        var decoded = Channel.CreateBounded<IReadOnlyList<Entry>>(PagesMax);
        var reading = Task.Run(() => Pass(Read(start, stop.Token), read.Writer, stop.Token));
        var decoding = Task.Run(() => Pass(Decode(read.Reader, stop.Token), decoded.Writer, stop.Token));
        try
        {
            using var pages = Following(decoded.Reader.ReadAllAsync(stop.Token), progress).GetEnumerator();
            while (await views.Apply(pages, rowsMax))
            {
                // One transaction follows the other.
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(reading, decoding);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<Entry>> Read(
        long after, [EnumeratorCancellation] CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && await journal.ReadAll(after, PageEntries) is { Count: > 0 } page)
        {
            yield return page;
            after = page[^1].Position;
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<Entry>> Decode(
        ChannelReader<IReadOnlyList<Entry>> pages, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var page in pages.ReadAllAsync(stop))
        {
            foreach (var entry in page)
                codec.Decode(entry);
            yield return page;
        }
    }

    /// <summary>A failure goes on to whoever reads.</summary>
    private static async Task Pass(
        IAsyncEnumerable<IReadOnlyList<Entry>> pages, ChannelWriter<IReadOnlyList<Entry>> next, CancellationToken stop)
    {
        try
        {
            await foreach (var page in pages)
                await next.WriteAsync(page, stop);
            next.Complete();
        }
#pragma warning disable CA1031 // Whatever it is, whoever reads is told.
        catch (Exception e)
#pragma warning restore CA1031
        {
            next.Complete(e);
        }
    }

    private static IEnumerable<IReadOnlyList<Entry>> Following(
        IAsyncEnumerable<IReadOnlyList<Entry>> pages, Action<long> progress)
    {
        foreach (var page in pages.ToBlockingEnumerable())
        {
            yield return page;
            progress(page[^1].Position);
        }
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
