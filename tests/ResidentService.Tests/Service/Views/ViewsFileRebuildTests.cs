using Dapper;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;
using ResidentService.Service;
using ResidentService.Service.Views;

namespace ResidentService.Tests.Service.Views;

public sealed class ViewsFileRebuildTests : IDisposable
{
    private const int Events = 150;

    private static readonly ParkedDelivery Parked = new(
        ActorId.Parse("event/evt_x"), "", 2, 3, DateTimeOffset.UnixEpoch, 10, "ArgumentException");

    private readonly TemporaryFolder _folder = new();
    private readonly Codec _codec = new(typeof(Resident).Assembly);
    private readonly MemoryJournal _journal = new();

    [Fact]
    public async Task Rebuilt_tables_are_row_for_row_as_the_followed_ones()
    {
        await new Happenings(_journal, seed: 1).Write(Events);
        var followed = await Follow(batch: 7);
        Assert.Equal(0, await Rebuild());
        Assert.Equal(followed, Rows());
    }

    [Fact]
    public async Task However_few_rows_it_keeps_in_memory()
    {
        await new Happenings(_journal, seed: 2).Write(Events);
        var followed = await Follow(batch: 2_000);
        await Rebuild(rowsMax: 1);
        Assert.Equal(followed, Rows());
    }

    [Fact]
    public async Task An_interrupted_rebuild_leaves_the_old_tables_and_goes_on_where_it_was()
    {
        await new Happenings(_journal, seed: 3).Write(Events);
        var followed = await Follow(batch: 500);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Rebuild(rowsMax: 1, (position, last) =>
        {
            if (position > last / 2)
                throw new OperationCanceledException();
        }));
        Assert.Equal(followed, Rows());
        Assert.InRange(await Rebuild(), 1, await _journal.LastPosition());
        Assert.Equal(followed, Rows());
    }

    [Fact]
    public async Task What_other_code_has_begun_is_begun_anew()
    {
        await new Happenings(_journal, seed: 7).Write(Events);
        var followed = await Follow(batch: 500);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Rebuild(rowsMax: 1, (position, last) =>
        {
            if (position > last / 2)
                throw new OperationCanceledException();
        }));
        using (var begun = new ViewsDatabase(ViewsFile + ".rebuilding", _codec, AllTables.Of(Slices.All), false)
        {
            Maker = "older code",
        })
            Assert.True(await begun.ReadCheckpoint() > 0);
        Assert.Equal(0, await Rebuild());
        Assert.Equal(followed, Rows());
    }

    [Fact]
    public async Task What_is_no_fold_of_the_journal_is_carried_over()
    {
        await new Happenings(_journal, seed: 4).Write(1);
        await Follow(batch: 500);
        using (var views = Open())
            await new ReactionProgress(views).Write(3, new([Parked], []));
        await Rebuild();
        using var rebuilt = Open();
        var (position, parked) = await new ReactionProgress(rebuilt).Read();
        Assert.Equal(3, position);
        Assert.Equal([Parked], parked);
    }

    [Fact]
    public async Task Tables_that_cannot_be_read_are_replaced()
    {
        await new Happenings(_journal, seed: 5).Write(Events);
        var followed = await Follow(batch: 500);
        await File.WriteAllBytesAsync(ViewsFile, new byte[8_192], TestContext.Current.CancellationToken);
        await Rebuild();
        Assert.Equal(followed, Rows());
    }

    [Fact]
    public async Task What_an_interrupted_rebuild_left_is_thrown_away_where_it_is_damaged()
    {
        await new Happenings(_journal, seed: 6).Write(Events);
        var followed = await Follow(batch: 500);
        await File.WriteAllBytesAsync(
            ViewsFile + ".rebuilding", new byte[8_192], TestContext.Current.CancellationToken);
        Assert.Equal(0, await Rebuild());
        Assert.Equal(followed, Rows());
    }

    public void Dispose() => _folder.Dispose();

    private string ViewsFile => _folder.File(ViewsDatabase.FileName);

    private ViewsDatabase Open() => new(ViewsFile, _codec, AllTables.Of(Slices.All));

    private Task<long> Rebuild(int rowsMax = ViewsFileRebuild.RowsMax, Action<long, long>? progress = null) =>
        new ViewsFileRebuild(ViewsFile, _journal, _codec, AllTables.Of(Slices.All), rowsMax)
            .Run(progress ?? ((_, _) => { }));

    /// <summary>As the follower does it, in batches.</summary>
    private async Task<IReadOnlyList<string>> Follow(int batch)
    {
        using (var views = Open())
        {
            while (await _journal.ReadAll(await views.ReadCheckpoint(), batch) is { Count: > 0 } entries)
                await views.Apply(entries);
        }

        return Rows();
    }

    private IReadOnlyList<string> Rows()
    {
        using var views = Open();
        var rows = views.Read(connection => AllTables.Of(Slices.All)
            .SelectMany(projection => projection.Tables)
            .SelectMany(table => connection.Query($"select '{table.Name}' as \"table\", * from {table.Name}"))
            .Select(row => string.Join('|', ((IDictionary<string, object>)row).Values))
            .Order(StringComparer.Ordinal).ToList());
        Assert.NotEmpty(rows);
        return rows;
    }
}
