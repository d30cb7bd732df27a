using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Domain.Volunteers;
using static ResidentService.Tests.Domain.ServiceOrders.AnOrder;

namespace ResidentService.Tests.Domain.ServiceOrders;

public sealed class LifeOfAnOrderTests
{
    private static readonly ActorId Catalogue = CatalogueDecider.ActorOf(Tangdu);

    [Fact]
    public void It_goes_from_placing_to_the_review()
    {
        Nothing().When(Place).Then(new OrderFact.Placed(It, Haircutting, Text))
            .When(Place).ThenNothing()
            .When(new OrderCommand.NoteTaken()).Then(new OrderFact.Taken(It, null, Monday.AddMinutes(30)))
            .When(new OrderCommand.NoteTaken()).ThenNothing()
            .When(new OrderCommand.NoteChosen(Li))
            .Then(new OrderFact.Dispatched(It, Tangdu, Li, null, null, Monday.AddHours(2)))
            .When(new OrderCommand.NoteChosen(Zhao)).ThenNothing()
            .When(new OrderCommand.Accept(Li)).Then(new OrderFact.Accepted(It, Tangdu, [Wang], Li, false, Monday.AddHours(8)))
            .When(new OrderCommand.Accept(Li)).ThenNothing()
            .When(new OrderCommand.SetOut(Li)).Then(new OrderFact.SetOut(It, [Wang], Li, Monday.AddHours(8)))
            .When(new OrderCommand.SetOut(Li)).ThenNothing()
            .When(Finish).Then(new OrderFact.Done(It, Tangdu, [Wang], Li, Text, ["picture-1"], 0, null, Monday.AddDays(7)))
            .When(Finish).ThenNothing()
            .When(new OrderCommand.Review(5, Text)).Then(new OrderFact.Reviewed(It, 5, Text))
            .When(new OrderCommand.Review(5, Text)).ThenNothing();
    }

    [Fact]
    public void The_catalogue_can_refuse_and_a_service_can_be_for_others()
    {
        var refused = Nothing().When(Place).When(new OrderCommand.NoteRefused(OrderRefusal.QuotaReached))
            .Then(new OrderFact.Refused(It, OrderRefusal.QuotaReached))
            .When(new OrderCommand.NoteTaken()).ThenNothing();
        Assert.Equal(
            (OrderStatus.Refused, OrderEnd.QuotaReached),
            (new GetOrder().Answer(refused.State)!.Status, new GetOrder().Answer(refused.State)!.End));
        Nothing().When(Place with { MayAsk = false }).ThenRejected<OrderRejection.NotForYou>();
        Assert.IsType<OrderRejection.TooLate>(OrderRejection.Of(OrderEnd.TooLate));
        Assert.IsType<OrderRejection.QuotaReached>(OrderRejection.Of(OrderEnd.QuotaReached));
        Assert.IsType<OrderRejection.TooFarAhead>(OrderRejection.Of(OrderEnd.TooFarAhead));
        Assert.IsType<OrderRejection.TooManyOpen>(OrderRejection.Of(OrderEnd.TooManyOpen));
        Assert.IsType<CatalogueRejection.NoSuchItem>(OrderRejection.Of(OrderEnd.NoSuchItem));
    }

    [Fact]
    public void Who_declines_is_not_asked_again_by_the_rule()
    {
        var decline = new OrderCommand.Decline(Li, Text);
        var declined = new OrderFact.Declined(It, Tangdu, [Wang], Li, Text, null, [Li], Monday.AddMinutes(30));
        Dispatched().When(decline).Then(declined)
            .When(decline).ThenNothing()
            .When(new OrderCommand.NoteChosen(Li)).ThenNothing()
            .When(new OrderCommand.NoteChosen(Zhao)).ThenFact<OrderFact.Dispatched>();
        Accepted().When(decline).Then(declined);
        OnTheWay().When(decline).Then(declined);
        OnTheWay().When(new OrderCommand.Arrive(Li, new EarningRules())).When(decline)
            .ThenRejected<OrderRejection.OtherStep>();
        Dispatched().When(decline).When(new OrderCommand.Dispatch(Li, Worker)).ThenFact<OrderFact.Dispatched>();
        Dispatched().When(decline with { Provider = Zhao }).ThenRejected<OrderRejection.NotProvider>();
        Assert.Equal([new Send(Catalogue, new CatalogueCommand.ChooseAgain(It, null, declined.Except))], Sends(declined));
    }

