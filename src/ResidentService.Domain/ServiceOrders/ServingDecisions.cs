using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.ServiceOrders;

/// <summary>From who serves to what was done.</summary>
internal static class ServingDecisions
{
    public static Decision Decide(OrderCommand command, Order.Open open, DateTimeOffset now) => command switch
    {
        OrderCommand.Dispatch(var who, var by) => Dispatch(who, by, open, now),
        OrderCommand.OpenForGrabbing => OpenForGrabbing(open, now),
        OrderCommand.Grab(var who) => Grab(who, open, now),
        OrderCommand.Accept(var who) => Accept(who, open, now),
        OrderCommand.Decline(var who, var reason) => Decline(who, reason, open, now),
        OrderCommand.SetOut(var who) => SetOut(who, open, now),
        OrderCommand.Arrive(var who, var earning) => open switch
        {
            Order.OnTheWay way when way.Provider == who => way.Arrival is null
                ? Decision.Accept(new OrderFact.Arrived(way.Id, who, earning))
                : Decision.Already(),
            _ => Decision.Reject(NotNow(who, open)),
        },
        OrderCommand.Finish finish => Finish(finish, open, now),
        _ => throw new InvalidOperationException(command.ToString()),
    };

    private static Decision Dispatch(ResidentId who, ResidentId by, Order.Open open, DateTimeOffset now)
    {
        if (who == open.Terms.Resident)
            return Decision.Reject(new OrderRejection.ForSelf());
        return Order.ProviderOf(open) == who
            ? Decision.Already()
            : Decision.Accept(new OrderFact.Dispatched(
                open.Id, open.Terms.Community, who, Order.ProviderOf(open), by,
                open.Terms.After(now, open.Terms.Rules.AcceptMinutes)));
    }

    private static Decision OpenForGrabbing(Order.Open open, DateTimeOffset now) => open switch
    {
        Order.Waiting { ForGrabbing: true } => Decision.Already(),
        Order.Waiting or Order.Dispatched => Decision.Accept(new OrderFact.OpenedForGrabbing(
            open.Id, open.Terms.Community, Order.ProviderOf(open),
            open.Terms.After(now, open.Terms.Rules.AcceptMinutes))),
        _ => Decision.Reject(new OrderRejection.AcceptedAlready()),
    };

    private static Decision Grab(ResidentId who, Order.Open open, DateTimeOffset now)
    {
        if (who == open.Terms.Resident)
            return Decision.Reject(new OrderRejection.ForSelf());
        return open switch
        {
            Order.Waiting { ForGrabbing: true } => Decision.Accept(Accepted(who, open, isGrabbed: true, now)),
            Order.Accepted accepted when accepted.Provider == who => Decision.Already(),
            _ => Decision.Reject(new OrderRejection.NotForGrabbing()),
        };
    }

    private static Decision Accept(ResidentId who, Order.Open open, DateTimeOffset now) => open switch
    {
        Order.Dispatched dispatched when dispatched.Provider == who =>
            Decision.Accept(Accepted(who, open, isGrabbed: false, now)),
        Order.Accepted or Order.OnTheWay when Order.ProviderOf(open) == who => Decision.Already(),
        _ => Decision.Reject(NotNow(who, open)),
    };

    /// <summary>What is wanted at a later time is set out for by then.</summary>
    private static OrderFact.Accepted Accepted(ResidentId who, Order.Open open, bool isGrabbed, DateTimeOffset now)
    {
        var due = open.Terms.After(now, open.Terms.Rules.SetOutMinutes);
        return new OrderFact.Accepted(
            open.Id, open.Terms.Community, open.Terms.Askers(), who, isGrabbed,
            open.Terms.WantedAt is { } wanted && wanted > due ? wanted : due);
    }

    private static Decision Decline(ResidentId who, Sealed reason, Order.Open open, DateTimeOffset now) => open switch
    {
        Order.Dispatched or Order.Accepted or Order.OnTheWay { Arrival: null } when Order.ProviderOf(open) == who =>
            Decision.Accept(new OrderFact.Declined(
                open.Id, open.Terms.Community, open.Terms.Askers(), who, reason, open.Terms.Reach(),
                [.. open.Declined.Remove(who), who], open.Terms.After(now, open.Terms.Rules.DispatchMinutes))),
        Order.Waiting when open.Declined.Contains(who) => Decision.Already(),
        _ => Decision.Reject(NotNow(who, open)),
    };

    private static Decision SetOut(ResidentId who, Order.Open open, DateTimeOffset now) => open switch
    {
        Order.Accepted accepted when accepted.Provider == who => Decision.Accept(new OrderFact.SetOut(
            open.Id, open.Terms.Askers(), who, open.Terms.After(now, open.Terms.Rules.DoneMinutes))),
        Order.OnTheWay way when way.Provider == who => Decision.Already(),
        _ => Decision.Reject(NotNow(who, open)),
    };

    private static Decision Finish(OrderCommand.Finish finish, Order.Open open, DateTimeOffset now)
    {
        if (open is not Order.OnTheWay way || way.Provider != finish.Provider)
            return Decision.Reject(NotNow(finish.Provider, open));
        if (finish.Pictures.Count > OrderDecider.PicturesMax)
            return Decision.Reject(new OrderRejection.TooManyPictures());
        if (finish.WithCard && way.Arrival is null)
            return Decision.Reject(new OrderRejection.NotArrived());
        var signed = finish.WithCard ? way.Arrival : null;
        return Decision.Accept(new OrderFact.Done(
            way.Id, way.Terms.Community, way.Terms.Askers(), way.Provider, finish.Evidence, finish.Pictures,
            signed is null ? 0 : OrderDecider.MinutesOf(signed, now),
            signed is null ? null : new SignedPresence(signed.At, signed.Earning),
            now.AddDays(way.Terms.Rules.ReviewDays)));
    }

    /// <summary>Somebody else serves, or it is another step that comes next.</summary>
    private static OrderRejection NotNow(ResidentId who, Order.Open open) => Order.ProviderOf(open) == who
        ? new OrderRejection.OtherStep()
        : new OrderRejection.NotProvider();
}
