using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;

namespace ResidentService.Tests.Domain.Catalogues;

public sealed class CatalogueTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly DateOnly Today = Calendar.DayOf(Monday);
    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    private static readonly ItemId Haircut = Id.Parse<ItemId>("itm_haircut");
    private static readonly ResidentId Li = Person("li");
    private static readonly ResidentId Zhao = Person("zhao");
    private static readonly GeoPoint Home = GeoPoint.Of(34.2, 109.0);
    private static readonly ItemDetails Details = new(
        "上门理发", ServiceCategory.HouseKeeping, ProviderKind.VolunteerTeam, "红马甲", WhoMayOrder.Everybody, 1000, 500,
        "理发", [], QuotaPerDay: 3, CutOffMinutes: null);

    [Fact]
    public void A_service_is_offered_changed_and_withdrawn()
    {
        var offer = new CatalogueCommand.OfferItem(Tangdu, Haircut, Details);
        Nothing().When(offer).Then(new CatalogueFact.ItemOffered(Tangdu, Haircut, Details))
            .When(offer).ThenNothing()
            .When(new CatalogueCommand.ChangeItem(Haircut, Details with { PriceFen = 900 }))
            .Then(new CatalogueFact.ItemOffered(Tangdu, Haircut, Details with { PriceFen = 900 }))
            .When(new CatalogueCommand.WithdrawItem(Haircut)).Then(new CatalogueFact.ItemWithdrawn(Tangdu, Haircut))
            .When(new CatalogueCommand.WithdrawItem(Haircut)).ThenNothing()
            .When(new CatalogueCommand.ChangeItem(Haircut, Details)).ThenRejected<CatalogueRejection.NoSuchItem>();
        Nothing().When(offer with { Details = Details with { SubsidyFen = 1001 } })
            .ThenRejected<CatalogueRejection.ItemInvalid>();
        Nothing().When(offer with { Details = Details with { Hours = [new(8, new(0, 60))] } })
            .ThenRejected<CatalogueRejection.ItemInvalid>();
        Nothing().When(new CatalogueCommand.WithdrawItem(Haircut)).ThenNothing();
    }

    [Fact]
    public void A_catalogue_has_an_end()
    {
        var full = Nothing();
        for (var number = 0; number < CatalogueDecider.ItemsMax; number++)
            full.When(new CatalogueCommand.OfferItem(Tangdu, Id.Parse<ItemId>($"itm_{number}"), Details));
        full.When(new CatalogueCommand.OfferItem(Tangdu, Haircut, Details))
            .ThenRejected<CatalogueRejection.CatalogueFull>();
    }

    [Fact]
    public void Who_takes_orders_is_listed_and_removed()
    {
        var list = new CatalogueCommand.ListProvider(Tangdu, Provider(Li));
        Offered().When(list).ThenFact<CatalogueFact.ProviderListed>();
        Offered().When(list).When(list).ThenNothing()
            .When(new CatalogueCommand.RemoveProvider(Li)).Then(new CatalogueFact.ProviderRemoved(Tangdu, Li))
            .When(new CatalogueCommand.RemoveProvider(Li)).ThenNothing();
        Nothing().When(list).ThenRejected<CatalogueRejection.ProviderInvalid>();
        Offered().When(list with { Provider = Provider(Li) with { OpenMax = 0 } })
            .ThenRejected<CatalogueRejection.ProviderInvalid>();
        Offered().When(list with { Provider = Provider(Li) with { Place = new(91, 0) } })
            .ThenRejected<CatalogueRejection.ProviderInvalid>();
    }

    [Fact]
    public void A_day_has_a_quota_and_what_is_cancelled_gives_its_place_back()
    {
        var catalogue = Offered();
        foreach (var name in (string[])["a", "b", "c"])
            catalogue.When(Take(name)).Then(Taken(name), Chosen(name, null)).When(Take(name)).ThenNothing();
        catalogue.When(Take("d")).Then(new CatalogueFact.OrderRefused(Order("d"), OrderRefusal.QuotaReached));
        catalogue.When(Take("d", Today.AddDays(1))).ThenFact<CatalogueFact.OrderTaken>();
        catalogue.When(new CatalogueCommand.ReleaseOrder(Order("a"), FreesQuota: true))
            .Then(new CatalogueFact.OrderReleased(Order("a"), true))
            .When(new CatalogueCommand.ReleaseOrder(Order("a"), FreesQuota: true)).ThenNothing()
            .When(Take("e")).ThenFact<CatalogueFact.OrderTaken>();
        catalogue.When(new CatalogueCommand.ReleaseOrder(Order("b"), FreesQuota: false))
            .When(Take("f")).Then(new CatalogueFact.OrderRefused(Order("f"), OrderRefusal.QuotaReached));
    }

    [Fact]
    public void What_comes_too_late_or_is_not_offered_is_refused()
    {
        var cutOff = Details with { CutOffMinutes = 4 * 60 };
        Nothing().When(Take("a")).Then(new CatalogueFact.OrderRefused(Order("a"), OrderRefusal.NoSuchItem));
        Offered().When(Take("a", Today.AddDays(-1)))
            .Then(new CatalogueFact.OrderRefused(Order("a"), OrderRefusal.TooLate));
        var eightInTheEvening = Calendar.StartOf(Today).AddHours(20);
        Offered(cutOff).When(Take("a", Today.AddDays(1)), eightInTheEvening).ThenFact<CatalogueFact.OrderTaken>();
        Offered(cutOff).When(Take("a", Today.AddDays(1)), eightInTheEvening.AddSeconds(1))
            .Then(new CatalogueFact.OrderRefused(Order("a"), OrderRefusal.TooLate));
    }

    [Fact]
    public void Nobody_orders_for_next_year_or_has_too_many_open()
    {
        Offered().When(Take("a", Today.AddDays(ItemDetails.AheadDaysMax))).ThenFact<CatalogueFact.OrderTaken>();
        Offered().When(Take("a", Today.AddDays(ItemDetails.AheadDaysMax + 1)))
            .Then(new CatalogueFact.OrderRefused(Order("a"), OrderRefusal.TooFarAhead));
        var many = Offered(Details with { QuotaPerDay = null });
        for (var number = 0; number < CatalogueDecider.OpenPerResidentMax; number++)
            many.When(Take($"{number}"));
        many.When(Take("a")).Then(new CatalogueFact.OrderRefused(Order("a"), OrderRefusal.TooManyOpen))
            .When(new CatalogueCommand.ReleaseOrder(Order("0"), FreesQuota: false))
            .When(Take("b")).ThenFact<CatalogueFact.OrderTaken>();
    }

    [Fact]
    public void The_rule_looks_at_skill_load_and_distance()
    {
        var served = Offered()
            .When(List(Provider(Person("unskilled")) with { Skills = [] }))
            .When(List(Provider(Li))).When(List(Provider(Zhao)));
        served.When(Take("a", near: [Zhao, Li])).Then(Taken("a"), Chosen("a", Zhao)) // the nearest
            .When(Take("b", near: [Zhao, Li])).Then(Taken("b"), Chosen("b", Li)) // the least busy
            .When(Take("c", near: [Person("other")])).Then(Taken("c"), Chosen("c", null)); // nobody comes so far
        served.When(new CatalogueCommand.ChooseAgain(Order("a"), [Zhao, Li], [Zhao])).Then(Chosen("a", Li))
            .When(new CatalogueCommand.ChooseAgain(Order("a"), [Zhao, Li], [Zhao, Li])).Then(Chosen("a", null))
            .When(new CatalogueCommand.ChooseAgain(Order("none"), null, [])).ThenNothing();
    }

    [Fact]
    public void Nobody_has_more_than_they_can_do_and_who_was_chosen_by_hand_counts()
    {
        var one = Offered().When(List(Provider(Li) with { OpenMax = 1 }));
        one.When(Take("a")).Then(Taken("a"), Chosen("a", Li)).When(Take("b")).Then(Taken("b"), Chosen("b", null));
        one.When(new CatalogueCommand.NoteProvider(Order("a"), Zhao))
            .Then(new CatalogueFact.ProviderNoted(Order("a"), Zhao))
            .When(new CatalogueCommand.NoteProvider(Order("a"), Zhao)).ThenNothing()
            .When(Take("c")).Then(Taken("c"), Chosen("c", Li));
        Assert.Equal(1, new GetCatalogue().Answer(one.State)!.Loads[Li]);
        one.When(new CatalogueCommand.ReleaseOrder(Order("c"), false));
        Assert.False(new GetCatalogue().Answer(one.State)!.Loads.ContainsKey(Li));
    }

    [Fact]
    public void Near_are_those_whose_area_reaches_the_place_the_nearest_first()
    {
        var kept = new GetCatalogue().Answer(Offered()
            .When(List(Provider(Li) with { Place = new(34.21, 109.0), RadiusMetres = 2_000 }))
            .When(List(Provider(Zhao) with { Place = new(34.201, 109.0) }))
            .When(List(Provider(Person("far")) with { Place = new(34.3, 109.0), RadiusMetres = 2_000 })).State)!;
        Assert.Equal([Zhao, Li], Dispatching.Near(Home, Haircut, kept));
    }

    [Fact]
    public void What_is_late_is_told_once_and_together()
    {
        var digest = Calendar.StartOf(Today).AddHours(14);
        var tell = new CatalogueCommand.TellDigest(OrderAlert.GridWorker, digest);
        var late = Offered().When(Late("a"))
            .Then(new CatalogueFact.LatenessNoted(Tangdu, Order("a"), OrderAlert.GridWorker, digest))
            .When(Late("a")).ThenNothing()
            .When(Late("b"), Monday.AddHours(1)).When(Take("c")).When(Late("c"));
        Assert.Equal(
            [new Deadline.Set($"digest-GridWorker-{digest.ToUnixTimeSeconds()}", digest, new(Actor, tell))],
            CatalogueReactions.Value.Deadlines(
                Actor, new CatalogueFact.LatenessNoted(Tangdu, Order("a"), OrderAlert.GridWorker, digest), Monday));
        late.When(new CatalogueCommand.ReleaseOrder(Order("c"), true)) // has ended: nobody needs to hear of it
            .When(tell, digest.AddMilliseconds(-1)).ThenNothing()
            .When(tell, digest)
            .Then(new CatalogueFact.DigestTold(Tangdu, OrderAlert.GridWorker, digest, [Order("a"), Order("b")], 2))
            .When(tell).ThenNothing();
        Nothing().When(tell, digest).ThenNothing();
    }

    [Fact]
    public void The_order_hears_what_was_decided()
    {
        Assert.Equal([new Send(Order("a").Actor, new OrderCommand.NoteTaken())], Sends(Taken("a")));
        Assert.Equal([new Send(Order("a").Actor, new OrderCommand.NoteChosen(Li))], Sends(Chosen("a", Li)));
        Assert.Empty(Sends(Chosen("a", null)));
        Assert.Equal(
            [new Send(Order("a").Actor, new OrderCommand.NoteRefused(OrderRefusal.TooLate))],
            Sends(new CatalogueFact.OrderRefused(Order("a"), OrderRefusal.TooLate)));
    }

    private static ActorId Actor => CatalogueDecider.ActorOf(Tangdu);

    private static Given<CatalogueCommand, CatalogueFact, Catalogue> Nothing() => new(CatalogueDecider.Value, Monday);

    private static Given<CatalogueCommand, CatalogueFact, Catalogue> Offered(ItemDetails? details = null) =>
        Nothing().When(new CatalogueCommand.OfferItem(Tangdu, Haircut, details ?? Details));

    private static ResidentId Person(string name) => Id.Parse<ResidentId>("res_" + name);

    private static OrderId Order(string name) => Id.Parse<OrderId>("ord_" + name);

    private static Provider Provider(ResidentId who) => new(who, [Haircut], ["理发"], null, null, OpenMax: 5);

    private static CatalogueCommand List(Provider provider) => new CatalogueCommand.ListProvider(Tangdu, provider);

    private static CatalogueCommand Take(string name, DateOnly? day = null, IReadOnlyList<ResidentId>? near = null) =>
        new CatalogueCommand.TakeOrder(Order(name), Haircut, Person("wang"), day ?? Today, near);

    private static CatalogueCommand Late(string name) =>
        new CatalogueCommand.NoteLateness(Tangdu, Order(name), OrderAlert.GridWorker, IsUrgent: false);

    private static CatalogueFact Taken(string name) => new CatalogueFact.OrderTaken(Order(name), Haircut, Person("wang"), Today);

    private static CatalogueFact Chosen(string name, ResidentId? who) =>
        new CatalogueFact.ProviderChosen(Order(name), who);

    private static IEnumerable<Send> Sends(CatalogueFact fact) => CatalogueReactions.Value.Sends(Actor, fact, Monday);
}
