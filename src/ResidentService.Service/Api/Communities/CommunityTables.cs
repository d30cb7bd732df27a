using Dapper;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Communities;

/// <summary>The list of communities, ordered by where they are.</summary>
public sealed class CommunityTables : Projection
{
    public override string Schema => """
        create table communities (
            place text primary key,
            community text not null,
            name text not null,
            street text not null,
            district text not null,
            city text not null) strict;
        """;

    public override IEnumerable<string> Tables => ["communities"];

    public static IReadOnlyList<Row> All(Tables tables, Page page) => tables.Read(connection => connection.Query<Row>(
        """
        select place, community, name, street, district, city from communities
        where place > @after order by place limit @limit
        """,
        new { after = page.After ?? "", limit = page.Take }).AsList());

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        if (fact is CommunityFact.Founded(var id, var area, _))
        {
            tables.Run(
                """
                insert into communities (place, community, name, street, district, city)
                values ($1, $2, $3, $4, $5, $6)
                """,
                $"{Scopes.StreetOf(area)}/{area.Name}/{id}", id.Value, area.Name, area.Street, area.District, area.City);
        }
    }

    /// <param name="Place">The sort key: from the city down to the community, and its id.</param>
    public sealed record Row(
        string Place, string Community, string Name, string Street, string District, string City)
    {
        public CommunityListed Listed => new(Id.Parse<CommunityId>(Community), Name, Street, District, City);
    }
}
