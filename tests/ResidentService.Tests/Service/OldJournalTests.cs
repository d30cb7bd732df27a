using System.Text;
using Dapper;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Service;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Verification;
using ResidentService.Service.Views;
using ResidentService.Tests.Runtime;

namespace ResidentService.Tests.Service;

/// <summary>
/// Entries as an earlier version of the code has written them, byte by byte: an event with two seats and two who wait,
/// and three of the four who cancel, written by 1a7a483.
/// </summary>
public sealed class OldJournalTests : IDisposable
{
    private static readonly Codec Codec = new(typeof(Resident).Assembly);
    private static readonly ActorId Cleaning = Id.Parse<EventId>("evt_cleaning").Actor;
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_an_old_version_did_not_tell_is_left_open()
    {
        var cancelled = (await Entries()).Select(Codec.Decode).OfType<CommunityEventFact.SignUpCancelled>();
        Assert.Equal(
            [
                new(Person("zhao"), 1, null, null),
                new(Person("zhang"), 1, null, null),
                new(Person("li"), 1, SignUpStatus.Confirmed, Start),
            ],
            cancelled);
    }

    [Fact]
    public async Task Its_hashes_hold_before_and_after_it_goes_on()
    {
        using var journal = await Journal();
        Assert.Empty((await Verify(journal)).Faults);
        var late = new ManualTime(Start.AddMinutes(-30));
        var actors = new TestHost(journal, domainTime: late, slices: Slices.All, codec: Codec).Actors;
        var view = await actors.Read(Cleaning, new GetEvent(Start.AddMinutes(-30), Person("wang")));
        Assert.Equal(new MySignUp(SignUpStatus.Confirmed, 3, null, 1), view!.Mine);
        Assert.IsType<Outcome.Accepted>(await actors.Ask(
            Cleaning, TestHost.Asked(new CommunityEventCommand.CancelSignUp(Person("wang")), "now")));
        Assert.Equal("event.sign-up-cancelled.v2", (await journal.ReadAll(0, 100))[^1].Name);
        Assert.Empty((await Verify(journal)).Faults);
    }

    [Fact]
    public async Task The_read_tables_count_what_it_says()
    {
        using var views = new ViewsDatabase(_folder.File("views.db"), Codec, AllTables.Of(Slices.All));
        await views.Apply([.. await Entries()]);
        Assert.Equal((1, 0), views.Read(connection =>
            connection.QuerySingle<(int Confirmed, int Waiting)>("select confirmed, waiting from events")));
    }

    public void Dispose() => _folder.Dispose();

    private static ResidentId Person(string name) => Id.Parse<ResidentId>("res_" + name);

    private static Task<VerificationReport> Verify(IReadOnlyJournal journal) =>
        new StoreVerification(journal, Codec).Run(anchor: null);

    private async Task<SqliteJournal> Journal()
    {
        var journal = new SqliteJournal(_folder.File("journal.db"));
        await journal.Commit([new StreamAppend(Cleaning, 0, await Entries())]);
        return journal;
    }

    private static async Task<List<Entry>> Entries()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Service", "Journals", "sign-up-cancelled.v1.tsv");
        return [.. (await File.ReadAllLinesAsync(path)).Select(line => Entry(line.Split('\t')))];
    }

    private static Entry Entry(string[] fields) => new()
    {
        Position = Number(fields[0]),
        Stream = ActorId.Parse(fields[1]),
        Version = Number(fields[2]),
        Name = fields[3],
        At = Calendar.Local(DateTimeOffset.FromUnixTimeMilliseconds(Number(fields[4]))),
        Caller = new Caller(fields[5]),
        Command = CommandId.Stored(fields[6]),
        Payload = new PayloadHash(Number(fields[7])),
        Body = Encoding.UTF8.GetBytes(fields[8]),
        Reply = Encoding.UTF8.GetBytes(fields[9]),
        Hash = Convert.FromHexString(fields[10]),
    };

    private static long Number(string text) => long.Parse(text);
}
