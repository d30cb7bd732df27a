using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.ServiceOrders;

public enum OrderStatus
{
    Asked,
    Placed,
    ForGrabbing,
    Dispatched,
    Accepted,
    OnTheWay,
    Done,
    Reviewed,
    Unrated,
    Cancelled,
    Refused,
}

/// <param name="DueBy">When the next step is due; null where it has ended.</param>
/// <param name="Evidence">Sealed with the resident's key, as the wish and the words of the review are.</param>
public sealed record OrderView(
    OrderId Order, OrderTerms Terms, OrderStatus Status, ResidentId? Provider, DateTimeOffset? DueBy,
    OrderAlert? Alerted, Sealed Wish, Sealed? Evidence, IReadOnlyList<string> Pictures, int? Stars, Sealed? Words,
    OrderEnd? End);

/// <summary>The order; null if there is none.</summary>
public sealed record GetOrder : IQuery<Order, OrderView?>
{
    public OrderView? Answer(Order state) => state is not Order.Known known
        ? null
        : new(
            known.Id, known.Terms, StatusOf(known), Order.ProviderOf(known),
            known switch
            {
                Order.Open open => open.DueBy,
                Order.Done done => done.ReviewBy,
                _ => null,
            },
            (known as Order.Open)?.Alerted, known.Wish,
            (known as Order.Done)?.Evidence ?? (known as Order.Ended)?.Evidence,
            (known as Order.Done)?.Pictures ?? (known as Order.Ended)?.Pictures ?? [],
            (known as Order.Ended)?.Stars, (known as Order.Ended)?.Words, (known as Order.Ended)?.End);

    private static OrderStatus StatusOf(Order.Known known) => known switch
    {
        Order.Asking => OrderStatus.Asked,
        Order.Waiting waiting => waiting.ForGrabbing ? OrderStatus.ForGrabbing : OrderStatus.Placed,
        Order.Dispatched => OrderStatus.Dispatched,
        Order.Accepted => OrderStatus.Accepted,
        Order.OnTheWay => OrderStatus.OnTheWay,
        Order.Done => OrderStatus.Done,
        Order.Ended { End: OrderEnd.Reviewed } => OrderStatus.Reviewed,
        Order.Ended { End: OrderEnd.Unrated } => OrderStatus.Unrated,
        Order.Ended { End: OrderEnd.Cancelled } => OrderStatus.Cancelled,
        _ => OrderStatus.Refused,
    };
}
