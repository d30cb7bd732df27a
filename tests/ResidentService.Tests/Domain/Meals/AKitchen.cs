using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Meals;

/// <summary>A kitchen that cooks fish or vegetables on Wednesday, for at most three people.</summary>
internal static class AKitchen
{
    public static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    public static readonly DateOnly Wednesday = new(2026, 5, 6);
    public static readonly DateTimeOffset CutOff = new(2026, 5, 5, 20, 0, 0, Calendar.Offset);
    public static readonly DateTimeOffset Noon = new(2026, 5, 6, 12, 0, 0, Calendar.Offset);
    public static readonly KitchenId It = Id.Parse<KitchenId>("kit_a");
    public static readonly MealDayId Day = MealDayId.Of(It, Wednesday);
    public static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    public static readonly ResidentId Wang = Person("wang");
    public static readonly ResidentId Li = Person("li");
    public static readonly ResidentId Zhao = Person("zhao");
    public static readonly ResidentId Qian = Person("qian");
    public static readonly ResidentId Son = Person("son");
    public static readonly ResidentId Worker = Person("worker");
    public static readonly ResidentId Rider = Person("rider");
    public static readonly Sealed Slip = new("c2xpcA==");
    public static readonly Sealed Words = new("d29yZHM=");
    public static readonly KitchenDetails Details = new("唐都助餐点", "2 号楼一层", 34.27, 109.05, 3);
    public static readonly Dish Fish = new("红烧鱼", [Allergen.Fish], [DietMark.LowSalt]);
    public static readonly Dish Greens = new("清炒时蔬", [], [DietMark.Vegetarian, DietMark.LowSalt]);
    public static readonly Dish Noodles = new("素面", [Allergen.Gluten], [DietMark.Vegetarian]);
    public static readonly Menu TwoDishes = new([Fish, Greens], 3);
    public static readonly MealRules Rules = new();
    public static readonly MealDayCommand.SetMenu SetMenu = new(Day, Tangdu, TwoDishes, Rules);
    public static readonly StandingDue WangsStanding = Due("wang");
    public static readonly StandingTerms Weekly = new([1, 3, 5], new(2026, 5, 4), new(2026, 5, 29));
    public static readonly RunId FirstRun = Id.Parse<RunId>("run_1");

    public static ResidentId Person(string name) => Id.Parse<ResidentId>("res_" + name);

    public static StandingDue Due(string name) => new(Id.Parse<StandingId>("std_" + name), Person(name), Son);

    public static MealDayCommand.Order Order(ResidentId who, int dish = 1, DietConflict? conflict = null) =>
        new(who, who, dish, Slip, 1, conflict);

    public static MealDayFact.Ordered Ordered(ResidentId who, int dish = 1) =>
        new(Day, Tangdu, who, who, null, dish, TwoDishes.Dishes[dish - 1].Name, Slip);

    public static MealDayCommand.AnswerWaiting Answer(ResidentId who, int dish, int revision = 1) =>
        new(who, revision, new Fitting.Fits(dish, Slip));

    public static MealDayCommand.NoteDoor Door(ResidentId who, DoorOutcome outcome, bool withCard = false) =>
        new(FirstRun, who, Rider, outcome, withCard);

    public static Given<KitchenCommand, KitchenFact, Kitchen> NoKitchen() => new(KitchenDecider.Value, Monday);

    public static Given<KitchenCommand, KitchenFact, Kitchen> Open() =>
        NoKitchen().When(new KitchenCommand.Open(It, Tangdu, Details));

    public static Given<MealDayCommand, MealDayFact, MealDay> NoMenu() => new(MealDayDecider.Value, Monday);

    public static Given<MealDayCommand, MealDayFact, MealDay> Out() => NoMenu().When(SetMenu);

    /// <summary>王 and 李 have ordered.</summary>
    public static Given<MealDayCommand, MealDayFact, MealDay> Closed() =>
        Out().When(Order(Wang)).When(Order(Li, 2)).When(new MealDayCommand.Close(), CutOff);

    public static Given<MealDayCommand, MealDayFact, MealDay> Planned() =>
        Closed().When(new MealDayCommand.PlanRuns([new(FirstRun, [Li, Wang], 120)]));

    public static Given<MealDayCommand, MealDayFact, MealDay> Assigned() =>
        Planned().When(new MealDayCommand.AssignRun(FirstRun, Rider, Worker, new EarningRules()));
}
