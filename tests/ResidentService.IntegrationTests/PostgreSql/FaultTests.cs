using System.Diagnostics;
using Npgsql;

namespace ResidentService.IntegrationTests.PostgreSql;

/// <summary>What fails one by one, where silos or hosts are on the same network.</summary>
public sealed class FaultTests() : Faults(faultsMax: Restarts + 4)
{
    /// <summary>Of PostgreSQL: each time it goes away in another moment of what is under way.</summary>
    private const int Restarts = 4;

    [Fact]
    public async Task What_was_acknowledged_is_there_once_whatever_fails()
    {
        for (var i = 0; i < Restarts; i++)
            await Through("PostgreSQL was restarted", Server.Restart);
        await Through("every connection was cut", CutConnections);
        await Through("a host was stopped politely and started", async () =>
        {
            var clock = Stopwatch.StartNew();
            await Town.Stop(0);
            TestContext.Current.TestOutputHelper?.WriteLine($"it has ended {clock.Elapsed.TotalSeconds:F1} s after SIGTERM");
            await Town.StartHost(0);
        });
        await Through("a host that had led was killed and started", async () => await Town.StartHost(await Town.KillLeader()));
        if (Town.Redis is { } redis)
            await Through("Redis was restarted", redis.Restart);
    }

    private async Task CutConnections()
    {
        await using var connection = new NpgsqlConnection(Town.Database);
        await connection.OpenAsync();
        await using var cut = new NpgsqlCommand(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """,
            connection);
        await cut.ExecuteNonQueryAsync();
    }
}
