using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Views;

/// <summary>
/// Makes the read tables anew from the journal, beside those that are there, whose place they take when they are whole.
/// An interrupted rebuild goes on where its last transaction ended; until the end the old tables are as they were.
/// </summary>
/// <param name="rowsMax">Rows in memory at which a transaction ends.</param>
public abstract class ViewsRebuild<TTables>(IReadOnlyJournal journal, Codec codec, int rowsMax)
    where TTables : ReadTables
{
    protected Codec Codec => codec;

    private const int PageEntries = 2_000;

    /// <summary>Pages that wait between reading, decoding and folding.</summary>
    private const int PagesMax = 4;

    /// <param name="progress">Told of the position reached and of the last one.</param>
    /// <returns>The position from which it went on: 0 unless it had been interrupted.</returns>
    public async Task<long> Run(Action<long, long> progress)
    {
        var last = await journal.LastPosition();
        using var views = await Open(await Maker(), last);
        var start = await views.ReadCheckpoint();
        progress(start, last);
        await Fill(views, start, position => progress(position, last));
        Complete(views);
        return start;
    }

    /// <summary>What an earlier rebuild has left, where it fits this journal; else empty tables.</summary>
    /// <param name="maker">Who makes them: what somebody else has begun is no beginning.</param>
    /// <param name="last">The journal's last position.</param>
    protected abstract ValueTask<TTables> Open(string maker, long last);

    /// <summary>They are whole: they take the place of the old ones.</summary>
    protected abstract void Complete(TTables views);

    /// <summary>
    /// Which code makes the tables of which journal: what other code has begun, or of another journal, is no beginning.
    /// </summary>
    private async ValueTask<string> Maker()
    {
        var first = (await journal.ReadAll(0, 1)).SingleOrDefault();
        var code = string.Join('/', ((Type[])[typeof(Resident), typeof(ReadTables)])
            .Select(type => type.Module.ModuleVersionId.ToString("N")));
        return $"{code} {first?.Stream} {first?.At:O}";
    }

    /// <summary>Reading, decoding and folding go on side by side.</summary>
    private async Task Fill(TTables views, long start, Action<long> progress)
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
}
