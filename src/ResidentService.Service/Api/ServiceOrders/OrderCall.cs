using Microsoft.AspNetCore.Http;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.ServiceOrders;

/// <summary>In which way the caller belongs to an order.</summary>
[Flags]
public enum OrderPart
{
    None = 0,

    /// <summary>Who needs it, or somebody of their household; who has placed it acts for them, or is staff.</summary>
    Household = 1,
    Provider = 2,
    Worker = 4,

    /// <summary>Looks after the people of the community: its workers and grid workers.</summary>
    Caring = 8,
}

/// <summary>A request about an order: who asks, when by domain time, and what they are in it.</summary>
public sealed class OrderCall : SignedInCall
{
    private OrderCall(HttpContext context, SignedIn caller, Asking ask) : base(context, caller, ask)
    {
    }

    public static async ValueTask<OrderCall?> BindAsync(HttpContext context) =>
        SignedIn.Of(context) is { } caller ? new(context, caller, (await Asking.BindAsync(context))!) : null;

    /// <summary>An order, for whoever belongs to it; to anybody else it does not exist.</summary>
    public async ValueTask<(OrderView? Order, OrderPart Part)> Find(OrderId id)
    {
        if (await Ask.Read(id.Actor, new GetOrder()) is not { } view)
            return (null, OrderPart.None);
        var part = await PartIn(view);
        return part == OrderPart.None ? (null, part) : (view, part);
    }

    /// <summary>Asks the order, where the caller may do so, and drives on what that sets off.</summary>
    /// <returns>Why not; or null.</returns>
    public async ValueTask<Problem?> Do(OrderId id, OrderPart may, Func<OrderView, ValueTask<OrderCommand>> command)
    {
        if (await Find(id) is not (Order: { } view, var part))
            return Problem.Of(new OrderRejection.NoSuchOrder());
        if ((part & may) == OrderPart.None)
            return Problem.Of(EdgeFault.NotAllowed);
        var outcome = await Ask.Of(id.Actor, await command(view));
        return outcome.Refusal() ?? await Ask.Follow(outcome);
    }

    private async ValueTask<OrderPart> PartIn(OrderView view)
    {
        var me = Caller.Resident;
        var part = view.Provider == me && Caller.Helper is null ? OrderPart.Provider : OrderPart.None;
        if (await IsHouseholdOf(view.Terms.Resident))
            part |= OrderPart.Household;
        if (await MayCare(view.Terms.Community))
            part |= OrderPart.Caring | (await MayWork(view.Terms.Community) ? OrderPart.Worker : OrderPart.None);
        return part;
    }
}
