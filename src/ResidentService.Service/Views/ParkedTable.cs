using System.Data.Common;
using Dapper;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Followers;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Views;

/// <summary>
/// The deliveries that are parked. No fold of the journal: the table outlives a change of the projections' tables.
/// </summary>
public static class ParkedTable
{
    public const string Name = "parked";

    /// <summary><c>deadline</c> is empty for what entries send.</summary>
    public const string Schema = """
        create table if not exists parked (
            source text not null,
            deadline text not null,
            version integer not null,
            position integer not null,
            since integer not null,
            tries integer not null,
            reason text not null,
            waiting integer not null,
            waiting_to integer not null,
            primary key (source, deadline)) strict;
        """;

    private const string Select =
        "select source, deadline, version, position, since, tries, reason, waiting, waiting_to as waitingTo from parked";

    public static void Put(DbConnection connection, ParkedDelivery parked) => connection.Execute(
        """
        insert into parked (source, deadline, version, position, since, tries, reason, waiting, waiting_to)
        values (@source, @deadline, @version, @position, @since, @tries, @reason, @waiting, @waitingTo)
        on conflict (source, deadline) do update set
            version = excluded.version, position = excluded.position, since = excluded.since,
            tries = excluded.tries, reason = excluded.reason, waiting = excluded.waiting,
            waiting_to = excluded.waiting_to
        where excluded.version >= parked.version
        """,
        new
        {
            source = parked.Source.ToString(),
            deadline = parked.Deadline,
            version = parked.Version,
            position = parked.Position,
            since = parked.Since.ToUnixTimeMilliseconds(),
            tries = parked.Tries,
            reason = parked.Reason,
            waiting = parked.Waiting,
            waitingTo = parked.WaitingTo,
        });

    /// <param name="version">Which one: a later one of the same key stays. Null for whatever there is.</param>
    public static void Delete(DbConnection connection, ActorId source, string deadline, long? version = null) =>
        connection.Execute(
            "delete from parked where source = @source and deadline = @deadline and version = coalesce(@version, version)",
            new { source = source.ToString(), deadline, version });

    /// <summary>What entries send that is parked.</summary>
    public static IReadOnlyList<ParkedDelivery> Reactions(DbConnection connection) =>
        [.. connection.Query<Row>($"{Select} where deadline = ''").Select(row => row.Delivery)];

    public static ParkedDelivery? Deadline(DbConnection connection, ActorId source, string deadline) => connection
        .QuerySingleOrDefault<Row>(
            $"{Select} where deadline <> '' and source = @source and deadline = @deadline",
            new { source = source.ToString(), deadline })?.Delivery;

    /// <param name="deadline">Empty for what entries send.</param>
    public static bool Has(DbConnection connection, ActorId source, string deadline) => connection.QuerySingle<int>(
        "select count(*) from parked where source = @source and deadline = @deadline",
        new { source = source.ToString(), deadline }) > 0;

    public static int CountDeadlines(DbConnection connection) =>
        connection.QuerySingle<int>("select count(*) from parked where deadline <> ''");

    /// <summary>Everything, ordered by source and deadline.</summary>
    public static IReadOnlyList<ParkedDelivery> All(DbConnection connection, Page page)
    {
        var after = page.After?.Split(' ', 2);
        return All(connection, after?[0] ?? "", after?[1] ?? "", page.Take);
    }

    public static IReadOnlyList<ParkedDelivery> All(DbConnection connection) => All(connection, "", "", limit: int.MaxValue);

    /// <summary>Not so in what an earlier version of the service has written last.</summary>
    public static bool IsIn(DbConnection connection) =>
        connection.QuerySingle<int>("select count(*) from sqlite_master where name = @Name", new { Name }) > 0;

    /// <summary>Under which a page goes on.</summary>
    public static string KeyOf(ParkedDelivery parked) => $"{parked.Source} {parked.Deadline}";

    private static List<ParkedDelivery> All(DbConnection connection, string source, string deadline, int limit) =>
    [
        .. connection.Query<Row>(
            $"""
            {Select} where (source, deadline) > (@source, @deadline) order by source, deadline limit @limit
            """,
            new { source, deadline, limit }).Select(row => row.Delivery),
    ];

    private sealed class Row
    {
        public required string Source { get; init; }

        public required string Deadline { get; init; }

        public long Version { get; init; }

        public long Position { get; init; }

        public long Since { get; init; }

        public int Tries { get; init; }

        public required string Reason { get; init; }

        public int Waiting { get; init; }

        public long WaitingTo { get; init; }

        public ParkedDelivery Delivery => new(
            ActorId.Parse(Source), Deadline, Version, Position,
            Calendar.Local(DateTimeOffset.FromUnixTimeMilliseconds(Since)), Tries, Reason, Waiting, WaitingTo);
    }
}
