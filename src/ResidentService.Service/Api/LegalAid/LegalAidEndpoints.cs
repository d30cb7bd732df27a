using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Looks;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Looks;
using ResidentService.Service.Api.Residents;

namespace ResidentService.Service.Api.LegalAid;

/// <summary>
/// An application's steps on the side of who applies; the station can take them for somebody who has come there.
/// </summary>
public static class LegalAidEndpoints
{
    private const LegalAidPart ApplicantOrStation = LegalAidPart.Applicant | LegalAidPart.Station;

    public static void MapLegalAid(this RouteGroupBuilder api)
    {
        var applications = api.MapGroup("/legal-aid").WithTags("legal aid");
        applications.MapPost("", File).RequireKey()
            .WithSummary("Applies for legal aid, for me or as a worker for somebody.");
        applications.MapGet("/{id}", Get)
            .WithSummary("An application, for who applies; for staff without what is sealed.");
        applications.MapPost("/{id}/looks", Look)
            .WithSummary("Shows what an application is about to staff; the applicant can see who looked and why.");
        applications.MapPost("/{id}/materials", Supply).RequireKey()
            .WithSummary("Supplies what the centre has asked for; its clock goes on.");
        applications.MapPost("/{id}/object", Object)
            .WithSummary("Objects to a refusal; the justice bureau answers.");
        applications.MapPost("/{id}/withdraw", Withdraw).WithSummary("Takes the application back.");
        applications.MapLegalAidSteps();
        api.MapLegalAidLists();
    }

    private static async Task<Results<Created<LegalAidFiled>, Problem>> File(Body<FileLegalAid> body, LegalAidCall call)
    {
        var (community, resident) = (body.Value.CommunityId, body.Value.ResidentId ?? call.Caller.Resident);
        if (await call.Ask.Read(resident.Actor, new GetResident()) is not { } person)
            return Problem.Of(new ResidentRejection.NoSuchResident());
        if (resident != call.Caller.Resident && !(await call.MayWork(community) && await call.MayWorkFor(person)))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await call.Ask.Read(community.Actor, new GetCommunity()) is not { Policy.Policy: var policy })
            return Problem.Of(new CommunityRejection.NoSuchCommunity());

        var id = call.Ask.NewId<LegalAidId>();
        var content = LegalAidContent.Of(body.Value);
        var outcome = await call.Ask.Of(id.Actor, new LegalAidCommand.File(
            id, new(community, resident, call.Caller.Doer, policy.LegalAid), content.Check(),
            await content.Seal(resident, call.Vault), body.Value.Pictures ?? []));
        if (outcome.Refusal() is { } problem)
            return problem;
        var view = (await call.Ask.Read(id.Actor, new GetLegalAid(call.Now)))!;
        return TypedResults.Created($"/api/v1/legal-aid/{id}", new LegalAidFiled(id, view.DueOn.GetValueOrDefault()));
    }

    private static async Task<Results<Ok<LegalAidAnswer>, Problem>> Get(LegalAidId id, LegalAidCall call) =>
        await call.Find(id) is (Application: { } view, var part)
            ? TypedResults.Ok(await call.Answer(view, mayOpen: part == LegalAidPart.Applicant))
            : Problem.Of(new LegalAidRejection.NoSuchApplication());

    private static async Task<Results<Ok<LegalAidAnswer>, Problem>> Look(
        LegalAidId id, Body<GiveReason> body, LegalAidCall call)
    {
        if (await call.Find(id) is not (Application: { } view, var part))
            return Problem.Of(new LegalAidRejection.NoSuchApplication());
        if (part == LegalAidPart.Applicant)
            return Problem.Of(EdgeFault.NotAllowed);
        if (await LookRecords.Record(
            view.Terms.Resident, call.Caller, LookAt.LegalAid, body.Value.Reason, call.Ask, call.Vault) is { } problem)
            return problem;
        return TypedResults.Ok(await call.Answer(view, mayOpen: true));
    }

    private static Task<Results<NoContent, Problem>> Supply(
        LegalAidId id, Body<SupplyMaterials> body, LegalAidCall call) =>
        call.Write(id, ApplicantOrStation, Fields.LegalAidMaterials, body.Value.Text,
            words => new LegalAidCommand.Supply(words, body.Value.Pictures ?? [], call.Days));

    private static Task<Results<NoContent, Problem>> Object(LegalAidId id, Body<LegalAidText> body, LegalAidCall call) =>
        call.Write(id, ApplicantOrStation, Fields.LegalAidReason, body.Value.Text,
            ground => new LegalAidCommand.Object(ground, call.Days));

    private static Task<Results<NoContent, Problem>> Withdraw(LegalAidId id, NoBody body, LegalAidCall call) =>
        call.Do(id, ApplicantOrStation, _ => new(new LegalAidCommand.Withdraw()));
}
