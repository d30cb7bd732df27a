using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.ServiceOrders;
using static ResidentService.Tests.Domain.ServiceOrders.AnOrder;

namespace ResidentService.Tests.Domain.ServiceOrders;

public sealed class OrderDeadlineTests
{
    private static readonly OrderCommand[] Commands =
    [
        new OrderCommand.NoteTaken(), new OrderCommand.NoteRefused(OrderRefusal.TooLate),
        new OrderCommand.NoteChosen(Li), new OrderCommand.NoteChosen(Zhao), new OrderCommand.Dispatch(Zhao, Worker),
        new OrderCommand.OpenForGrabbing(), new OrderCommand.Grab(Zhao), new OrderCommand.Accept(Li),
        new OrderCommand.Accept(Zhao), new OrderCommand.Decline(Li, Text), new OrderCommand.Decline(Zhao, Text),
        new OrderCommand.SetOut(Li), new OrderCommand.SetOut(Zhao), Finish, Finish with { Provider = Zhao },
        new OrderCommand.Review(3, null), new OrderCommand.Cancel(true, null),
    ];

    [Fact]
    public void The_grid_worker_is_told_then_the_street_and_then_the_street_again()
    {
        var due = Monday.AddMinutes(30);
        var order = Waiting();
        order.When(Overdue(due, OrderAlert.GridWorker, due), due.AddMilliseconds(-1)).ThenNothing();
        order.When(Overdue(due, OrderAlert.GridWorker, due), due).Then(Told(OrderAlert.GridWorker, due))
            .When(Overdue(due, OrderAlert.GridWorker, due)).ThenNothing();
        var again = due.AddHours(8);
        order.When(Overdue(due, OrderAlert.Street, again), due).ThenNothing();
        order.When(Overdue(due, OrderAlert.Street, again), again).Then(Told(OrderAlert.Street, again));
        var third = again.AddHours(8);
        order.When(Overdue(due, OrderAlert.Street, third), third).Then(Told(OrderAlert.Street, third));
        order.When(new OrderCommand.NoteChosen(Li)).When(Overdue(due, OrderAlert.Street, third)).ThenNothing();

        OrderFact.Overdue Told(OrderAlert alert, DateTimeOffset at) =>
            new(It, Tangdu, OrderStep.Dispatch, due, alert, IsUrgent: false, at.AddHours(8));
    }

    [Fact]
    public void Staff_hear_of_it_by_the_catalogue()
    {
        var late = new OrderFact.Overdue(It, Tangdu, OrderStep.Accept, Monday, OrderAlert.Street, true, Monday);
        Assert.Equal(
            [
                new Send(CatalogueDecider.ActorOf(Tangdu), new CatalogueCommand.NoteLateness(
                    Tangdu, It, OrderAlert.Street, IsUrgent: true)),
            ],
            OrderReactions.Value.Sends(It.Actor, late, Monday));
    }

    /// <summary>Whatever happens in whatever order, also with deadlines that fire late.</summary>
    [Fact]
    public void An_order_that_has_not_ended_always_has_a_deadline() => Prop.ForAll(
        Gen.Choose(-2, Commands.Length - 1).ListOf().ToArbitrary(),
        steps =>
        {
            var (order, deadlines, now) = (OrderDecider.Value.Initial, new Dictionary<string, Deadline.Set>(), Monday);
            Do(Place);
            Do(new OrderCommand.NoteTaken());
            foreach (var step in steps)
            {
                now = now.AddMinutes(7);
                if (step >= 0)
                    Do(Commands[step]);
                else if (deadlines.Values.MinBy(one => one.Due) is { } next)
                    Fire(next);
                var hasEnded = order is Order.Ended;
                if (hasEnded == deadlines.Count > 0 && order is not Order.Unknown)
                    return false;
            }

            return true;

            void Fire(Deadline.Set next)
            {
                now = next.Due > now ? next.Due : now;
                deadlines.Remove(next.Key);
                Do((OrderCommand)next.Send.Command);
            }

            void Do(OrderCommand command)
            {
                var context = new Context(CommandId.OfRequest("test"), Caller.System, now);
                if (OrderDecider.Decide(command, order, context) is not Decision.Accepted accepted)
                    return;
                foreach (var fact in accepted.Events.Cast<OrderFact>())
                {
                    order = Order.Evolve(order, fact, now);
                    foreach (var deadline in OrderReactions.Value.Deadlines(It.Actor, fact, now))
                    {
                        if (deadline is Deadline.Set set)
                            deadlines[set.Key] = set;
                        else
                            deadlines.Remove(deadline.Key);
                    }
                }
            }
        }).QuickCheckThrowOnFailure();

    private static OrderCommand Overdue(DateTimeOffset dueBy, OrderAlert alert, DateTimeOffset at) =>
        new OrderCommand.NoteOverdue(dueBy, alert, at);
}
