using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.CommunityEvents;

/// <summary>Presence at an event, and what is awarded for it.</summary>
public static class AttendanceEndpoints
{
    public static void MapAttendance(this RouteGroupBuilder events)
    {
        events.MapGet("/{id}/check-in-code", ShowCode)
            .WithSummary("The code for the organiser's screen; for workers.");
        events.MapPost("/{id}/check-ins", CheckIn).WithSummary("Checks me in by the code on the screen.");
        events.MapPost("/{id}/check-outs", CheckOut).WithSummary("Checks me out by the code on the screen.");
        events.MapPost("/{id}/staff-scans", Scan).WithSummary("Checks somebody in or out by their card; by a worker.");
        events.MapPost("/{id}/records/{residentId}/close", Close)
            .WithSummary("Closes a record that was left open; by a worker.");
        events.MapPost("/{id}/settle", Settle).WithSummary("Settles a finished event: awards points; by a worker.");
    }

    private static async Task<Results<Ok<CheckInCodeAnswer>, Problem>> ShowCode(
        EventId id, EventCall call, RotatingCodes codes)
    {
        var (view, refused) = await call.ReadAsWorker(id);
        if (view is null)
            return refused!;
        if (view.Status is EventStatus.Draft)
            return Problem.Of(new CommunityEventRejection.EventNotPublished());
        if (view.Status is EventStatus.Cancelled)
            return Problem.Of(new CommunityEventRejection.EventCancelled());

        var code = codes.CheckIn(id);
        return TypedResults.Ok(new CheckInCodeAnswer(code.Code, code.NextAt));
    }

    private static async Task<Results<Ok<CheckInAnswer>, Problem>> CheckIn(
        EventId id, Body<ShowPresence> body, EventCall call, RotatingCodes codes, [FromServices] WrongCodes wrong)
    {
        var (presence, refused) = await Presence(id, body.Value, call, codes, wrong);
        if (presence is null)
            return refused!;

        var outcome = await Arrive(id, call.Caller, presence, call);
        if (EventCall.Refusal(outcome) is { } problem)
            return problem;
        return TypedResults.Ok(new CheckInAnswer(outcome.Reply<CheckInReply>().CheckedInAt));
    }

    private static async Task<Results<Ok<CheckOutAnswer>, Problem>> CheckOut(
        EventId id, Body<ShowPresence> body, EventCall call, RotatingCodes codes, [FromServices] WrongCodes wrong)
    {
        var (presence, refused) = await Presence(id, body.Value, call, codes, wrong);
        if (presence is null)
            return refused!;

        var outcome = await call.Ask.Of(id.Actor, new CommunityEventCommand.CheckOut(call.Caller, presence));
        if (EventCall.Refusal(outcome) is { } problem)
            return problem;
        return TypedResults.Ok(CheckOutAnswer.Of(outcome.Reply<CheckOutReply>()));
    }

    /// <summary>Checks the code, and turns the position into its outcome: further in it does not go.</summary>
    private static async ValueTask<(Presence? Presence, Problem? Problem)> Presence(
        EventId id, ShowPresence shown, EventCall call, RotatingCodes codes, WrongCodes wrong)
    {
        if (await call.Read(id) is not { Rules: not null } view)
            return (null, Problem.Of(new CommunityEventRejection.NoSuchEvent()));
        return wrong.IsRight(call.Caller, id, () => codes.IsCheckIn(id, shown.Code)) switch
        {
            true => (shown.At(view.Details.Place), null),
            false => (null, Problem.Of(EdgeFault.CodeInvalid)),
            null => (null, Problem.Of(EdgeFault.TooManyRequests with { RetryAfter = TimeSpan.FromMinutes(1) })),
        };
    }

    private static async Task<Results<Ok<StaffScanAnswer>, Problem>> Scan(
        EventId id, Body<ScanCard> body, EventCall call, RotatingCodes codes)
    {
        var (view, refused) = await call.ReadAsWorker(id);
        if (view is null)
            return refused!;
        if (codes.ReadCard(body.Value.Code) is not { } resident)
            return Problem.Of(EdgeFault.CodeInvalid);

        var presence = new Presence(PresenceBy.StaffScan, PresencePlace.Unknown, null);
        var outcome = body.Value.Direction == ScanDirection.In
            ? await Arrive(id, resident, presence, call)
            : await call.Ask.Of(id.Actor, new CommunityEventCommand.CheckOut(resident, presence));
        if (EventCall.Refusal(outcome) is { } problem)
            return problem;
        return TypedResults.Ok(outcome.Reply<IReply>() is CheckOutReply left
            ? new StaffScanAnswer(resident, null, left.Minutes, left.PendingPoints.Value)
            : new StaffScanAnswer(resident, outcome.Reply<CheckInReply>().CheckedInAt, null, null));
    }

    private static async ValueTask<Outcome> Arrive(
        EventId id, ResidentId resident, Presence presence, EventCall call)
    {
        var isVolunteer = await call.Ask.Read(VolunteerDecider.ActorOf(resident), new GetVolunteer()) is not null;
        return await call.Ask.Of(id.Actor, new CommunityEventCommand.CheckIn(resident, presence, isVolunteer));
    }

    private static async Task<Results<Ok<CheckOutAnswer>, Problem>> Close(
        EventId id, ResidentId residentId, Body<CloseRecord> body, EventCall call)
    {
        var (view, refused) = await call.ReadAsWorker(id);
        if (view is null)
            return refused!;

        var at = Calendar.Local(body.Value.At.GetValueOrDefault());
        var outcome = await call.Ask.Of(
            id.Actor, new CommunityEventCommand.CloseRecord(residentId, at, body.Value.Reason.Trim()));
        if (EventCall.Refusal(outcome) is { } problem)
            return problem;
        return TypedResults.Ok(CheckOutAnswer.Of(outcome.Reply<CheckOutReply>()));
    }

    /// <summary>
    /// What is awarded follows as reactions: an event of thousands would take longer than anybody waits.
    /// </summary>
    private static async Task<Results<Ok<SettleAnswer>, Problem>> Settle(EventId id, NoBody nothing, EventCall call)
    {
        var (view, refused) = await call.ReadAsWorker(id);
        if (view is null)
            return refused!;
        var atStart = new GetCommunity(view.Details.FirstStart());
        if (await call.Ask.Read(view.Community.Actor, atStart) is not { } community)
            return Problem.Of(new CommunityRejection.NoSuchCommunity());

        var outcome = await call.Ask.Of(
            id.Actor, new CommunityEventCommand.Settle(community.Policy.Policy.Earning));
        if (EventCall.Refusal(outcome) is { } problem)
            return problem;
        var totals = outcome.Reply<SettleReply>();
        return TypedResults.Ok(new SettleAnswer(totals.Volunteers, totals.Minutes, totals.Points));
    }
}
