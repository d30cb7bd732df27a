using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Messages;
using static ResidentService.Service.Messages.NoticePurpose;
using static ResidentService.Tests.Domain.Meals.AKitchen;

namespace ResidentService.Tests.Service.Messages;

public sealed class MealNoticesTests
{
    private static readonly ResidentId Grid = Person("grid");
    private static readonly ResidentId Officer = Person("officer");

    [Fact]
    public void Who_eats_is_told_what_others_do_about_their_meal()
    {
        Tells(Ordered(Wang));
        Tells(Ordered(Wang) with { PlacedBy = Son }, Told(Wang, MealOrdered));
        Tells(Ordered(Wang) with { PlacedBy = Son, Standing = WangsStanding.Standing });
        Tells(new MealDayFact.ChangeTold(Day, [Wang, Li]), Told(Wang, MealMenuChanged), Told(Li, MealMenuChanged));
        Tells(new MealDayFact.CalledOff(Day, [Wang]), Told(Wang, MealCalledOff));
        Tells(new MealDayFact.Cancelled(Day, Wang, false, null));
        Tells(new MealDayFact.Cancelled(Day, Wang, true, Words), Told(Wang, MealCancelled));
        Tells(new MealDayFact.NobodyHome(Day, FirstRun, Wang, Rider, Noon), Told(Wang, MealNobodyHome));
        var begun = new KitchenFact.StandingBegun(It, WangsStanding, Weekly, Slip, []);
        Tells(begun, new Notice(Wang, StandingMealsBegun, SubjectId.Of(It)));
        Tells(begun with { Standing = WangsStanding with { SetBy = Wang } });
        Tells(new KitchenFact.StandingCalledOff(It, [WangsStanding]),
            new Notice(Wang, StandingMealsEnded, SubjectId.Of(It)));
    }

    [Fact]
    public void Where_somebody_gets_no_meal_they_and_the_grid_worker_are_told() => Tells(
        new MealDayFact.NotServed(Day, Tangdu, [Wang, Li], NotServedReason.DietConflict),
        Told(Wang, MealNotServed), Told(Li, MealNotServed), Told(Grid, MealsNotServed));

    [Fact]
    public void Where_a_diet_has_changed_too_late_the_person_and_the_grid_worker_are_told()
    {
        Tells(new MealDayFact.DietClashed(Day, Tangdu, Wang), Told(Wang, MealUnfit), Told(Grid, MealUnfitForSomebody));
        Tells(new MealDayFact.DietClashed(Day, Tangdu, Grid), Told(Grid, MealUnfit));
        Tells(new MealDayFact.Moved(Day, Wang, 2, "清炒时蔬", Slip), Told(Wang, MealMoved));
        Tells(new MealDayFact.SlipRenewed(Day, Wang, Slip));
    }

    [Fact]
    public void Staff_are_told_of_absences_and_changed_conditions()
    {
        Tells(Absence(OrderAlert.GridWorker), Told(Grid, MealAbsence));
        Tells(Absence(OrderAlert.Street), Told(Officer, MealAbsence));
        Tells(new MealDayFact.ConditionReported(Day, Tangdu, FirstRun, Wang, Rider, Words),
            Told(Grid, MealConditionChanged));

        static MealDayFact.AbsenceTold Absence(OrderAlert alert) => new(Day, Tangdu, Wang, Noon, alert, Noon);
    }

    [Fact]
    public void Couriers_are_told_where_to_go_or_no_longer()
    {
        Tells(new MealDayFact.RunAssigned(Day, FirstRun, Rider, Son, Worker, new()),
            Told(Rider, RunAssigned), Told(Son, RunWithdrawn));
        Tells(new MealDayFact.RunsDiscarded(Day, [FirstRun], [Rider]), Told(Rider, RunWithdrawn));
        Tells(new MealDayFact.RunReleased(Day, Tangdu, FirstRun, Rider), Told(Worker, RunWithoutCourier));
    }

    private static Notice Told(ResidentId who, NoticePurpose purpose) => new(who, purpose, SubjectId.Of(Day));

    private static void Tells(IEvent fact, params Notice[] notices)
    {
        var entry = new Entry
        {
            Stream = fact is KitchenFact ? It.Actor : Day.Actor,
            Version = 1,
            Name = "any",
            At = default,
            Caller = Caller.System,
            Command = CommandId.OfRequest("c"),
            Payload = default,
            Body = default,
            Reply = default,
        };
        Assert.Equal(notices, new Notices(new Staff(Holders, _ => "西安市/灞桥区/枣园街道")).Of(entry, fact));
    }

    private static IEnumerable<ResidentId> Holders(RoleGrant grant) => grant.Role switch
    {
        StaffRole.CommunityWorker => [Worker],
        StaffRole.GridWorker => [Grid],
        StaffRole.StreetOfficer => [Officer],
        _ => [],
    };
}
