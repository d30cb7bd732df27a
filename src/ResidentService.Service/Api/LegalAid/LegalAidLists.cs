using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.LegalAid;

/// <summary>Applications in lists: mine, a community's, and what waits for the centre or the bureau of a district.</summary>
public static class LegalAidLists
{
    public static void MapLegalAidLists(this RouteGroupBuilder api)
    {
        api.MapGet("/me/legal-aid", Mine).WithTags("legal aid").WithSummary("My applications, the newest first.");
        api.MapGet("/me/legal-aid-desk", Desk).WithTags("legal aid")
            .WithSummary("What waits for me as the centre or the bureau of a district, the soonest due first.");
        api.MapGet("/communities/{id}/legal-aid", List).WithTags("legal aid")
            .WithSummary("A community's applications, the newest first; for its workers, the centre and the bureau.");
    }

    private static Ok<ItemsOf<LegalAidItem>> Mine(LegalAidCall call, Page page, Tables tables) =>
        TypedResults.Ok(tables.Read(connection => LegalAidTables.Of(connection, call.Caller.Resident, page)));

    private static async Task<Ok<ItemsOf<LegalAidItem>>> Desk(LegalAidCall call, Page page, Tables tables)
    {
        var (asCentre, asBureau) =
            (await call.DistrictsOf(StaffRole.LegalAidCentre), await call.DistrictsOf(StaffRole.JusticeBureau));
        return TypedResults.Ok(asCentre.Count + asBureau.Count == 0
            ? new ItemsOf<LegalAidItem>([], null)
            : tables.Read(connection => LegalAidTables.Waiting(connection, asCentre, asBureau, page)));
    }

    private static async Task<Results<Ok<ItemsOf<LegalAidItem>>, Problem>> List(
        CommunityId id, [AsParameters] WhichLegalAid which, Page page, LegalAidCall call, Tables tables) =>
        await call.StaffIn(id) == LegalAidPart.None
            ? Problem.Of(EdgeFault.NotAllowed)
            : TypedResults.Ok(tables.Read(connection => LegalAidTables.OfCommunity(connection, id, which, page)));
}
