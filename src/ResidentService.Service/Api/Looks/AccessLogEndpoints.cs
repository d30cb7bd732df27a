using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Looks;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Looks;

/// <param name="DisplayName">Of who looked.</param>
public sealed record LookItem(
    DateTimeOffset At, ResidentId ByResidentId, string? DisplayName, LookAt What, string? Reason);

public static class AccessLogEndpoints
{
    public static void MapAccessLog(this RouteGroupBuilder api) => api.MapGroup("/me/access-log").WithTags("me")
        .MapGet("", List).WithSummary("Who has looked at my personal data, when and why; the newest first.");

    private static async Task<Ok<ItemsOf<LookItem>>> List(
        SignedIn caller, Page page, Asking ask, Tables tables, KeyVault vault) =>
        TypedResults.Ok(await Of(caller.Resident, page, ask, tables, vault));

    internal static async ValueTask<ItemsOf<LookItem>> Of(
        ResidentId resident, Page page, Asking ask, Tables tables, KeyVault vault)
    {
        var rows = page.Of(
            tables.Read(connection => LookTables.Of(connection, resident, page)),
            row => row, row => ByPosition.Key(row.Position));
        var items = new List<LookItem>(rows.Items.Count);
        foreach (var row in rows.Items)
        {
            var by = Id.Parse<ResidentId>(row.ByWhom);
            items.Add(new(
                ByPosition.Time(row.At), by, await DisplayNames.Of(by, ask, vault),
                ByPosition.Status<LookAt>(row.What),
                await vault.Open(resident, Fields.LookReason, new Sealed(row.Reason))));
        }

        return new(items, rows.NextCursor);
    }
}
