using ResidentService.Domain.Appointments;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Appointments;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.LegalAid;
using ResidentService.Service.Api.Meals;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Api.ServiceOrders;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Residents;

/// <summary>
/// Deletes an account. The journal says so first, then the key goes: were the process to end in between, its next start
/// would finish it, while a key that went first would leave an account that nobody deleted.
/// </summary>
internal static class Erasing
{
    /// <param name="leavesShop">
    /// Whether it holds also for who owns an open shop, which is then left to the staff of its community.
    /// </param>
    /// <returns>Why not, or null.</returns>
    public static async ValueTask<Problem?> Carry(
        ResidentCommand.Erase command, bool leavesShop, Asking ask, Tables tables, Erasures erasures, KeyVault vault)
    {
        var resident = command.Resident;
        if (!await tables.CatchUp()) // Others may have given the person something to do a moment ago.
            return Problem.Of(EdgeFault.TryAgain);
        var bonds = tables.Read(connection => MerchantTables.BondsOf(connection, resident));
        if (!leavesShop && bonds.Exists(bond => bond.OwnsOpenShop))
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
            if (await ask.Of(book.Actor, cancel, step: appointment.Value)
                is Outcome.Rejected { Rejection.Kind: RejectionKind.TryAgain } later)
                return Problem.Of(later.Rejection);
        }

        if (await LeavingOrders.Carry(resident, ask, tables, vault) is { } notYet)
            return notYet;
        foreach (var application in tables.Read(connection => LegalAidTables.OpenOf(connection, resident)))
        {
            if (await ask.Of(application.Actor, new LegalAidCommand.Withdraw(), step: application.Value)
                is Outcome.Rejected { Rejection.Kind: RejectionKind.TryAgain } later)
                return Problem.Of(later.Rejection);
        }

        if (await LeavingMeals.Carry(resident, ask, tables) is { } mealsNotYet)
            return mealsNotYet;
        if ((await ask.Of(resident.Actor, command)).Refusal() is { } problem)
            return problem;
        await erasures.Erase(resident);
        return null;
    }
}
