using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.ServiceOrders;

public abstract record OrderCommand : ICommand
{
    private OrderCommand() { }

    /// <param name="MayAsk">The edge's answer to who may order the service.</param>
    public sealed record Place(OrderId Order, OrderTerms Terms, Sealed Wish, bool MayAsk) : OrderCommand;

    /// <summary>A reaction of the catalogue: the day has room.</summary>
    public sealed record NoteTaken : OrderCommand;

    /// <summary>A reaction of the catalogue.</summary>
    public sealed record NoteRefused(OrderRefusal Reason) : OrderCommand;

    /// <summary>A reaction of the catalogue: the rule has chosen.</summary>
    public sealed record NoteChosen(ResidentId Provider) : OrderCommand;

    /// <summary>
    /// A worker chooses, also after somebody has accepted who then does not come, and also somebody who has declined:
    /// the worker has spoken with them.
    /// </summary>
    public sealed record Dispatch(ResidentId Provider, ResidentId By) : OrderCommand;

    public sealed record OpenForGrabbing : OrderCommand;

    /// <summary>Takes what is open for grabbing; the edge has seen that they give the service.</summary>
    public sealed record Grab(ResidentId Provider) : OrderCommand;

    public sealed record Accept(ResidentId Provider) : OrderCommand;

    /// <summary>Also after accepting, until they have arrived: somebody else is asked.</summary>
    public sealed record Decline(ResidentId Provider, Sealed Reason) : OrderCommand;

    public sealed record SetOut(ResidentId Provider) : OrderCommand;

    /// <summary>The provider has been shown the person's own card.</summary>
    public sealed record Arrive(ResidentId Provider, EarningRules Earning) : OrderCommand;

    /// <param name="WithCard">The provider was shown the card again: the minutes in between are signed.</param>
    public sealed record Finish(
        ResidentId Provider, Sealed Evidence, IReadOnlyList<string> Pictures, bool WithCard) : OrderCommand;

    public sealed record Review(int Stars, Sealed? Words) : OrderCommand;

    /// <summary>By the resident until somebody has accepted, by staff until it is done.</summary>
    public sealed record Cancel(bool ByStaff, Sealed? Reason) : OrderCommand;

    /// <summary>A deadline: the step was not taken in time.</summary>
    public sealed record NoteOverdue(DateTimeOffset DueBy, OrderAlert Alert, DateTimeOffset At) : OrderCommand;

    /// <summary>A deadline: nobody has reviewed it.</summary>
    public sealed record CloseUnrated : OrderCommand;
}

public static class OrderDecider
{
    public const int PicturesMax = 9;

    private const int MinutesMax = 8 * 60;

    public static Decider<OrderCommand, OrderFact, Order> Value { get; } =
        new("order", new Order.Unknown(), Decide, Order.Evolve);

    public static Decision Decide(OrderCommand command, Order state, Context context) => (command, state) switch
    {
        (OrderCommand.Place(var id, var terms, var wish, var mayAsk), Order.Unknown) => mayAsk
            ? Decision.Accept(new OrderFact.Placed(id, terms, wish))
            : Decision.Reject(new OrderRejection.NotForYou()),
        (OrderCommand.Place, _) => Decision.Already(),
        (OrderCommand.NoteTaken or OrderCommand.NoteRefused or OrderCommand.NoteChosen, _) =>
            Answered(command, state, context.At),
        (OrderCommand.NoteOverdue overdue, _) => NoteOverdue(overdue, state, context.At),
        (OrderCommand.CloseUnrated, Order.Done done) => done.ReviewBy <= context.At
            ? Decision.Accept(new OrderFact.ClosedUnrated(done.Id))
            : Decision.Already(),
        (OrderCommand.CloseUnrated, _) => Decision.Already(),
        (_, Order.Unknown) => Decision.Reject(new OrderRejection.NoSuchOrder()),
        (OrderCommand.Review review, Order.Known known) => Review(review, known, context.At),
        (OrderCommand.Cancel cancel, Order.Known known) => Cancel(cancel, known),
        (_, Order.Open open) => ServingDecisions.Decide(command, open, context.At),
        (OrderCommand.Finish(var who, _, _, _), Order.Done done) when done.Provider == who => Decision.Already(),
        (_, Order.Asking) => Decision.Reject(new OrderRejection.NotYet()),
        _ => Decision.Reject(new OrderRejection.HasEnded()),
    };

