using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Service.Api.Contents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Sandbox;

namespace ResidentService.Service.Api.CommunityEvents;

/// <summary>
/// Events are written by the workers of their community (<c>Access.MayWork</c>) and read by anybody, drafts by staff.
/// </summary>
public static class EventEndpoints
{
    public static void MapEvents(this RouteGroupBuilder api)
    {
        var events = api.MapGroup("/events").WithTags("events");
        events.MapPost("", Draft).RequireKey().WithSummary("Drafts an event; by a worker of the community.");
        events.MapGet("", List).AllowAnonymous()
            .WithSummary("Events of a community or a time, the soonest first, or those near a point, the nearest first.");
        events.MapGet("/{id}", Get).AllowAnonymous().WithSummary("An event with its details, and my part in it.");
        events.MapPut("/{id}", Change)
            .WithSummary("Changes a draft; later the title, the description and to a higher capacity; by a worker.");
        events.MapPost("/{id}/publish", Publish).WithSummary("Publishes a draft; by a worker.");
        events.MapPost("/{id}/cancel", Cancel).WithSummary("Cancels an event and every sign-up; by a worker.");
        events.MapSignUps();
        events.MapAttendance();
    }

    private static async Task<Results<Created<EventDrafted>, Problem>> Draft(Body<NewEvent> body, EventCall call)
    {
        var community = body.Value.CommunityId;
        if (!await call.MayWork(community))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await call.Ask.Read(community.Actor, new GetCommunity()) is null)
            return Problem.Of(new CommunityRejection.NoSuchCommunity());

        var id = call.Ask.NewId<EventId>();
        var outcome = await call.Ask.Of(
            id.Actor, new CommunityEventCommand.Draft(id, community, body.Value.ToDetails()));
        if (EventCall.Refusal(outcome) is { } problem)
            return problem;
        return TypedResults.Created($"/api/v1/events/{id}", new EventDrafted(id));
    }

    private static Ok<ItemsOf<EventItem>> List(
        [AsParameters] WhichEvents which, Page page, Tables tables, DomainClock clock)
    {
        var now = clock.GetUtcNow();
        return TypedResults.Ok(tables.Read(connection => which.Point() is { } near
            ? EventLists.Near(connection, which, near, page, now)
            : EventLists.InOrder(connection, which, page, now)));
    }

    private static async Task<Results<Ok<EventAnswer>, Problem>> Get(EventId id, EventCall call)
    {
        if (await call.Read(id) is not { } view)
            return Problem.Of(new CommunityEventRejection.NoSuchEvent());

        var isPublic = view.Rules is not null; // It was published once.
        var hidesSomething = !isPublic || view is { SeesPrivateDetails: false, Details.PrivateDetails: not null };
        var isStaff = hidesSomething && await call.MayRead(view.Community);
        if (!isPublic && !isStaff)
            return Problem.Of(new CommunityEventRejection.NoSuchEvent());
        return TypedResults.Ok(EventAnswer.Of(view, isStaff));
    }

    private static async Task<Results<Ok<EventAnswer>, Problem>> Change(
        EventId id, Body<ChangeEvent> body, EventCall call, ContentChecks checks, HttpContext context)
    {
        var (view, refused) = await call.ReadAsWorker(id);
        if (view is null)
            return refused!;
        var details = body.Value.Over(view.Details);
        if (view.Rules is not null && await Check(details, view, call, checks, context) is { } bad)
            return bad;

        var outcome = await call.Ask.Of(id.Actor, new CommunityEventCommand.Change(details, Over: view.Details));
        if (EventCall.Refusal(outcome) is { } problem)
            return problem;
        return TypedResults.Ok(EventAnswer.Of((await call.Read(id))!, isStaff: true));
    }

    private static async Task<Results<NoContent, Problem>> Publish(
        EventId id, NoBody nothing, EventCall call, ContentChecks checks, HttpContext context)
    {
        var (view, refused) = await call.ReadAsWorker(id);
        if (view is null)
            return refused!;
        if (await call.Ask.Read(view.Community.Actor, new GetCommunity()) is not { } community)
            return Problem.Of(new CommunityRejection.NoSuchCommunity());
        if (view.Rules is null && await Check(view.Details, view, call, checks, context) is { } bad)
            return bad;

        var outcome = await call.Ask.Of(id.Actor, new CommunityEventCommand.Publish(community.Policy.Policy.Event));
        if (EventCall.Refusal(outcome) is { } problem)
            return problem;
        return TypedResults.NoContent();
    }

    /// <summary>
    /// A draft is looked at when it is published, since nobody else reads it before; private details never, since they
    /// are for those confirmed and not for WeChat.
    /// </summary>
    private static ValueTask<Problem?> Check(
        EventDetails details, EventView view, EventCall call, ContentChecks checks, HttpContext context) =>
        checks.Of(
            ContentUse.Event, view.Community, context, call.Ask,
            details.Title, details.Description, details.Place?.Name);

    private static async Task<Results<NoContent, Problem>> Cancel(EventId id, Body<GiveReason> body, EventCall call)
    {
        var (view, refused) = await call.ReadAsWorker(id);
        if (view is null)
            return refused!;

        var outcome = await call.Ask.Of(id.Actor, new CommunityEventCommand.Cancel(body.Value.Reason.Trim()));
        if (EventCall.Refusal(outcome) is { } problem)
            return problem;
        return TypedResults.NoContent();
    }
}
