using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Care;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Service.Api.Care;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;

namespace ResidentService.Service.Api.Pairings;

/// <summary>The life of a pairing. To who does not belong to it, it does not exist.</summary>
public static class PairingEndpoints
{
    public static void MapPairings(this RouteGroupBuilder api)
    {
        var pairings = api.MapGroup("/pairings").WithTags("pairings");
        pairings.MapPost("", Request).RequireKey()
            .WithSummary("Asks for a pairing; by the household, a worker, or a volunteer.");
        pairings.MapGet("/{id}", Get)
            .WithSummary("A pairing, for who belongs to it and who looks after the community.");
        pairings.MapPost("/{id}/offer", Offer)
            .WithSummary("Chooses a volunteer, or hands over to one; by a worker or the volunteer who has it.");
        pairings.MapPost("/{id}/agree", Agree)
            .WithSummary("Says yes: the volunteer for themself, the household, or a worker on the household's paper.");
        pairings.MapPost("/{id}/decline", Decline)
            .WithSummary("Says no, in the same way; somebody else is looked for.");
        pairings.MapPost("/{id}/substitute", Substitute)
            .WithSummary("Names who visits while the volunteer is away; by the volunteer or a worker.");
        pairings.MapPost("/{id}/substitute/agree", AgreeSubstitute)
            .WithSummary("Says yes to who stands in; the household, or a worker on the household's paper.");
        pairings.MapPost("/{id}/substitute/decline", DeclineSubstitute)
            .WithSummary("Says no to who stands in, also later; the household, a worker, or who was named.");
        pairings.MapPost("/{id}/pause", Pause).WithSummary("Pauses the visits until a time; by any side or a worker.");
        pairings.MapPost("/{id}/resume", Resume).WithSummary("Ends a pause earlier.");
        pairings.MapPost("/{id}/end", End).WithSummary("Ends the pairing, with the reason; by any side or a worker.");
        pairings.MapVisits();
        api.MapGet("/me/pairings", Mine).WithTags("pairings")
            .WithSummary("The pairings of me and my household, and those in which I visit.");
        api.MapGet("/communities/{id}/pairings", List).WithTags("pairings")
            .WithSummary("A community's pairings, the newest first; for workers and grid workers.");
        api.MapPost("/residents/{id}/vettings", Vet).WithTags("pairings")
            .WithSummary("Records that a volunteer was vetted to visit minors, and until when; by a worker.");
        api.MapDelete("/residents/{id}/vettings", WithdrawVetting).WithTags("pairings")
            .WithSummary("Withdraws a vetting before its date, with the reason; by a worker.");
    }

    /// <summary>Pairings that one person may have at a time.</summary>
    private const int OpenMax = 3;

    private const Part Sides = Part.Household | Part.Volunteer | Part.Worker;

    private static async Task<Results<Created<PairingAsked>, Problem>> Request(
        Body<NewPairing> body, PairingCall call, Tables tables)
    {
        var resident = body.Value.ResidentId;
        if (await call.Ask.Read(resident.Actor, new GetResident()) is not { Community: { } community }
            || !await MayRequest(resident, community, call))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await call.Ask.Read(community.Actor, new GetCommunity()) is not { Policy.Policy: var policy })
            return Problem.Of(new CommunityRejection.NoSuchCommunity());

        if (tables.Read(connection => PairingTables.OpenOf(connection, resident)) >= OpenMax)
            return Problem.Of(new PairingRejection.TooManyPairings());