    /// <summary>The catalogue's answers are never rejected; what was chosen too late is let go.</summary>
    private static Decision Answered(OrderCommand command, Order state, DateTimeOffset now) => (command, state) switch
    {
        (OrderCommand.NoteTaken, Order.Asking asking) => Decision.Accept(new OrderFact.Taken(
            asking.Id, asking.Terms.PlacedBy == asking.Terms.Resident ? null : asking.Terms.Resident,
            asking.Terms.After(now, asking.Terms.Rules.DispatchMinutes))),
        (OrderCommand.NoteRefused(var reason), Order.Asking asking) =>
            Decision.Accept(new OrderFact.Refused(asking.Id, reason)),
        (OrderCommand.NoteChosen(var who), Order.Waiting { ForGrabbing: false } waiting)
            when !waiting.Declined.Contains(who) => Decision.Accept(new OrderFact.Dispatched(
                waiting.Id, waiting.Terms.Community, who, null, null,
                waiting.Terms.After(now, waiting.Terms.Rules.AcceptMinutes))),
        _ => Decision.Already(),
    };

    /// <summary>The grid worker is told first, then the street, then the street again.</summary>
    private static Decision NoteOverdue(OrderCommand.NoteOverdue overdue, Order state, DateTimeOffset now)
    {
        if (state is not Order.Open open || open.DueBy != overdue.DueBy || now < overdue.At
            || open.Alerted > overdue.Alert || (open.Alerted == overdue.Alert && overdue.Alert != OrderAlert.Street))
            return Decision.Already();
        var again = open.Terms.After(now, open.Terms.Rules.RepeatMinutes);
        return Decision.Accept(new OrderFact.Overdue(
            open.Id, open.Terms.Community, StepOf(open), open.DueBy, overdue.Alert, open.Terms.IsUrgent, again));
    }

    internal static OrderStep StepOf(Order.Open open) => open switch
    {
        Order.Waiting => OrderStep.Dispatch,
        Order.Dispatched => OrderStep.Accept,
        Order.Accepted => OrderStep.SetOut,
        _ => OrderStep.Done,
    };

    private static Decision Review(OrderCommand.Review review, Order.Known known, DateTimeOffset now)
    {
        if (review.Stars is < 1 or > 5)
            return Decision.Reject(new OrderRejection.StarsInvalid());
        return known switch
        {
            Order.Done done when now < done.ReviewBy =>
                Decision.Accept(new OrderFact.Reviewed(done.Id, review.Stars, review.Words)),
            Order.Done or Order.Ended { End: OrderEnd.Unrated } => Decision.Reject(new OrderRejection.ReviewOver()),
            Order.Ended { End: OrderEnd.Reviewed } => Decision.Already(),
            Order.Ended => Decision.Reject(new OrderRejection.HasEnded()),
            _ => Decision.Reject(new OrderRejection.NotDone()),
        };
    }

    private static Decision Cancel(OrderCommand.Cancel cancel, Order.Known known) => known switch
    {
        Order.Ended { End: OrderEnd.Cancelled } => Decision.Already(),
        Order.Ended or Order.Done => Decision.Reject(new OrderRejection.HasEnded()),
        Order.Accepted or Order.OnTheWay when !cancel.ByStaff => Decision.Reject(new OrderRejection.AcceptedAlready()),
        _ => Decision.Accept(new OrderFact.Cancelled(
            known.Id, known.Terms.Community, known.Terms.Askers(), Order.ProviderOf(known), cancel.ByStaff,
            cancel.Reason)),
    };

    internal static int MinutesOf(Arrival arrival, DateTimeOffset now) =>
        (int)Math.Clamp((now - arrival.At).TotalMinutes, 0, MinutesMax);
}
