using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Residents;

/// <summary>Deleting an account (DOMAIN.md, Privacy).</summary>
public static class ErasureEndpoints
{
    public static void MapErasures(this RouteGroupBuilder api)
    {
        api.MapGroup("/me").WithTags("me").MapDelete("", Mine)
            .WithSummary("Deletes my account for good: nobody can read my data any more, and every session ends.");
        api.MapGroup("/residents/{id}").WithTags("residents").MapPost("/erasure", OnPaper)
            .WithSummary("Deletes somebody's account on their paper request; by a worker of their community.");
    }

    private static Task<Results<NoContent, Problem>> Mine(
        Body<DeleteAccount> body, SignedIn caller, Asking ask, Tables tables, Erasures erasures, KeyVault vault) =>
        Erase(new(caller.Resident, PaperRequest: null), ask, tables, erasures, vault);

    private static async Task<Results<NoContent, Problem>> OnPaper(
        ResidentId id, Body<EraseOnPaper> body, SignedIn caller, Asking ask, Access access, Tables tables,
        Erasures erasures, KeyVault vault)
    {
        if (await ask.Read(id.Actor, new GetStanding()) is not { } person)
            return caller.IsPlatformAdmin
                ? Problem.Of(new ResidentRejection.NoSuchResident())
                : Problem.Of(EdgeFault.NotAllowed);
        if (!await access.MayErase(caller, id, person.Community))
            return Problem.Of(EdgeFault.NotAllowed);
        return await Erase(new(id, body.Value.PaperRequest), ask, tables, erasures, vault);
    }

    private static async Task<Results<NoContent, Problem>> Erase(
        ResidentCommand.Erase command, Asking ask, Tables tables, Erasures erasures, KeyVault vault)
    {
        if (await Erasing.Carry(command, leavesShop: false, ask, tables, erasures, vault) is { } problem)
            return problem;
        return TypedResults.NoContent();
    }
}
