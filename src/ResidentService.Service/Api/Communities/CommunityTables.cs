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
    private static readonly Table<Row> Communities = new("communities", key: 1);

    public override IReadOnlyList<Table> Tables => [Communities];

    public static IReadOnlyList<Row> All(Tables tables, Page page) => tables.Read(connection => connection.Query<Row>(
        """
        select place, community, name, street, district, city from communities
        where place > @after order by place limit @limit
        """,
        new { after = page.After ?? "", limit = page.Take }).AsList());

    /// <summary>Every community and what it is called.</summary>
    public static IReadOnlyList<(CommunityId Id, string Name)> Names(ReadTables views) => views.Read(connection =>
        connection.Query<(string Id, string Name)>("select community, name from communities")
            .Select(row => (Id.Parse<CommunityId>(row.Id), row.Name)).ToList());

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        if (fact is CommunityFact.Founded(var id, var area, _))
        {
            var place = $"{Scopes.StreetOf(area)}/{area.Name}/{id}";
            tables.Put(Communities, new(place, id.Value, area.Name, area.Street, area.District, area.City));
        }
    }

    /// <param name="Place">The sort key: from the city down to the community, and its id.</param>
    public sealed record Row(
        string Place, string Community, string Name, string Street, string District, string City)
    {
        public CommunityListed Listed => new(Id.Parse<CommunityId>(Community), Name, Street, District, City);
    }
}
