using System.Globalization;
using System.Net;
using Npgsql;
using ResidentService.IntegrationTests.PostgreSql;
using ResidentService.Tests;
using static ResidentService.IntegrationTests.CommunityEvents.EventSteps;

namespace ResidentService.Cluster.Tests;

/// <summary>A grain passes on at once what it is asked, so that a crowd shares commits, wherever each of them asks.</summary>
public sealed class BusyEventTests : IClassFixture<ThreeHosts>
{
    private const int People = 240;

    private readonly ThreeHosts _town;

    public BusyEventTests(ThreeHosts town)
    {
        Assert.SkipUnless(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        _town = town;
    }

    [Fact]
    public async Task A_crowd_at_one_event_takes_fewer_commits_than_it_has_commands()
    {
        var id = await _town.Publish(People);
        var people = await Task.WhenAll(Enumerable.Range(0, People).Select(i => _town.Person(i % 3)));
        var answers = await Task.WhenAll(people.Select(person => person.SignUp(id)));
        Assert.All(answers, answer => answer.Is(HttpStatusCode.Created));

        var (entries, commits) = await Written($"event/{id}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{entries} entries of the event in {commits} commits");
        Assert.True(entries > People, $"only {entries} entries");
        Assert.True(commits < People / 2, $"{commits} commits");

        var turns = (await Task.WhenAll(Enumerable.Range(0, 3).Select(Turns))).Where(turn => turn.Count > 0).ToList();
        Assert.Contains(turns, turn => turn.Commands > turn.Count); // and the service's own figures say so
        Assert.Equal(3, turns.Count); // since each of the silos has actors
    }

    /// <summary>Of one actor; the database knows which rows have come in one transaction.</summary>
    private async Task<(long Entries, long Commits)> Written(string stream)
    {
        await using var connection = new NpgsqlConnection(_town.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select count(*), count(distinct xmin::text) from journal.entries where stream = $1", connection);
        command.Parameters.AddWithValue(stream);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1));
    }

    /// <summary>Of all actors of a host: their turns, and the commands that these have decided.</summary>
    private async Task<(long Count, long Commands)> Turns(int host)
    {
        using var http = new HttpClient { BaseAddress = _town.AddressOf(host) };
        var metrics = (await http.GetStringAsync("/metrics")).Split('\n');
        return (Value("resident_service_turn_commands_count"), Value("resident_service_turn_commands_sum"));

        long Value(string name) => metrics.Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));
    }
}
