using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Volunteers;

namespace ResidentService.Domain.ServiceOrders;

public static class OrderReactions
{
    private const string StepKey = "step";
    private const string ReviewKey = "review";

    public static Reactions<OrderFact> Value { get; } = new(Sends, Deadlines);

    private static IEnumerable<Send> Sends(ActorId source, OrderFact fact, DateTimeOffset at) => fact switch
    {
        OrderFact.Placed(var id, var terms, _) =>
        [
            Tell(terms.Community, new CatalogueCommand.TakeOrder(
                id, terms.Item, terms.Resident, terms.Day, terms.Reach())),
        ],
        OrderFact.Declined declined =>
        [
            Tell(declined.Community, new CatalogueCommand.ChooseAgain(
                declined.Order, declined.Near, declined.Except)),
        ],
        OrderFact.OpenedForGrabbing opened =>
            [Tell(opened.Community, new CatalogueCommand.NoteProvider(opened.Order, null))],
        // Also of the rule's own choice: an older one may have come in between.
        OrderFact.Dispatched given =>
            [Tell(given.Community, new CatalogueCommand.NoteProvider(given.Order, given.Provider))],
        OrderFact.Accepted { IsGrabbed: true } grabbed =>
            [Tell(grabbed.Community, new CatalogueCommand.NoteProvider(grabbed.Order, grabbed.Provider))],
        OrderFact.Done done => Done(done),
        OrderFact.Cancelled cancelled =>
            [Tell(cancelled.Community, new CatalogueCommand.ReleaseOrder(cancelled.Order, FreesQuota: true))],
        OrderFact.Overdue late =>
        [
            Tell(late.Community, new CatalogueCommand.NoteLateness(
                late.Community, late.Order, late.Alert, late.IsUrgent)),
        ],
        _ => [],
    };

    /// <summary>Who serves as a volunteer earns as at an event; for who is none the record says so.</summary>
    private static IEnumerable<Send> Done(OrderFact.Done done)
    {
        yield return Tell(done.Community, new CatalogueCommand.ReleaseOrder(done.Order, FreesQuota: false));
        if (done.Signed is var (begunAt, earning))
        {
            yield return new(VolunteerDecider.ActorOf(done.Provider), new VolunteerCommand.RecordService(
                done.Community,
                new ServiceEvidence(ServiceId.Of(done.Order), done.Provider, begunAt),
                done.Minutes,
                Amount.Of((long)done.Minutes * earning.PointsPerHour / 60),
                earning));
        }
    }

    private static Send Tell(CommunityId community, CatalogueCommand command) =>
        new(CatalogueDecider.ActorOf(community), command);

    private static IEnumerable<Deadline> Deadlines(ActorId source, OrderFact fact, DateTimeOffset at) => fact switch
    {
        OrderFact.Taken taken => [Step(source, taken.DueBy)],
        OrderFact.OpenedForGrabbing opened => [Step(source, opened.DueBy)],
        OrderFact.Dispatched dispatched => [Step(source, dispatched.DueBy)],
        OrderFact.Accepted accepted => [Step(source, accepted.DueBy)],
        OrderFact.Declined declined => [Step(source, declined.DueBy)],
        OrderFact.SetOut setOut => [Step(source, setOut.DueBy)],
        OrderFact.Overdue late =>
        [
            new Deadline.Set(StepKey, late.AgainAt,
                new(source, new OrderCommand.NoteOverdue(late.DueBy, OrderAlert.Street, late.AgainAt))),
        ],
        OrderFact.Done done =>
        [
            new Deadline.Clear(StepKey),
            new Deadline.Set(ReviewKey, done.ReviewBy, new(source, new OrderCommand.CloseUnrated())),
        ],
        OrderFact.Reviewed => [new Deadline.Clear(ReviewKey)],
        OrderFact.Cancelled => [new Deadline.Clear(StepKey)],
        _ => [],
    };

    private static Deadline.Set Step(ActorId source, DateTimeOffset due) =>
        new(StepKey, due, new(source, new OrderCommand.NoteOverdue(due, OrderAlert.GridWorker, due)));
}
