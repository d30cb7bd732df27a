using Dapper;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using ResidentService.Runtime.Snapshots;
using ResidentService.Service;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Verification;

namespace ResidentService.Tests.Service.Verification;

/// <summary>Each kind of damage is done to a store on disk, and found.</summary>
public sealed class StoreVerificationTests : IDisposable
{
    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly Codec Codec = new(typeof(Resident).Assembly);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_whole_store_has_no_faults_and_counts_its_points()
    {
        await Fill();
        var report = await Verify();
        Assert.Empty(report.Faults);
        Assert.Equal(12, report.Points.Issued);
        Assert.Equal(12, report.Points.InCirculation);
        Assert.Empty(report.InTransit);
    }

    [Fact]
    public async Task A_transfer_that_has_not_arrived_is_named_and_is_no_fault()
    {
        await Fill(receive: false);
        var report = await Verify();
        Assert.Empty(report.Faults);
        Assert.Equal(2, report.InTransit.Count);
    }

    [Theory]
    [InlineData("update entries set body = cast(replace(cast(body as text), '5', '6') as blob) where name = 'points.transferred.v1'", "hash chain")]
    [InlineData("update entries set caller = 'res_wang' where position = 2", "hash chain")]
    [InlineData("update entries set at = at + 1 where position = 3", "hash chain")]
    [InlineData("delete from entries where position = 2", "position 2: missing")]
    [InlineData("update entries set name = 'points.vanished.v1' where position = 2", "unknown name")]
    public async Task Damage_is_found_where_it_is(string damage, string said)
    {
        await Fill();
        using (var connection = SqliteFile.OpenForWriting(_folder.File("journal.db"), "FULL"))
            connection.Execute(damage);
        Assert.Contains((await Verify()).Faults, fault => fault.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_anchor_kept_outside_shows_that_the_end_was_cut_off()
    {
        await Fill();
        var anchor = (await Verify()).Anchor;
        Assert.Empty((await Verify(anchor)).Faults);
        using (var connection = SqliteFile.OpenForWriting(_folder.File("journal.db"), "FULL"))
            connection.Execute("delete from entries where position = (select max(position) from entries)");
        Assert.Contains((await Verify(anchor)).Faults, fault => fault.Contains("entries are missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_anchor_holds_while_the_journal_grows()
    {
        await Fill();
        var anchor = (await Verify()).Anchor;
        await Fill(round: 2);
        Assert.Empty((await Verify(anchor)).Faults);
        var wrong = anchor with { Digest = new string('0', 64) };
        Assert.Contains((await Verify(wrong)).Faults, fault => fault.Contains(wrong.Digest, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<VerificationReport> Verify(Anchor? anchor = null)
    {
        using var journal = new ReadOnlySqliteJournal(_folder.File("journal.db"));
        return await new StoreVerification(journal, Codec).Run(anchor);
    }

    /// <summary>A community issues 5 and 7 points to one resident, whose account acknowledges them.</summary>
    private async Task Fill(bool receive = true, int round = 1)
    {
        using var journal = new SqliteJournal(_folder.File("journal.db"));
        var writer = new Writer(journal, new Tail(await journal.LastPosition()), Scheduler.Pool, TimeProvider.System, _ => { });
        var actors = new LocalActors(Slices.All, new ActorHost(
            journal, writer, new SnapshotQueue(new MemorySnapshots(), Scheduler.Pool, (_, _) => { }), Codec,
            Scheduler.Pool, TimeProvider.System, TimeProvider.System, (_, _) => { }));
        var issuance = AccountId.Issuance(Tangdu);
        await Ask(actors, issuance.Actor, new AccountCommand.SetBudget(Tangdu, Amount.Of(100), 1), "budget");
        foreach (var points in (int[])[5, 7])
        {
            var evidence = new ServiceEvidence(ServiceId.Of(Id.Parse<EventId>($"evt_{round}-{points}")), Zhang, DateTimeOffset.UnixEpoch.AddYears(56));
            var issued = await Ask(actors, issuance.Actor, new AccountCommand.Issue(
                Id.Parse<TransferId>($"trf_{round}-{points}"), AccountId.Of(Zhang), Amount.Of(points), evidence, 36), $"issue{round}{points}");
            var transfer = (AccountFact.PointsTransferred)Codec.Decode(issued.Entries[0]);
            if (receive)
                await Ask(actors, AccountId.Of(Zhang).Actor, new AccountCommand.Receive(transfer.Transfer), $"receive{round}{points}");
        }
    }

    private static async Task<Outcome.Accepted> Ask(IActors actors, ActorId actor, ICommand command, string id) =>
        Assert.IsType<Outcome.Accepted>(await actors.Ask(
            actor, new Asked(command, CommandId.OfRequest(id), default, Caller.System)));
}