    [Fact]
    public void A_worker_chooses_by_hand_also_when_who_accepted_does_not_come()
    {
        var zhao = new OrderCommand.Dispatch(Zhao, Worker);
        Waiting().When(zhao).Then(Given(before: null)).When(zhao).ThenNothing();
        foreach (var order in (Given<OrderCommand, OrderFact, Order>[])[Dispatched(), Accepted(), OnTheWay()])
            order.When(zhao).Then(Given(before: Li)).When(zhao).ThenNothing();

        Waiting().When(new OrderCommand.Dispatch(Wang, Worker)).ThenRejected<OrderRejection.ForSelf>();
        Done().When(zhao).ThenRejected<OrderRejection.HasEnded>();
        Assert.Equal(
            [new Send(Catalogue, new CatalogueCommand.NoteProvider(It, Zhao))],
            Sends(Given(before: null)));

        static OrderFact.Dispatched Given(ResidentId? before) =>
            new(It, Tangdu, Zhao, before, Worker, Monday.AddHours(2));
    }

    /// <summary>Who was chosen before it was declined, and heard of after, stands in the catalogue as well.</summary>
    [Fact]
    public void The_catalogue_hears_of_the_rules_choice_too() => Assert.Equal(
        [new Send(Catalogue, new CatalogueCommand.NoteProvider(It, Zhao))],
        Sends(new OrderFact.Dispatched(It, Tangdu, Zhao, null, null, Monday)));

    [Fact]
    public void What_is_open_for_grabbing_goes_to_the_first_one()
    {
        var open = new OrderCommand.OpenForGrabbing();
        Waiting().When(new OrderCommand.Grab(Li)).ThenRejected<OrderRejection.NotForGrabbing>();
        Accepted().When(open).ThenRejected<OrderRejection.AcceptedAlready>();
        var grabbed = Dispatched().When(open).Then(new OrderFact.OpenedForGrabbing(It, Tangdu, Li, Monday.AddHours(2)))
            .When(open).ThenNothing()
            .When(new OrderCommand.NoteChosen(Zhao)).ThenNothing();
        grabbed.When(new OrderCommand.Grab(Wang)).ThenRejected<OrderRejection.ForSelf>();
        grabbed.When(new OrderCommand.Grab(Li))
            .Then(new OrderFact.Accepted(It, Tangdu, [Wang], Li, true, Monday.AddHours(8)))
            .When(new OrderCommand.Grab(Li)).ThenNothing();
        grabbed.When(new OrderCommand.Grab(Zhao)).ThenRejected<OrderRejection.NotForGrabbing>();
        Assert.Equal(
            [new Send(Catalogue, new CatalogueCommand.NoteProvider(It, null))],
            Sends(new OrderFact.OpenedForGrabbing(It, Tangdu, null, Monday)));
        Assert.Equal(
            [new Send(Catalogue, new CatalogueCommand.NoteProvider(It, Li))],
            Sends(new OrderFact.Accepted(It, Tangdu, [Wang], Li, true, Monday)));
    }

    [Fact]
    public void The_household_cancels_until_somebody_has_accepted_and_staff_until_it_is_done()
    {
        var (own, byStaff) = (new OrderCommand.Cancel(false, null), new OrderCommand.Cancel(true, Text));
        Nothing().When(Place).When(own).Then(Gone(null))
            .When(new OrderCommand.NoteTaken()).ThenNothing();
        Dispatched().When(own).Then(Gone(Li)).When(own).ThenNothing();
        Accepted().When(own).ThenRejected<OrderRejection.AcceptedAlready>();
        OnTheWay().When(byStaff).Then(Gone(Li) with { ByStaff = true, Reason = Text });
        Done().When(byStaff).ThenRejected<OrderRejection.HasEnded>();
        Assert.Equal(
            [new Send(Catalogue, new CatalogueCommand.ReleaseOrder(It, FreesQuota: true))],
            Sends(Gone(null)));

        static OrderFact.Cancelled Gone(ResidentId? provider) => new(It, Tangdu, [Wang], provider, false, null);
    }

    [Fact]
    public void Who_placed_it_for_somebody_is_told_as_well_but_no_worker()
    {
        var (bySon, byWorker) = (Haircutting with { PlacedBy = Zhao },
            Haircutting with { PlacedBy = Worker, TellsPlacer = false });
        Assert.Equal([Wang, Zhao], bySon.Askers());
        Assert.Equal([Wang], byWorker.Askers());
        Assert.Equal([Wang], Haircutting.Askers());
        Nothing().When(Place with { Terms = byWorker }).When(new OrderCommand.NoteTaken())
            .Then(new OrderFact.Taken(It, Wang, Monday.AddMinutes(30)));
    }

    [Fact]
    public void What_was_done_and_said_of_it_stays_to_be_seen()
    {
        var ended = new GetOrder().Answer(Done().When(new OrderCommand.Review(4, Text)).State)!;
        Assert.Equal((Text, 4, Text), (ended.Evidence, ended.Stars, ended.Words));
        Assert.Equal(["picture-1"], ended.Pictures);
    }

