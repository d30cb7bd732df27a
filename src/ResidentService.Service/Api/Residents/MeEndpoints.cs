using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Api.Contents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Residents;

public static class MeEndpoints
{
    private const string PlatformAdminRole = "platformAdmin";

    public static void MapMe(this RouteGroupBuilder api)
    {
        var me = api.MapGroup("/me").WithTags("me");
        me.MapGet("", Get).WithSummary("Who I am and what I may do.");
        me.MapPut("", Change).WithSummary("Changes my name, my community or my birth date; what is absent stays.");
        me.MapPost("/phone", GivePhone)
            .WithSummary("Adds the phone that WeChat proves to be mine; refused where it belongs to somebody else.");
        me.MapGet("/card", Card).WithSummary("My own card, for staff to scan.");
    }

    private static async Task<Results<Ok<MeAnswer>, Problem>> Get(SignedIn caller, Asking ask, KeyVault vault) =>
        await Describe(caller, ask, vault);

    private static async Task<Results<Ok<MeAnswer>, Problem>> Change(
        Body<ChangeMe> body, HttpContext context, SignedIn caller, Asking ask, KeyVault vault, DomainClock clock,
        ContentChecks checks)
    {
        var (name, community, birthDate) = body.Value;
        if (await checks.Of(ContentUse.Name, null, context, ask, name) is { } bad)
            return bad;
        if (community is { } chosen && await ask.Read(chosen.Actor, new GetCommunity()) is null)
            return Problem.Of(new CommunityRejection.NoSuchCommunity());
        if (birthDate is { } born
            && await BirthDates.Give(born, caller.Resident, ask, vault, clock.GetUtcNow()) is { } wrong)
            return wrong;

        Sealed? sealedName = name is null ? null : await vault.Seal(caller.Resident, Fields.DisplayName, name);
        var outcome = await ask.Of(caller.Resident.Actor, new ResidentCommand.ChangeProfile(sealedName, community));
        if (outcome.Refusal() is { } problem)
            return problem;
        return await Describe(caller, ask, vault);
    }

    private static async Task<Results<NoContent, Problem>> GivePhone(
        Body<GivePhone> body, SignedIn caller, Asking ask, IWeChat weChat, Phones phones, KeyVault vault,
        CancellationToken cancellation)
    {
        var openId = (await ask.Read(caller.Resident.Actor, new GetResident()))?.OpenId;
        var proof = await weChat.CodeToPhone(
            body.Value.PhoneCode, await vault.Open(caller.Resident, Fields.OpenId, openId), cancellation);
        if (!proof.IsGiven(out var phone, out var trouble))
            return Problem.Of(WeChatErrors.Fault(trouble));
        return await phones.Give(ask, phone, caller.Resident) is { } problem
            ? problem
            : TypedResults.NoContent();
    }

    private static Ok<CardAnswer> Card(SignedIn caller, RotatingCodes codes) =>
        TypedResults.Ok(new CardAnswer(codes.Card(caller.Resident)));

    private static async Task<Results<Ok<MeAnswer>, Problem>> Describe(SignedIn caller, Asking ask, KeyVault vault)
    {
        if (await ask.Read(caller.Resident.Actor, new GetResident()) is not { } person)
            return Problem.Of(new ResidentRejection.NoSuchResident());
        var volunteer = await ask.Read(VolunteerDecider.ActorOf(person.Id), new GetVolunteer());
        return TypedResults.Ok(new MeAnswer(
            person.Id,
            await vault.Open(person.Id, Fields.DisplayName, person.DisplayName),
            person.Community,
            Roles(caller, person),
            [.. person.Roles.OrderBy(grant => grant.Role).ThenBy(grant => grant.Scope, StringComparer.Ordinal)],
            volunteer is null ? null : VolunteerAnswer.Of(volunteer)));
    }

    private static List<string> Roles(SignedIn caller, Resident.Registered person)
    {
        var roles = person.Roles.Select(grant => grant.Role).Distinct().Order()
            .Select(role => JsonNamingPolicy.CamelCase.ConvertName(role.ToString())).ToList();
        if (caller.IsPlatformAdmin)
            roles.Add(PlatformAdminRole);
        return roles;
    }
}
