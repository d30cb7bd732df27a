using Dapper;
using Microsoft.Data.Sqlite;
using ResidentService.Service.Security;

namespace ResidentService.Tests.Service.Security;

public sealed class KeysDatabaseTests
{
    [Fact]
    public async Task What_was_written_is_there_after_reopening()
    {
        await using var keys = new TemporaryKeys();
        await keys.Database.SetMeta("name", "one");
        await keys.Database.SetMeta("name", "two");
        await keys.Reopen();
        Assert.Equal("two", keys.Database.Meta("name"));
        Assert.Null(keys.Database.Meta("other"));
    }

    [Fact]
    public async Task A_write_that_fails_leaves_the_others_of_its_batch_alone()
    {
        await using var keys = new TemporaryKeys();
        var writes = Enumerable.Range(0, 300).Select(number => number % 3 == 0
            ? keys.Database.Write(connection => connection.Execute("INSERT INTO nowhere VALUES(1)"))
            : keys.Database.SetMeta($"{number}", "there")).ToList();
        foreach (var (number, write) in writes.Index())
        {
            if (number % 3 == 0)
                await Assert.ThrowsAsync<SqliteException>(() => write);
            else
                await write;
        }

        Assert.Equal(200, keys.Database.Read(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM meta")));
    }

    [Fact]
    public async Task What_a_failed_write_did_before_is_undone()
    {
        await using var keys = new TemporaryKeys();
        await Assert.ThrowsAsync<InvalidOperationException>(() => keys.Database.Write<int>(connection =>
        {
            connection.Execute("INSERT INTO meta VALUES('half', 'done')");
            throw new InvalidOperationException();
        }));
        Assert.Null(keys.Database.Meta("half"));
    }

    [Fact]
    public async Task The_master_secret_is_made_once_and_for_this_store_only()
    {
        await using var one = new TemporaryKeys();
        await using var other = new TemporaryKeys();
        var before = Secrets.Of(one.Database).Subkey(Purpose.Identity);
        await one.Reopen();
        Assert.Equal(before, Secrets.Of(one.Database).Subkey(Purpose.Identity));
        Assert.NotEqual(before, Secrets.Of(one.Database).Subkey(Purpose.Card));
        Assert.NotEqual(before, Secrets.Of(other.Database).Subkey(Purpose.Identity));
    }

    [Fact]
    public async Task Only_the_owner_can_read_the_file()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var keys = new TemporaryKeys();
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(keys.Folder, KeysDatabase.FileName)));
    }
}
