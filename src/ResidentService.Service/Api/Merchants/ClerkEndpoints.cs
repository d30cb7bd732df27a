using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Merchants;

/// <summary>Clerks are bound and unbound by the shop's owner.</summary>
public static class ClerkEndpoints
{
    public static void MapClerks(this RouteGroupBuilder api)
    {
        var clerks = api.MapGroup("/merchants/{id}/clerks").WithTags("merchants");
        clerks.MapPost("", Bind).WithSummary("Makes a resident a clerk of the shop; by its owner.");
        clerks.MapDelete("", Unbind).WithSummary("Takes it back; it holds at once.");
        clerks.MapDelete("/{residentId}", UnbindByAddress).WithSummary("The same, without a body.");
    }

    private static async Task<Results<NoContent, Problem>> Bind(
        MerchantId id, Body<BindClerk> body, SignedIn caller, Asking ask)
    {
        var resident = body.Value.ResidentId;
        var (_, refused) = await ask.AsOwner(id, caller);
        if (refused is not null)
            return refused;
        if (await ask.Read(resident.Actor, new GetResident()) is null)
            return Problem.Of(new ResidentRejection.NoSuchResident());

        var outcome = await ask.Of(id.Actor, new MerchantCommand.BindClerk(resident));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.NoContent();
    }

    private static Task<Results<NoContent, Problem>> Unbind(
        MerchantId id, Body<BindClerk> body, SignedIn caller, Asking ask) =>
        TakeBack(id, body.Value.ResidentId, caller, ask);

    private static Task<Results<NoContent, Problem>> UnbindByAddress(
        MerchantId id, ResidentId residentId, NoBody body, SignedIn caller, Asking ask) =>
        TakeBack(id, residentId, caller, ask);

    private static async Task<Results<NoContent, Problem>> TakeBack(
        MerchantId id, ResidentId residentId, SignedIn caller, Asking ask)
    {
        var (_, refused) = await ask.AsOwner(id, caller);
        if (refused is not null)
            return refused;
        var outcome = await ask.Of(id.Actor, new MerchantCommand.UnbindClerk(residentId));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.NoContent();
    }
}