    [Fact]
    public void A_review_has_stars_and_a_time()
    {
        Done().When(new OrderCommand.Review(6, null)).ThenRejected<OrderRejection.StarsInvalid>();
        OnTheWay().When(new OrderCommand.Review(4, null)).ThenRejected<OrderRejection.NotDone>();
        Waiting().When(new OrderCommand.Cancel(false, null)).When(new OrderCommand.Review(4, null))
            .ThenRejected<OrderRejection.HasEnded>();
        Done().When(new OrderCommand.Review(4, null), Monday.AddDays(7)).ThenRejected<OrderRejection.ReviewOver>();
        Done().When(new OrderCommand.CloseUnrated(), Monday.AddDays(7).AddMilliseconds(-1)).ThenNothing()
            .When(new OrderCommand.CloseUnrated(), Monday.AddDays(7)).Then(new OrderFact.ClosedUnrated(It))
            .When(new OrderCommand.CloseUnrated()).ThenNothing()
            .When(new OrderCommand.Review(4, null)).ThenRejected<OrderRejection.ReviewOver>();
    }

    [Fact]
    public void Minutes_between_two_showings_of_the_card_are_signed_and_earn_points()
    {
        var earning = new EarningRules { PointsPerHour = 2 };
        var arrive = new OrderCommand.Arrive(Li, earning);
        var withCard = Finish with { WithCard = true };
        OnTheWay().When(arrive).Then(new OrderFact.Arrived(It, Li, earning)).When(arrive).ThenNothing()
            .When(withCard, Monday.AddMinutes(90)).Then(new OrderFact.Done(
                It, Tangdu, [Wang], Li, Text, ["picture-1"], 90, new(Monday, earning), Monday.AddMinutes(90).AddDays(7)));
        OnTheWay().When(withCard).ThenRejected<OrderRejection.NotArrived>();
        Accepted().When(arrive).ThenRejected<OrderRejection.OtherStep>();
        OnTheWay().When(arrive with { Provider = Zhao }).ThenRejected<OrderRejection.NotProvider>();
        OnTheWay().When(Finish with { Pictures = [.. Enumerable.Repeat("p", 10)] })
            .ThenRejected<OrderRejection.TooManyPictures>();

        var sends = Sends(new OrderFact.Done(
            It, Tangdu, [Wang], Li, Text, [], 90, new SignedPresence(Monday, earning), Monday)).ToList();
        Assert.Equal(
            [
                new Send(Catalogue, new CatalogueCommand.ReleaseOrder(It, FreesQuota: false)),
                new Send(VolunteerDecider.ActorOf(Li), new VolunteerCommand.RecordService(
                    Tangdu, new ServiceEvidence(ServiceId.Of(It), Li, Monday), 90, Amount.Of(3), earning)),
            ],
            sends);
    }

    [Fact]
    public void Steps_come_in_their_order_and_by_who_serves()
    {
        Dispatched().When(new OrderCommand.SetOut(Li)).ThenRejected<OrderRejection.OtherStep>();
        Dispatched().When(new OrderCommand.Accept(Zhao)).ThenRejected<OrderRejection.NotProvider>();
        Accepted().When(new OrderCommand.SetOut(Zhao)).ThenRejected<OrderRejection.NotProvider>();
        Accepted().When(Finish).ThenRejected<OrderRejection.OtherStep>();
        Done().When(new OrderCommand.SetOut(Li)).ThenRejected<OrderRejection.HasEnded>();
        Nothing().When(Place).When(new OrderCommand.Accept(Li)).ThenRejected<OrderRejection.NotYet>();
        Nothing().When(new OrderCommand.Accept(Li)).ThenRejected<OrderRejection.NoSuchOrder>();
        Nothing().When(new OrderCommand.NoteTaken()).ThenNothing()
            .When(new OrderCommand.NoteChosen(Li)).ThenNothing()
            .When(new OrderCommand.CloseUnrated()).ThenNothing()
            .When(new OrderCommand.NoteOverdue(Monday, OrderAlert.GridWorker, Monday)).ThenNothing();
    }

    [Fact]
    public void What_is_wanted_later_is_set_out_for_by_then()
    {
        var later = Place with { Terms = Haircutting with { WantedAt = Monday.AddDays(3) } };
        Nothing().When(later).When(new OrderCommand.NoteTaken()).When(new OrderCommand.NoteChosen(Li))
            .When(new OrderCommand.Accept(Li)).Then(new OrderFact.Accepted(It, Tangdu, [Wang], Li, false, Monday.AddDays(3)));
    }

    private static IEnumerable<Send> Sends(OrderFact fact) => OrderReactions.Value.Sends(It.Actor, fact, Monday);
}
