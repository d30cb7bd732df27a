using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Appointments;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Appointments;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Residents;

/// <summary>
/// Deleting an account (DOMAIN.md, Privacy). The journal says so first, then the key goes: were the process to end in
/// between, its next start would finish it, while a key that went first would leave an account that nobody deleted.
/// </summary>
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
        Body<DeleteAccount> body, SignedIn caller, Asking ask, Tables tables, Erasures erasures) =>
        Erase(new(caller.Resident, PaperRequest: null), ask, tables, erasures);

    private static async Task<Results<NoContent, Problem>> OnPaper(
        ResidentId id, Body<EraseOnPaper> body, SignedIn caller, Asking ask, Access access, Tables tables,
        Erasures erasures)
    {
        if (await ask.Read(id.Actor, new GetStanding()) is not { } person)
            return caller.IsPlatformAdmin
                ? Problem.Of(new ResidentRejection.NoSuchResident())
                : Problem.Of(EdgeFault.NotAllowed);
        if (!await access.MayErase(caller, id, person.Community))
            return Problem.Of(EdgeFault.NotAllowed);
        return await Erase(new(id, body.Value.PaperRequest), ask, tables, erasures);
    }

    private static async Task<Results<NoContent, Problem>> Erase(
        ResidentCommand.Erase command, Asking ask, Tables tables, Erasures erasures)
    {
        var resident = command.Resident;
        var bonds = tables.Read(connection => MerchantTables.BondsOf(connection, resident));
        if (bonds.Exists(bond => bond.OwnsOpenShop))
            return Problem.Of(EdgeFault.OwnsShop);
        foreach (var bond in bonds.Where(bond => !bond.IsOwner))
        {
            var merchant = Id.Parse<MerchantId>(bond.Merchant).Actor;
            if ((await ask.Of(merchant, new MerchantCommand.UnbindClerk(resident))).Refusal() is { } shopRefuses)
                return shopRefuses;
        }

        foreach (var (book, appointment) in tables.Read(connection => AppointmentTables.Booked(connection, resident)))
        {
            // Whose slot is free for somebody else now; one that has ended meanwhile is no reason to stay.
            var cancel = new AppointmentBookCommand.Cancel(appointment, ByStaff: true, null);
            await ask.Of(book.Actor, cancel, step: appointment.Value);
        }

        if ((await ask.Of(resident.Actor, command)).Refusal() is { } problem)
            return problem;
        await erasures.Erase(resident);
        return TypedResults.NoContent();
    }
}