        var tier = (await call.Ask.Read(CareDecider.ActorOf(resident), new GetCare())).Tier ?? CareTier.General;
        var id = call.Ask.NewId<PairingId>();
        var outcome = await call.Ask.Of(
            id.Actor, new PairingCommand.Request(id, resident, community, tier, policy.Care));
        if ((outcome.Refusal() ?? await call.Ask.Follow(outcome)) is { } problem)
            return problem;
        return TypedResults.Created($"/api/v1/pairings/{id}", new PairingAsked(id));
    }

    private static async Task<Results<Ok<PairingAnswer>, Problem>> Get(PairingId id, PairingCall call) =>
        (await call.Find(id)).Pairing is { } view
            ? TypedResults.Ok(PairingAnswer.Of(view))
            : Problem.Of(new PairingRejection.NoSuchPairing());

    private static async Task<Results<NoContent, Problem>> Offer(
        PairingId id, Body<OfferPairing> body, PairingCall call)
    {
        var who = body.Value.VolunteerId;
        if (await call.Do(id, Part.Worker | Part.Volunteer, async view => new PairingCommand.Offer(
            who, await Safeguarding.IsMinor(view.Terms.Resident, call))) is { } problem)
            return problem;
        var view = (await call.Find(id)).Pairing!;
        return view.Candidate == who ? TypedResults.NoContent() : Problem.Of(await WhyNot(who, view, call));
    }

    /// <summary>Their own record has refused; this says why, as it is by now.</summary>
    private static async ValueTask<Domain.Kernel.Rejection> WhyNot(
        ResidentId who, PairingView view, PairingCall call)
    {
        if (await call.Ask.Read(VolunteerDecider.ActorOf(who), new GetVolunteer()) is null)
            return new VolunteerRejection.NotAVolunteer();
        return !await Safeguarding.IsVetted(who, call) && await Safeguarding.IsMinor(view.Terms.Resident, call)
            ? new PairingRejection.NotVetted()
            : new PairingRejection.NoPlaceLeft();
    }

    private static Task<Results<NoContent, Problem>> Agree(PairingId id, Body<AnswerPairing> body, PairingCall call) =>
        Answer(id, body.Value.VolunteerId, call, (who, side) => new PairingCommand.Agree(who, side));

    private static Task<Results<NoContent, Problem>> Decline(
        PairingId id, Body<AnswerPairing> body, PairingCall call) =>
        Answer(id, body.Value.VolunteerId, call, (who, side) => new PairingCommand.Decline(who, side));

    /// <summary>Who is asked answers for themself; everybody else who may answer does so for the household.</summary>
    private static Task<Results<NoContent, Problem>> Answer(
        PairingId id, ResidentId who, PairingCall call, Func<ResidentId, PairingSide, PairingCommand> command)
    {
        if (who == call.Caller.Helper)
            return Refused(EdgeFault.NotForOneself); // it would be a yes for both sides
        var side = who == call.Caller.Resident ? PairingSide.Volunteer : PairingSide.Household;
        var may = side == PairingSide.Volunteer ? Part.Candidate | Part.Volunteer : Part.Household | Part.Worker;
        return Done(call.Do(id, may, _ => new(command(who, side))));
    }

    private static async Task<Results<NoContent, Problem>> Substitute(
        PairingId id, Body<SubstituteVolunteer> body, PairingCall call)
    {
        var (who, until) = body.Value;
        if (await call.Find(id) is not (Pairing: { } view, _))
            return Problem.Of(new PairingRejection.NoSuchPairing());
        if (await call.Ask.Read(VolunteerDecider.ActorOf(who), new GetVolunteer()) is null
            || await call.Ask.Read(who.Actor, new GetResident()) is null)
            return Problem.Of(new VolunteerRejection.NotAVolunteer());
        if (!await Safeguarding.IsVetted(who, call) && await Safeguarding.IsMinor(view.Terms.Resident, call))
            return Problem.Of(new PairingRejection.NotVetted());
        return await Done(call.Do(
            id, Part.Worker | Part.Volunteer, _ => new(new PairingCommand.SubstituteBy(who, until))));
    }

    private static Task<Results<NoContent, Problem>> AgreeSubstitute(
        PairingId id, Body<AnswerPairing> body, PairingCall call) => body.Value.VolunteerId == call.Caller.Helper
        ? Refused(EdgeFault.NotForOneself)
        : Done(call.Do(
            id, Part.Household | Part.Worker, _ => new(new PairingCommand.AgreeSubstitute(body.Value.VolunteerId))));

    private static Task<Results<NoContent, Problem>> Refused(EdgeFault fault) =>
        Task.FromResult<Results<NoContent, Problem>>(Problem.Of(fault));

    private static Task<Results<NoContent, Problem>> DeclineSubstitute(
        PairingId id, Body<AnswerPairing> body, PairingCall call)
    {
        var who = body.Value.VolunteerId;
        var may = who == call.Caller.Resident ? Part.Named | Part.Substitute : Part.Household | Part.Worker;
        return Done(call.Do(id, may, _ => new(new PairingCommand.DeclineSubstitute(who))));
    }

    private static Task<Results<NoContent, Problem>> Pause(PairingId id, Body<PausePairing> body, PairingCall call) =>
        Done(call.Do(id, Sides, async view => new PairingCommand.Pause(
            body.Value.Until,
            await call.Vault.Seal(view.Terms.Resident, Fields.PairingReason, body.Value.Reason.Trim()))));

    private static Task<Results<NoContent, Problem>> Resume(PairingId id, NoBody body, PairingCall call) =>
        Done(call.Do(id, Sides, _ => new(new PairingCommand.Resume())));

    private static Task<Results<NoContent, Problem>> End(PairingId id, Body<GiveReason> body, PairingCall call) =>
        Done(call.Do(id, Sides, async view => new PairingCommand.End(
            await call.Vault.Seal(view.Terms.Resident, Fields.PairingReason, body.Value.Reason.Trim()))));

    private static async Task<Ok<ItemsOf<PairingItem>>> Mine(PairingCall call, Page page, Tables tables)
    {
        var household = await call.Household();
        return TypedResults.Ok(tables.Read(connection =>
            PairingTables.Of(
                connection, household, call.Caller.Helper is null ? call.Caller.Resident : null, call.Now, page)));
    }

    private static async Task<Results<Ok<ItemsOf<PairingItem>>, Problem>> List(
        CommunityId id, [AsParameters] WhichPairings which, Page page, PairingCall call, Tables tables) =>
        await call.MayCare(id)
            ? TypedResults.Ok(tables.Read(connection => PairingTables.OfCommunity(connection, id, which, page)))
            : Problem.Of(EdgeFault.NotAllowed);

    private static async Task<Results<NoContent, Problem>> Vet(
        ResidentId id, Body<RecordVetting> body, PairingCall call)
    {
        if (await call.Ask.Read(id.Actor, new GetResident()) is not { } person || !await call.MayWorkFor(person))
            return Problem.Of(EdgeFault.NotAllowed);
        var evidence = await call.Vault.Seal(id, Fields.Vetting, body.Value.Evidence.Trim());
        var outcome = await call.Ask.Of(VolunteerDecider.ActorOf(id), new VolunteerCommand.RecordVetting(
            body.Value.ReviewOn, evidence, call.Caller.Resident));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Problem>> WithdrawVetting(
        ResidentId id, Body<GiveReason> body, PairingCall call)
    {
        if (await call.Ask.Read(id.Actor, new GetResident()) is not { } person || !await call.MayWorkFor(person))
            return Problem.Of(EdgeFault.NotAllowed);
        var reason = await call.Vault.Seal(id, Fields.VettingWithdrawal, body.Value.Reason.Trim());
        var outcome = await call.Ask.Of(
            VolunteerDecider.ActorOf(id), new VolunteerCommand.WithdrawVetting(reason, call.Caller.Resident));
        return await Done(new(outcome.Refusal() ?? await call.Ask.Follow(outcome)));
    }

    private static async ValueTask<bool> MayRequest(ResidentId resident, CommunityId community, PairingCall call) =>
        await call.IsHouseholdOf(resident) || await call.MayWork(community)
        || (await call.Ask.Read(call.Caller.Resident.Actor, new GetResident()) is { Community: { } own } && own == community
            && await call.Ask.Read(VolunteerDecider.ActorOf(call.Caller.Resident), new GetVolunteer()) is not null);

    private static async Task<Results<NoContent, Problem>> Done(ValueTask<Problem?> doing) =>
        await doing is { } problem ? problem : TypedResults.NoContent();
}
