using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.ServiceOrders;

/// <summary>
/// What becomes of orders when somebody deletes their account: their own are cancelled, those that they serve go to
/// somebody else, and no further ones come. What has ended meanwhile is no reason to stay.
/// </summary>
internal static class LeavingOrders
{
    private const string Reason = "接单人已注销账号";

    /// <returns>Why not yet, or null.</returns>
    public static async ValueTask<Problem?> Carry(ResidentId who, Asking ask, Tables tables, KeyVault vault)
    {
        foreach (var community in tables.Read(connection => OrderTables.ListedIn(connection, who)))
        {
            var remove = new CatalogueCommand.RemoveProvider(who);
            if (await Later(CatalogueDecider.ActorOf(community), remove, community.Value, ask) is { } later)
                return later;
        }

        foreach (var order in tables.Read(connection => OrderTables.OpenOf(connection, who)))
        {
            var cancel = new OrderCommand.Cancel(ByStaff: true, null);
            if (await Later(order.Actor, cancel, order.Value, ask) is { } later)
                return later;
        }

        foreach (var order in tables.Read(connection => OrderTables.ToServe(connection, who)))
        {
            if (await ask.Read(order.Actor, new GetOrder()) is not { } view)
                continue;
            var decline = new OrderCommand.Decline(
                who, await vault.Seal(view.Terms.Resident, Fields.OrderReason, Reason));
            if (await Later(order.Actor, decline, order.Value, ask) is { } later)
                return later;
        }

        return null;
    }

    private static async ValueTask<Problem?> Later(ActorId actor, ICommand command, string step, Asking ask) =>
        await ask.Of(actor, command, step) is Outcome.Rejected { Rejection.Kind: RejectionKind.TryAgain } later
            ? Problem.Of(later.Rejection)
            : null;
}
