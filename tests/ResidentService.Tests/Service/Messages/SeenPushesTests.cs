using System.Text;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Messages;

namespace ResidentService.Tests.Service.Messages;

public sealed class SeenPushesTests : IDisposable
{
    private const string OpenId = "o-named-in-a-push";

    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;

    private string Path => System.IO.Path.Combine(_folder, MessagesDatabase.FileName);

    [Fact]
    public void A_push_is_new_once()
    {
        using var database = new SqliteMessagesDatabase(Path);
        Assert.False(database.Do(connection => SeenPushes.Has(connection, "a")));
        Assert.True(database.Do(connection => SeenPushes.Note(connection, "a", Monday)));
        Assert.True(database.Do(connection => SeenPushes.Has(connection, "a")));
        Assert.False(database.Do(connection => SeenPushes.Note(connection, "a", Monday)));
    }

    [Fact]
    public void One_that_is_too_old_to_be_taken_again_is_forgotten()
    {
        using var database = new SqliteMessagesDatabase(Path);
        database.Do(connection => SeenPushes.Note(connection, "a", Monday));
        database.Do(connection => SeenPushes.Note(connection, "b", Monday + 3 * SeenPushes.AgeMax));
        Assert.False(database.Do(connection => SeenPushes.Has(connection, "a")));
    }

    [Fact]
    public void Ids_that_an_earlier_build_has_kept_in_clear_leave_every_file()
    {
        using (var earlier = SqliteFile.OpenForWriting(Path, "FULL"))
        {
            SqliteFile.Run(earlier, "create table pushes (id text primary key, seen_at integer) strict, without rowid");
            SqliteFile.Run(earlier, $"insert into pushes values ('{OpenId}1777856400user_authorization_revoke', 1)");
        }

        Assert.True(IsInClear());
        using (new SqliteMessagesDatabase(Path))
            Assert.False(IsInClear());
        Assert.False(IsInClear());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private bool IsInClear() => Directory.GetFiles(_folder)
        .Any(file => Bytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(OpenId)) >= 0);

    /// <summary>Also while it is open for writing.</summary>
    private static byte[] Bytes(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
