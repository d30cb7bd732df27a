using Dapper;
using Npgsql;
using ResidentService.Service.Adapters.PostgreSql;

namespace ResidentService.Tests.Service.Adapters.PostgreSql;

/// <summary>How a node speaks with the server, over a real one.</summary>
public sealed class PostgreSqlSchemaTests
{
    [Fact]
    public async Task The_server_lets_go_of_the_silent_and_keeps_to_the_operators_options()
    {
        var database = new NpgsqlConnectionStringBuilder(await PostgreSqlServer.NewDatabase()) { Options = "-c work_mem=1MB" };
        await using var source = PostgreSqlSchema.Open(database.ToString(), "views", []);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        string Shown(string name) => connection.QuerySingle<string>($"show {name}");
        Assert.Equal(
            ("3", "2", "3", "10s", "1MB", "views"),
            (Shown("tcp_keepalives_idle"), Shown("tcp_keepalives_interval"), Shown("tcp_keepalives_count"),
                Shown("idle_in_transaction_session_timeout"), Shown("work_mem"), Shown("search_path")));
    }

    [Theory]
    [InlineData("select pg_terminate_backend(pg_backend_pid())", true)]
    [InlineData("select 1 from nothing", false)]
    public async Task Another_try_may_help_only_where_the_server_went_away(string sql, bool isAway)
    {
        await using var source = NpgsqlDataSource.Create(await PostgreSqlServer.NewDatabase());
        var fault = await Assert.ThrowsAsync<PostgreSqlStoreException>(() => PostgreSqlStoreException.Naming(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            return await connection.ExecuteAsync(sql);
        }).AsTask());
        Assert.Equal(isAway, PostgreSqlStoreException.IsAway(fault));
    }
}
