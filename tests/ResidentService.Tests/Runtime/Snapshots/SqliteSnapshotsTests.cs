using ResidentService.Runtime.Snapshots;
using ResidentService.Service.Adapters.Sqlite;

namespace ResidentService.Tests.Runtime.Snapshots;

public sealed class SqliteSnapshotsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_last_one_is_kept_and_there_after_reopening()
    {
        using (var snapshots = new SqliteSnapshots(_folder.File("snapshots.db")))
        {
            Assert.Null(await snapshots.Read(Tally.Actor("zhang")));
            await snapshots.Write(Tally.Actor("zhang"), new("schema", 1, new byte[] { 1 }, new byte[] { 1, 2 }));
            await snapshots.Write(Tally.Actor("zhang"), new("schema", 2, new byte[] { 2 }, new byte[] { 3 }));
        }

        using var reopened = new SqliteSnapshots(_folder.File("snapshots.db"));
        var read = Assert.IsType<Snapshot>(await reopened.Read(Tally.Actor("zhang")));
        Assert.Equal(("schema", 2), (read.Schema, read.Version));
        Assert.Equal([2], read.Hash.ToArray());
        Assert.Equal([3], read.Body.ToArray());
        Assert.Null(await reopened.Read(Tally.Actor("wang")));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_made_anew()
    {
        await File.WriteAllTextAsync(_folder.File("snapshots.db"), new string('x', 8_192), TestContext.Current.CancellationToken);
        using var snapshots = new SqliteSnapshots(_folder.File("snapshots.db"));
        Assert.Null(await snapshots.Read(Tally.Actor("zhang")));
    }

    public void Dispose() => _folder.Dispose();
}
