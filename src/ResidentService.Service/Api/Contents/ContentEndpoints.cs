using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Contents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Contents;

/// <summary>The texts at which staff have to look, since WeChat was not sure or could not be asked.</summary>
public static class ContentEndpoints
{
    public static void MapContents(this RouteGroupBuilder api)
    {
        api.MapGet("/communities/{id}/contents", List).WithTags("contents")
            .WithSummary("Texts that wait for a look, the longest waiting first; for workers.");
        var contents = api.MapGroup("/contents/{id}").WithTags("contents");
        contents.MapPost("/allow", Allow)
            .WithSummary("Lets a text be shown; its author submits it again. By a worker of the community.");
        contents.MapPost("/withdraw", Withdraw)
            .WithSummary("Lets a text not pass, or not any more, and says why. By a worker of the community.");
    }

    private static async Task<Results<Ok<ItemsOf<ContentItem>>, Problem>> List(
        CommunityId id, SignedIn caller, Page page, Tables tables, Access access, KeyVault vault)
    {
        if (!await access.MayWork(caller, id))
            return Problem.Of(EdgeFault.NotAllowed);
        // Its author wants everybody to read it, so that a look at it is not recorded.
        return TypedResults.Ok(await Open(
            page, tables.Read(connection => ContentTables.Waiting(connection, id, page)), vault));
    }

    internal static async ValueTask<ItemsOf<ContentItem>> Open(
        Page page, IReadOnlyList<ContentRow> rows, KeyVault vault)
    {
        var found = page.Of(rows, row => row, row => ByPosition.Key(row.Position));
        var items = new List<ContentItem>(found.Items.Count);
        foreach (var row in found.Items)
        {
            var author = Id.Parse<ResidentId>(row.Author);
            items.Add(new(
                Id.Parse<ContentId>(row.Id), author, ByPosition.Status<ContentKind>(row.Kind),
                ByPosition.Status<HeldFor>(row.Why), await vault.Open(author, Fields.Content, new Sealed(row.Text)),
                ByPosition.Time(row.Since)));
        }

        return new(items, found.NextCursor);
    }

    private static Task<Results<NoContent, Problem>> Allow(
        ContentId id, NoBody body, SignedIn caller, Asking ask, Access access) =>
        Decide(id, new ContentCommand.Allow(caller.Resident), caller, ask, access);

    private static Task<Results<NoContent, Problem>> Withdraw(
        ContentId id, Body<GiveReason> body, SignedIn caller, Asking ask, Access access) =>
        Decide(id, new ContentCommand.Withdraw(caller.Resident, body.Value.Reason.Trim()), caller, ask, access);

    private static async Task<Results<NoContent, Problem>> Decide(
        ContentId id, ContentCommand command, SignedIn caller, Asking ask, Access access)
    {
        if (await ask.Read(id.Actor, new GetContent()) is not { } content)
            return Problem.Of(new ContentRejection.NoSuchContent());
        if (!await access.MayWork(caller, content.Community))
            return Problem.Of(EdgeFault.NotAllowed);
        var outcome = await ask.Of(id.Actor, command);
        return outcome.Refusal() is { } problem ? problem : TypedResults.NoContent();
    }
}

/// <param name="Text">Its beginning where it is long; absent when its author's data was erased.</param>
public sealed record ContentItem(
    ContentId ContentId, ResidentId AuthorId, ContentKind Kind, HeldFor Why, string? Text, DateTimeOffset Since);
