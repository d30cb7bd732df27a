using System.Collections.Immutable;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.ServiceOrders;

/// <summary>
/// The process of one order: placed → dispatched → accepted → on the way → done → reviewed. Until it is done the next
/// step has a time limit, after which staff are told, again and again; a review has one, after which it closes itself.
/// </summary>
public abstract record Order
{
    private Order() { }

    public sealed record Unknown : Order;

    public abstract record Known(OrderId Id, OrderTerms Terms, Sealed Wish) : Order;

    /// <summary>Next: the catalogue's answer, at once.</summary>
    public sealed record Asking(OrderId Id, OrderTerms Terms, Sealed Wish) : Known(Id, Terms, Wish);

    /// <summary>What waits for somebody to do something before <paramref name="DueBy"/>.</summary>
    /// <param name="Alerted">Who was told last that it is late.</param>
    public abstract record Open(OrderId Id, OrderTerms Terms, Sealed Wish, DateTimeOffset DueBy, OrderAlert? Alerted)
        : Known(Id, Terms, Wish)
    {
        public ImmutableList<ResidentId> Declined { get; init; } = [];
    }

    /// <param name="ForGrabbing">Whoever gives the service may take it.</param>
    public sealed record Waiting(
        OrderId Id, OrderTerms Terms, Sealed Wish, DateTimeOffset DueBy, OrderAlert? Alerted, bool ForGrabbing)
        : Open(Id, Terms, Wish, DueBy, Alerted);

    public sealed record Dispatched(
        OrderId Id, OrderTerms Terms, Sealed Wish, DateTimeOffset DueBy, OrderAlert? Alerted, ResidentId Provider)
        : Open(Id, Terms, Wish, DueBy, Alerted);

    public sealed record Accepted(
        OrderId Id, OrderTerms Terms, Sealed Wish, DateTimeOffset DueBy, OrderAlert? Alerted, ResidentId Provider)
        : Open(Id, Terms, Wish, DueBy, Alerted);

    public sealed record OnTheWay(
        OrderId Id, OrderTerms Terms, Sealed Wish, DateTimeOffset DueBy, OrderAlert? Alerted, ResidentId Provider,
        Arrival? Arrival) : Open(Id, Terms, Wish, DueBy, Alerted);

    /// <summary>Next: a review, or it closes.</summary>
    public sealed record Done(
        OrderId Id, OrderTerms Terms, Sealed Wish, ResidentId Provider, Sealed Evidence, ImmutableList<string> Pictures,
        DateTimeOffset ReviewBy) : Known(Id, Terms, Wish);

    /// <param name="Provider">Who served; null where nobody did.</param>
    public sealed record Ended(OrderId Id, OrderTerms Terms, Sealed Wish, OrderEnd End, ResidentId? Provider)
        : Known(Id, Terms, Wish)
    {
        public Sealed? Evidence { get; init; }
        public ImmutableList<string> Pictures { get; init; } = [];
        public int? Stars { get; init; }
        public Sealed? Words { get; init; }
    }

    public static Order Evolve(Order state, OrderFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (Unknown, OrderFact.Placed(var id, var terms, var wish)) => new Asking(id, terms, wish),
        (Asking asking, OrderFact.Refused refused) => Ends(asking, EndOf(refused.Reason)),
        (Asking(var id, var terms, var wish), OrderFact.Taken taken) =>
            new Waiting(id, terms, wish, taken.DueBy, null, ForGrabbing: false),
        (Known known, OrderFact.Cancelled) => Ends(known, OrderEnd.Cancelled),
        (Done done, OrderFact.Reviewed(_, var stars, var words)) =>
            Ends(done, OrderEnd.Reviewed) with { Stars = stars, Words = words },
        (Done done, OrderFact.ClosedUnrated) => Ends(done, OrderEnd.Unrated),
        (Open open, OrderFact.Overdue overdue) => open with { Alerted = overdue.Alert },
        (Open open, _) => Evolve(open, fact, at),
        _ => state,
    };

    private static Known Evolve(Open open, OrderFact fact, DateTimeOffset at)
    {
        var (id, terms, wish) = (open.Id, open.Terms, open.Wish);
        return fact switch
        {
            OrderFact.OpenedForGrabbing opened =>
                new Waiting(id, terms, wish, opened.DueBy, null, ForGrabbing: true) { Declined = open.Declined },
            OrderFact.Dispatched dispatched =>
                new Dispatched(id, terms, wish, dispatched.DueBy, null, dispatched.Provider)
                {
                    Declined = open.Declined,
                },
            OrderFact.Declined declined => new Waiting(id, terms, wish, declined.DueBy, null, ForGrabbing: false)
            {
                Declined = [.. declined.Except],
            },
            OrderFact.Accepted accepted =>
                new Accepted(id, terms, wish, accepted.DueBy, null, accepted.Provider) { Declined = open.Declined },
            OrderFact.SetOut setOut =>
                new OnTheWay(id, terms, wish, setOut.DueBy, null, setOut.Provider, null) { Declined = open.Declined },
            OrderFact.Arrived arrived when open is OnTheWay way => way with { Arrival = new(at, arrived.Earning) },
            OrderFact.Done done =>
                new Done(id, terms, wish, done.Provider, done.Evidence, [.. done.Pictures], done.ReviewBy),
            _ => open,
        };
    }

    private static Ended Ends(Known known, OrderEnd end) =>
        new(known.Id, known.Terms, known.Wish, end, ProviderOf(known))
        {
            Evidence = (known as Done)?.Evidence,
            Pictures = (known as Done)?.Pictures ?? [],
        };

    /// <summary>Who serves, or is asked to.</summary>
    public static ResidentId? ProviderOf(Known known) => known switch
    {
        Dispatched dispatched => dispatched.Provider,
        Accepted accepted => accepted.Provider,
        OnTheWay way => way.Provider,
        Done done => done.Provider,
        Ended ended => ended.Provider,
        _ => null,
    };

    private static OrderEnd EndOf(Catalogues.OrderRefusal reason) => reason switch
    {
        Catalogues.OrderRefusal.TooLate => OrderEnd.TooLate,
        Catalogues.OrderRefusal.TooFarAhead => OrderEnd.TooFarAhead,
        Catalogues.OrderRefusal.QuotaReached => OrderEnd.QuotaReached,
        Catalogues.OrderRefusal.TooManyOpen => OrderEnd.TooManyOpen,
        _ => OrderEnd.NoSuchItem,
    };
}

/// <param name="Earning">As in force when the provider came.</param>
public sealed record Arrival(DateTimeOffset At, EarningRules Earning);

public enum OrderEnd
{
    Reviewed,
    Unrated,
    Cancelled,
    TooLate,
    TooFarAhead,
    QuotaReached,
    TooManyOpen,
    NoSuchItem,
}
