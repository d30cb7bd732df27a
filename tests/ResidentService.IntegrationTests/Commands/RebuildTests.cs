using Dapper;
using Npgsql;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service;
using ResidentService.Service.Views;

namespace ResidentService.IntegrationTests.Commands;

public sealed class RebuildTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;

    [Fact]
    public async Task Rebuilt_tables_are_row_for_row_as_the_followed_ones()
    {
        await Run("seed");
        await using (var service = await ServiceProcess.Start(_folder))
        {
            using var zhang = await service.NewClient().SignIn("zhang");
            await zhang.PostOnce("/api/v1/events/evt_tangdu-meals/sign-ups").Ok();
            await zhang.Delete("/api/v1/events/evt_tangdu-patrol/sign-ups/me").Ok();
            var day = new { advanceMinutes = 6 * 24 * 60 };
            await zhang.Post("/sandbox/clock", day).Ok(); // events end, settle and pay; deadlines fire
            await zhang.Get("/api/v1/me/sign-ups").Ok();
        }

        var followed = await Rows();
        await Run("rebuild");
        Assert.Equal(followed, await Rows());

        await using (var service = await ServiceProcess.Start(_folder))
        {
            using var zhang = await service.NewClient().SignIn("zhang");
            Assert.NotEmpty((await zhang.Get("/api/v1/me/sign-ups").Ok())["items"]!.AsArray());
            var (exitCode, output) = await ServiceProcess.Run(_folder, "rebuild");
            Assert.Equal(1, exitCode);
            Assert.Contains("in use by another process", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_rebuild_that_is_killed_leaves_the_old_tables_and_is_completed_by_the_next()
    {
        await ManySignUps();
        await Run("rebuild");
        var whole = await Rows();

        Assert.True(await ServiceProcess.RunAndKill(_folder, HasBegun, "rebuild"), "it ended before it was killed");
        Assert.Equal(whole, await Rows());
        await Run("rebuild");
        Assert.Equal(whole, await Rows());
        Assert.False(File.Exists(ViewsFile + ".rebuilding"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string ViewsFile => Path.Combine(_folder, ViewsDatabase.FileName);

    private async Task Run(string command)
    {
        var (exitCode, output) = await ServiceProcess.Run(_folder, command);
        Assert.True(exitCode == 0, output);
    }

    private bool HasBegun()
    {
        if (Databases.Of(_folder) is not { } database)
            return new FileInfo(ViewsFile + ".rebuilding-wal") is { Exists: true, Length: > 0 };
        using var connection = new NpgsqlConnection(database);
        return connection.ExecuteScalar<bool>("select to_regclass('views_rebuilding.events') is not null");
    }

    /// <summary>
    /// All but the deadlines: one that has fired stands in rebuilt tables once more, and its command finds nothing to do.
    /// </summary>
    private async Task<List<string>> Rows()
    {
        await using var connection = await Databases.Open(_folder, "views");
        var tables = AllTables.Of(Slices.All).SelectMany(projection => projection.Tables)
            .Select(table => table.Name).Where(name => name != "deadlines").Append("parked").ToList();
        return
        [
            .. tables.SelectMany(table => connection.Query($"select '{table}' as \"table\", * from {table}"))
                .Select(row => string.Join('|', ((IDictionary<string, object>)row).Values))
                .Order(StringComparer.Ordinal),
        ];
    }

    private async Task ManySignUps()
    {
        var (journal, store) = Databases.Journal(_folder);
        using var whenDone = store;
        const int events = 40;
        const int people = 1_000;
        var codec = new Codec(typeof(Resident).Assembly);
        var morning = new DateTimeOffset(2026, 5, 4, 9, 0, 0, Calendar.Offset);
        var details = new EventDetails(
            "清洁", null, [new(morning, morning.AddHours(2))], null, null, people, null, null, false, false, false,
            null, null, null);
        for (var number = 0; number < events; number++)
        {
            var id = Id.Parse<EventId>($"evt_{number}");
            var signedUp = Enumerable.Range(1, people).Select(sequence => new CommunityEventFact.SignedUp(
                Id.Parse<ResidentId>($"res_{sequence}"), sequence, 1, SignUpStatus.Confirmed, IsVolunteer: false));
            var facts = (IEnumerable<IEvent>)[
                new CommunityEventFact.Drafted(id, Id.Parse<CommunityId>("com_tangdu"), details), .. signedUp];
            await journal.Commit([new(id.Actor, 0, [.. facts.Select((fact, i) => new Entry
            {
                Stream = id.Actor,
                Version = i + 1,
                Name = codec.NameOf(fact),
                At = morning,
                Caller = Caller.System,
                Command = CommandId.OfRequest("any"),
                Payload = default,
                Body = Codec.Encode(fact),
                Reply = default,
                Hash = HashChain.Start,
            })])]);
        }
    }
}
