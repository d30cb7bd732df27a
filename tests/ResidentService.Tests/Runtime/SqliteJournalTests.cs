using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.Sqlite;

namespace ResidentService.Tests.Runtime;

public sealed class SqliteJournalTests : JournalConformance
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_was_committed_is_there_after_reopening()
    {
        using (var journal = new SqliteJournal(_folder.File("again.db")))
        {
            var host = new TestHost(journal);
            await host.Actors.Ask(Tally.Actor("zhang"), TestHost.Asked(new Tally.Add(3), "a"));
        }

        using var reopened = new SqliteJournal(_folder.File("again.db"));
        Assert.Equal(1, await reopened.LastPosition());
        Assert.Equal(3, await new TestHost(reopened).Actors.Read(Tally.Actor("zhang"), new Tally.GetTotal()));
    }

    [Fact]
    public void A_checkpoint_moves_the_log_into_the_file()
    {
        using var journal = (SqliteJournal)Open();
        journal.Checkpoint();
        Assert.True(new FileInfo(_folder.File("journal.db")).Length > 0);
    }

    protected override IJournal Open() => new SqliteJournal(_folder.File("journal.db"));

    /// <summary>At the second entry of a commit, when the first has already been written.</summary>
    protected override void FailNextCommit() => Run(
        "create trigger broken before insert on entries when new.position > 2 begin select raise(abort, 'broken'); end");

    protected override void Mend() => Run("drop trigger broken");

    private void Run(string sql)
    {
        using var connection = SqliteFile.OpenForWriting(_folder.File("journal.db"), "FULL");
        SqliteFile.Run(connection, sql);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }
}
