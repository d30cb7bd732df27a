using ResidentService.Domain.ServiceOrders;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.ServiceOrders;

/// <summary>An order among somebody's own data, with what is sealed where it is about them.</summary>
public sealed record OwnOrder(OrderItem Order, string? Wish, string? Address, string? Evidence, string? Words)
{
    public static async ValueTask<OwnOrder> Of(OrderItem item, Asking ask, KeyVault vault)
    {
        if (await ask.Read(item.OrderId.Actor, new GetOrder()) is not { } view)
            return new(item, null, null, null, null);
        var wish = await OrderWish.Open(item.ResidentId, view.Wish, vault);
        return new(
            item, wish?.Wish, wish?.Address,
            await vault.Open(item.ResidentId, Fields.OrderEvidence, view.Evidence),
            await vault.Open(item.ResidentId, Fields.OrderReview, view.Words));
    }
}
