using ResidentService.Runtime.Journal;
using ResidentService.Service.Views;

namespace ResidentService.Service.Adapters.PostgreSql;

/// <summary>Of the read tables in PostgreSQL: in a schema beside theirs.</summary>
public sealed class PostgreSqlTablesRebuild(
    string connectionString,
    IReadOnlyJournal journal,
    Codec codec,
    IReadOnlyList<Projection> projections,
    int rowsMax = PostgreSqlTablesRebuild.RowsMax)
    : ViewsRebuild<PostgreSqlTables>(journal, codec, rowsMax)
{
    /// <summary>So few that a transaction never stands still for as long as the server bears.</summary>
    public const int RowsMax = 20_000;

    /// <inheritdoc/>
    protected override async ValueTask<PostgreSqlTables> Open(string maker, long last)
    {
        var views = new PostgreSqlTables(connectionString, Codec, projections, isUnfinished: true);
        if (views.Maker == maker && await views.ReadCheckpoint() <= last)
            return views;
        views.Dispose();
        PostgreSqlTables.DropUnfinished(connectionString);
        return new PostgreSqlTables(connectionString, Codec, projections, isUnfinished: true) { Maker = maker };
    }

    /// <inheritdoc/>
    protected override void Complete(PostgreSqlTables views) => PostgreSqlTables.TakeUnfinished(connectionString);
}
