using ResidentService.Domain.Appointments;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Points;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Domain.Volunteers;
using ResidentService.Runtime.Actors;

namespace ResidentService.Tests.Simulation.Users;

/// <summary>
/// Who and what there is before the users begin: few of everything, so that they get in each other's way.
/// </summary>
internal sealed class Town(World world)
{
    public const int PointsEach = 12;

    public static CommunityId Community { get; } = Id.Parse<CommunityId>("com_tangdu");

    public static MerchantId Shop { get; } = Id.Parse<MerchantId>("mer_noodles");

    public static ResidentId Worker { get; } = Id.Parse<ResidentId>("res_worker");

    public static ResidentId Clerk { get; } = Id.Parse<ResidentId>("res_clerk");

    public static IReadOnlyList<ResidentId> Residents { get; } =
        [.. Enumerable.Range(1, 6).Select(number => Id.Parse<ResidentId>($"res_p{number}"))];

    public static KitchenId Kitchen { get; } = Id.Parse<KitchenId>("kit_a");

    public static IReadOnlyList<OfferId> Offers { get; } =
        [Id.Parse<OfferId>("off_noodles"), Id.Parse<OfferId>("off_tea")];

    /// <summary>Two are cooked a day.</summary>
    public static ItemId Meal { get; } = Id.Parse<ItemId>("itm_meal");

    public static BookId Lawyer { get; } = Id.Parse<BookId>("book_lawyer");

    public static Policy Policy { get; } =
        Policy.Default with { Earning = new() { PointsPerHour = 4, ExpireAfterMonths = 1 } };

    /// <summary>Events that were published, with what they are.</summary>
    public List<(EventId Id, EventDetails Details)> Events { get; } = [];

    /// <summary>Days of the kitchen whose menus came out.</summary>
    public List<MealDayId> MealDays { get; } = [];

    /// <summary>Redemptions that were asked for.</summary>
    public List<(RedemptionId Id, ResidentId Resident)> Redemptions { get; } = [];

    public List<OrderId> Orders { get; } = [];

    public List<PairingId> Pairings { get; } = [];

    /// <summary>Applications for legal aid.</summary>
    public List<LegalAidId> Applications { get; } = [];

    private int _steps;

    public async Task Found()
    {
        await Ask(Community.Actor, new CommunityCommand.Found(
            Community, new Area("唐都", "城关街道", "碑林区", "西安市"), Policy));
        foreach (var resident in Residents)
        {
            await Ask(resident.Actor, new ResidentCommand.Register(resident));
            await Ask(VolunteerDecider.ActorOf(resident), new VolunteerCommand.Register(
                resident, VolunteerNumber.From((ulong)Residents.ToList().IndexOf(resident)), [], AgeAnswer.Fits));
        }

        await Ask(Shop.Actor, new MerchantCommand.Apply(Shop, Community, Clerk, new("面馆", null, null, null, null)));
        await Ask(Shop.Actor, new MerchantCommand.Approve());
        await Ask(Offers[0].Actor, Pledge(Offers[0], price: 5, stock: 6, perResident: 2));
        await Ask(Offers[1].Actor, Pledge(Offers[1], price: 2, stock: 40, perResident: null));
        await Ask(CatalogueDecider.ActorOf(Community), new CatalogueCommand.OfferItem(Community, Meal, new(
            "助餐", ServiceCategory.MealDelivery, ProviderKind.VolunteerTeam, "红马甲", WhoMayOrder.Everybody,
            PriceFen: 0, SubsidyFen: 0, Skill: null, Hours: [], QuotaPerDay: 2, CutOffMinutes: null)));
        foreach (var provider in Residents.Take(2))
        {
            await Ask(CatalogueDecider.ActorOf(Community), new CatalogueCommand.ListProvider(
                Community, new(provider, [Meal], [], null, null, OpenMax: 2)));
        }

        await Ask(Kitchen.Actor, new KitchenCommand.Open(Kitchen, Community, new("助餐点", "2 号楼", 34.27, 109.05, 3)));
        await Ask(Lawyer.Actor, new AppointmentBookCommand.Open(
            Lawyer, Community, new(ServiceKind.LegalAid, "法律咨询", null, null),
            new(30, [.. Enumerable.Range(1, 7).Select(weekday => new Shift(weekday, new(9 * 60, 11 * 60)))])));
        foreach (var resident in Residents)
            await Ask(AccountId.Issuance(Community).Actor, Award(resident));
        await CookTomorrow();
    }

    /// <summary>The first day of the kitchen, for which some have ordered already.</summary>
    private async Task CookTomorrow()
    {
        var day = MealDayId.Of(Kitchen, Calendar.DayOf(world.Clock.Domain.GetUtcNow()).AddDays(1));
        await Ask(day.Actor, new MealDayCommand.SetMenu(
            day, Community, new([new("清炒时蔬", [], []), new("素面", [Allergen.Gluten], [])], Quota: 4), Policy.Meal));
        foreach (var resident in Residents.Take(3))
            await Ask(day.Actor, new MealDayCommand.Order(resident, resident, 1, new("c2VhbGVk"), 1, null));
        MealDays.Add(day);
    }

    private AccountCommand.Issue Award(ResidentId resident) => new(
        TransferId.From("welcome/" + resident),
        AccountId.Of(resident),
        Amount.Of(PointsEach),
        new(ServiceId.Of(Id.Parse<EventId>("evt_earlier")), resident, Calendar.Local(world.Clock.Domain.GetUtcNow())),
        ExpireAfterMonths: 1);

    private static OfferCommand.Pledge Pledge(OfferId id, int price, int stock, int? perResident) => new(
        id, Shop, Community, new(id.Value, null, Amount.Of(price), stock, null, perResident, null, null));

    private async Task Ask(ActorId actor, ICommand command)
    {
        var outcome = await world.Network.Send(
            $"found/{actor}/{command.GetType().Name}/{++_steps}",
            Caller.System,
            request => request.Of(actor, command));
        if (outcome is not Outcome.Accepted)
            throw new SimulationException($"{actor}: {outcome}");
    }
}
