using Dapper;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Households;

/// <summary>Open invitations, by whom they invite.</summary>
public sealed class InvitationTables : Projection
{
    private static readonly Table<Stored> Invitations = new(
        "household_invitations", key: 2,
        "household_invitations_by_resident on household_invitations (resident, household)");

    public override IReadOnlyList<Table> Tables => [Invitations];

    public static IReadOnlyList<Row> Of(Tables tables, ResidentId resident, Page page) => tables.Read(connection =>
        connection.Query<Row>(
            """
            select household, at from household_invitations where resident = @resident and household > @after
            order by household limit @limit
            """,
            new { resident = resident.Value, after = page.After ?? "", limit = page.Take }).AsList());

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case HouseholdFact.Invited(var household, var resident, _):
                tables.Put(Invitations, new(household.Value, resident.Value, entry.At));
                break;
            case HouseholdFact.InvitationWithdrawn(var household, var resident):
                tables.Delete(Invitations, (household.Value, resident.Value));
                break;
            case HouseholdFact.MemberAdmitted(var household, var resident, _):
                tables.Delete(Invitations, (household.Value, resident.Value));
                break;
            case HouseholdFact.Closed(var household, _):
                foreach (var open in tables.Where(Invitations, "household = $1", household.Value))
                    tables.Delete(Invitations, (open.Household, open.Resident));
                break;
        }
    }

    private sealed record Stored(string Household, string Resident, DateTimeOffset At);

    /// <param name="At">Milliseconds since 1970.</param>
    public sealed record Row(string Household, long At);
}
