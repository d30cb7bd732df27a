using System.Data.Common;
using Dapper;
using ResidentService.Domain.Care;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Views;


namespace ResidentService.Service.Api.Care;

/// <summary>The people with care tags, by the community in which they are now.</summary>
public sealed class CareTables : Projection
{
    private static readonly Table<Person> People = new(
        "care_people", key: 1, "care_people_by_community on care_people (community, resident)");

    private static readonly Table<Tag> Tags = new("care_tags", key: 2);

    /// <summary>Pairings that have begun, by whom they look after.</summary>
    private static readonly Table<Paired> Pairings = new("care_pairings", key: 2);

    public override IReadOnlyList<Table> Tables => [People, Tags, Pairings];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case CareFact.Tagged tagged:
                tables.Put(People, new(tagged.Resident.Value, tagged.Community.Value));
                tables.Put(Tags, new(
                    tagged.Resident.Value, tagged.Tag.Value, (int)tagged.Tier, Calendar.StartOf(tagged.ReviewOn),
                    IsDue: false));
                break;
            case CareFact.TagRemoved removed:
                tables.Delete(Tags, (removed.Resident.Value, removed.Tag.Value));
                break;
            case CareFact.ReviewDue due:
                tables.Change(Tags, (due.Resident.Value, due.Tag.Value), row => row with { IsDue = true });
                break;
            case CareFact.PairingNoted(var resident, var pairing, PairingPhase.Begun):
                tables.Put(Pairings, new(resident.Value, pairing.Value));
                break;
            case CareFact.PairingNoted(var resident, var pairing, _):
                tables.Delete(Pairings, (resident.Value, pairing.Value));
                break;
            case CareFact.Closed closed:
                tables.Delete(People, closed.Resident.Value);
                foreach (var tag in closed.Tags)
                    tables.Delete(Tags, (closed.Resident.Value, tag.Value));
                foreach (var pairing in closed.Pairings)
                    tables.Delete(Pairings, (closed.Resident.Value, pairing.Value));
                break;
            case ResidentFact.CommunityChanged(var resident, var community):
                tables.Change(People, resident.Value, row => row with { Community = community.Value });
                break;
        }
    }

    /// <summary>Those of one community; by id, so that the list says nothing by its order.</summary>
    public static ItemsOf<CareItem> Of(DbConnection connection, CommunityId community, WhichCare which, Page page)
    {
        const string paired = "exists (select 1 from care_pairings c where c.resident = p.resident)";
        var where = which.WithoutPairing switch { true => $" and not {paired}", false => $" and {paired}", _ => "" };
        var having = (which.Tier is null ? "" : " and min(t.tier) = @tier")
            + (which.ReviewDue is null ? "" : " and max(t.is_due) = @due");
        var rows = connection.Query<Row>(
            $"""
            select p.resident as Resident, min(t.tier) as Tier, min(t.review_on) as ReviewOn, max(t.is_due) as IsDue
            from care_people p join care_tags t on t.resident = p.resident
            where p.community = @community and p.resident > @after{where}
            group by p.resident having count(*) > 0{having} order by p.resident limit @Take
            """,
            new
            {
                community = community.Value,
                after = page.After ?? "",
                tier = (int?)which.OfTier(),
                due = which.ReviewDue == true ? 1 : 0,
                page.Take,
            }).AsList();
        return page.Of(rows, row => row.ToItem(), row => row.Resident);
    }

    private sealed record Person(string Resident, string Community);

    private sealed record Paired(string Resident, string Pairing);

    private sealed record Tag(string Resident, string Id, int Tier, DateTimeOffset ReviewOn, bool IsDue);

    private sealed class Row
    {
        public string Resident { get; init; } = "";
        public long Tier { get; init; }
        public long ReviewOn { get; init; }
        public long IsDue { get; init; }

        public CareItem ToItem() => new(
            Id.Parse<ResidentId>(Resident), (CareTier)Tier,
            Calendar.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(ReviewOn)), IsDue != 0);
    }
}
