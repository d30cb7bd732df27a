using System.Data.Common;
using Dapper;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Looks;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Looks;

/// <summary>The looks at a person's sealed data, the newest first.</summary>
public sealed class LookTables : Projection
{
    private static readonly Table<Stored> Looks = new("looks", key: 2);

    public override IReadOnlyList<Table> Tables => [Looks];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        if (fact is LookFact.Recorded(_, var whose, var by, var what, var reason))
            tables.Put(Looks, new(whose.Value, entry.Position, entry.At, by.Value, what, reason.Value));
    }

    public static List<LookRow> Of(DbConnection connection, ResidentId whose, Page page) =>
        connection.Query<LookRow>(
            """
            select position as Position, at as At, by_whom as ByWhom, what as What, reason as Reason from looks
            where whose = @whose and position < @before order by position desc limit @Take
            """,
            new { whose = whose.Value, before = page.Before(), page.Take }).AsList();

    private sealed record Stored(
        string Whose, long Position, DateTimeOffset At, string ByWhom, LookAt What, string Reason);
}

/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Reason">Sealed.</param>
public sealed record LookRow(long Position, long At, string ByWhom, string What, string Reason);
