using System.Data.Common;
using Dapper;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.ProxyActing;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.ProxyActing;

/// <summary>For whom somebody may act, and what was done in each person's name.</summary>
public sealed class MandateTables : Projection
{
    private static readonly Table<Stored> Mandates =
        new("mandates", key: 2, "mandates_by_resident on mandates (resident)");

    private static readonly Table<Used> Uses = new("mandate_uses", key: 2);

    public override IReadOnlyList<Table> Tables => [Mandates, Uses];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case MandateFact.Given(var resident, var helper, var powers, var until, _):
                tables.Put(Mandates, new(
                    helper.Value, resident.Value, string.Join(' ', powers.Select(ByPosition.Word)), until));
                break;
            case MandateFact.Withdrawn(var resident, var helper, _):
                tables.Delete(Mandates, (helper.Value, resident.Value));
                break;
            case MandateFact.Used(var resident, var helper, var power, var operation, var isLook):
                tables.Put(Uses, new(
                    resident.Value, entry.Position, helper.Value, power, operation, isLook, entry.At));
                break;
            case ResidentFact.Erased(var gone, _, _, _, _):
                Forget(gone.Value, tables);
                break;
        }
    }

    /// <summary>By their ids.</summary>
    public static List<MandateRow> For(DbConnection connection, ResidentId helper, DateTimeOffset now, Page page) =>
        connection.Query<MandateRow>(
            """
            select resident as Resident, powers as Powers, until as Until from mandates
            where helper = @helper and resident > @after and until > @now order by resident limit @Take
            """,
            new { helper = helper.Value, after = page.After ?? "", now = now.ToUnixTimeMilliseconds(), page.Take })
            .AsList();

    /// <summary>The newest first.</summary>
    public static List<MandateUseRow> UsesOf(DbConnection connection, ResidentId resident, Page page) =>
        connection.Query<MandateUseRow>(
            """
            select position as Position, helper as Helper, power as Power, operation as Operation, is_look as IsLook,
                at as At
            from mandate_uses where resident = @resident and position < @before order by position desc limit @Take
            """,
            new { resident = resident.Value, before = page.Before(), page.Take }).AsList();

    private static void Forget(string gone, TableWriter tables)
    {
        foreach (var row in tables.Where(Mandates, "resident = $1 or helper = $1", gone))
            tables.Delete(Mandates, (row.Helper, row.Resident));
        foreach (var row in tables.Where(Uses, "resident = $1", gone))
            tables.Delete(Uses, (row.Resident, row.Position));
    }

    private sealed record Stored(string Helper, string Resident, string Powers, DateTimeOffset Until);

    private sealed record Used(
        string Resident, long Position, string Helper, Power Power, string Operation, bool IsLook, DateTimeOffset At);
}

/// <param name="Powers">Words, apart by spaces.</param>
/// <param name="Until">Milliseconds since 1970.</param>
public sealed record MandateRow(string Resident, string Powers, long Until)
{
    public IReadOnlyList<Power> ToPowers() => [.. Powers.Split(' ').Select(ByPosition.Status<Power>)];
}

/// <param name="At">Milliseconds since 1970.</param>
public sealed record MandateUseRow(
    long Position, string Helper, string Power, string Operation, long IsLook, long At);
