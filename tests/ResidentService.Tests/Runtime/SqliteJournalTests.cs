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

    [Fact]
    public async Task A_reader_who_takes_long_does_not_hold_up_the_writer_at_a_checkpoint()
    {
        using var journal = (SqliteJournal)Open();
        await new TestHost(journal).Actors.Ask(Tally.Actor("zhang"), TestHost.Asked(new Tally.Add(3), "a"));
        using (var reader = SqliteFile.OpenForReading(_folder.File("journal.db")))
        {
            SqliteFile.Run(reader, "begin");
            SqliteFile.Run(reader, "select * from entries");
            journal.Checkpoint();
            await new TestHost(journal).Actors.Ask(Tally.Actor("wang"), TestHost.Asked(new Tally.Add(3), "a"));
        }

        Assert.Equal(2, await journal.LastPosition());
    }

    [Fact]
    public async Task A_store_that_kept_heads_in_rows_is_taken_over()
    {
        ((SqliteJournal)Open()).Dispose();
        Run("alter table streams add column version integer not null default 0");
        using var journal = (SqliteJournal)Open();
        await new TestHost(journal).Actors.Ask(Tally.Actor("zhang"), TestHost.Asked(new Tally.Add(3), "a"));
        Assert.Equal(1, await journal.LastPosition());
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
