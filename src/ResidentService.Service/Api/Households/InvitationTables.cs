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
    public override string Schema => """
        create table household_invitations (
            resident text not null,
            household text not null,
            at integer not null,
            primary key (resident, household)) strict;
        create index household_invitations_by_household on household_invitations (household);
        """;

    public override IEnumerable<string> Tables => ["household_invitations"];

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
            case HouseholdFact.Invited(var household, var resident):
                tables.Run(
                    """
                    insert into household_invitations (resident, household, at) values ($1, $2, $3)
                    on conflict (resident, household) do update set at = excluded.at
                    """,
                    resident.Value, household.Value, entry.At);
                break;
            case HouseholdFact.InvitationWithdrawn(var household, var resident):
                Remove(tables, household, resident);
                break;
            case HouseholdFact.MemberAdmitted(var household, var resident, _):
                Remove(tables, household, resident);
                break;
            case HouseholdFact.Closed(var household):
                tables.Run("delete from household_invitations where household = $1", household.Value);
                break;
        }
    }

    private static void Remove(TableWriter tables, HouseholdId household, ResidentId resident) => tables.Run(
        "delete from household_invitations where resident = $1 and household = $2", resident.Value, household.Value);

    /// <param name="At">Milliseconds since 1970.</param>
    public sealed record Row(string Household, long At);
}
