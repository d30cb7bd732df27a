using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;
using ResidentService.Service.Telemetry;

namespace ResidentService.Service.Api.CommunityEvents;

public static class SignUpEndpoints
{
    public static void MapSignUps(this RouteGroupBuilder events)
    {
        events.MapPost("/{id}/sign-ups", SignUp).RequireKey().WithSummary("Signs me up: a seat, or a place in line.");
        events.MapDelete("/{id}/sign-ups/me", Cancel).WithSummary("Cancels my sign-up; my time is free at once.");
        events.MapPost("/{id}/sign-ups/{residentId}/approve", Approve)
            .WithSummary("Approves a requested sign-up; by a worker.");
        events.MapGet("/{id}/sign-ups", List).WithSummary("The sign-ups in their order; for workers.");
        events.MapPost("/{id}/no-shows/{residentId}/excuse", Excuse)
            .WithSummary("Excuses a no-show, so that it does not count; by a worker.");
    }

    public static void MapMySignUps(this RouteGroupBuilder api) => api.MapGroup("/me/sign-ups").WithTags("events")
        .MapGet("", ListMine).WithSummary("My sign-ups, the latest first.");

    /// <summary>
    /// What thousands do in the same second: who is refused is told from memory, without a word to the journal.
    /// </summary>
    private static async Task<Results<Created<SignUpAnswer>, Problem>> SignUp(
        EventId id, NoBody nothing, EventCall call, KeyVault vault)
    {
        var me = call.Caller;
        if (call.Ask.IsCrowded(id.Actor)) // before a claim of time fills the journal whose seat would come too late
            return Refused(Problem.Of(EdgeFault.TryAgain));
        var terms = await call.Ask.Read(id.Actor, new GetSignUpTerms(me, call.Now));
        if (terms.Refusal is { } refusal)
            return Refused(Problem.Of(refusal));
        var details = terms.Details!;
        // Who earns is asked at the check-in; here it matters only where the event is for volunteers alone.
        var isVolunteer = details.VolunteersOnly
            && await call.Ask.Read(VolunteerDecider.ActorOf(me), new GetVolunteer()) is not null;
        if (details.VolunteersOnly && !isVolunteer)
            return Refused(Problem.Of(new CommunityEventRejection.VolunteersOnly()));

        var age = EventAges.Matter(details)
            ? EventAges.Fit(await BirthDates.Open(me, call.Ask, vault), details)
            : AgeAnswer.Fits;
        var outcome = await new SigningUp(call.Ask.Of, call.Ask.Follow, me, id).Run(
            new ResidentCommand.ClaimTime(id, details.Sessions, age, terms.Rules!), isVolunteer);
        if (EventCall.Refusal(outcome) is { } problem)
            return Refused(problem);
        return TypedResults.Created($"/api/v1/events/{id}", SignUpAnswer.Of(outcome.Reply<SignUpReply>()));
    }

    private static Problem Refused(Problem problem)
    {
        DomainMetrics.SignUpRefused(problem.Code);
        return problem;
    }

    private static async Task<Results<NoContent, Problem>> Cancel(EventId id, NoBody body, EventCall call)
    {
        var outcome = await call.Ask.Of(id.Actor, new CommunityEventCommand.CancelSignUp(call.Caller));
        if (EventCall.Refusal(outcome) is { } problem)
            return problem;
        if (await call.Ask.Follow(outcome) is { } tryAgain)
            return tryAgain;
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<SignUpAnswer>, Problem>> Approve(
        EventId id, ResidentId residentId, NoBody nothing, EventCall call)
    {
        var (view, refused) = await call.ReadAsWorker(id);
        if (view is null)
            return refused!;

        var outcome = await call.Ask.Of(id.Actor, new CommunityEventCommand.Approve(residentId));
        if (EventCall.Refusal(outcome) is { } problem)
            return problem;
        return TypedResults.Ok(SignUpAnswer.Of(outcome.Reply<SignUpReply>()));
    }

    private static async Task<Results<Ok<ItemsOf<SignUpItem>>, Problem>> List(
        EventId id, Page page, EventCall call, Tables tables, KeyVault vault)
    {
        var (view, refused) = await call.ReadAsWorker(id);
        if (view is null)
            return refused!;

        var rows = tables.Read(connection => EventLists.SignUps(connection, id, page, call.Now));
        var items = new List<SignUpItem>(rows.Items.Count);
        foreach (var row in rows.Items)
            items.Add(row with { DisplayName = await DisplayNames.Of(row.ResidentId, call.Ask, vault) });

        return TypedResults.Ok(new ItemsOf<SignUpItem>(items, rows.NextCursor));
    }

    private static Ok<ItemsOf<MySignUpItem>> ListMine(Page page, SignedIn caller, Tables tables, DomainClock clock)
    {
        var now = clock.GetUtcNow();
        return TypedResults.Ok(
            tables.Read(connection => EventLists.SignUpsOf(connection, caller.Resident, page, now)));
    }

    private static async Task<Results<NoContent, Problem>> Excuse(
        EventId id, ResidentId residentId, Body<GiveReason> body, EventCall call, KeyVault vault)
    {
        var (view, refused) = await call.ReadAsWorker(id);
        if (view is null)
            return refused!;
        if (await call.Ask.Read(residentId.Actor, new GetResident()) is null)
            return Problem.Of(new ResidentRejection.NoSuchResident());

        var reason = await vault.Seal(residentId, Fields.ExcuseReason, body.Value.Reason.Trim());
        var outcome = await call.Ask.Of(residentId.Actor, new ResidentCommand.ExcuseNoShow(id, reason));
        if (EventCall.Refusal(outcome) is { } problem)
            return problem;
        return TypedResults.NoContent();
    }
}
