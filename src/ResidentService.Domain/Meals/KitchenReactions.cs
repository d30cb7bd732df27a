using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Meals;

public static class KitchenReactions
{
    public static Reactions<KitchenFact> Value { get; } = new(Sends, (_, _, _) => []);

    private static IEnumerable<Send> Sends(ActorId source, KitchenFact fact, DateTimeOffset at) => fact switch
    {
        KitchenFact.StandingTold(var kitchen, var day, var due) => [Ask(kitchen, day, due)],
        KitchenFact.StandingBegun begun => begun.Days.Select(day => Ask(begun.Kitchen, day, [begun.Standing])),
        KitchenFact.PauseSet set =>
        [
            .. set.LetGo.Select(day => LetGo(set.Kitchen, day, set.Standing)),
            .. set.Days.Select(day => Ask(set.Kitchen, day, [set.Standing])),
        ],
        KitchenFact.StandingEnded ended => ended.LetGo.Select(day => LetGo(ended.Kitchen, day, ended.Standing)),
        _ => [],
    };

    private static Send Ask(KitchenId kitchen, DateOnly day, IReadOnlyList<StandingDue> due) =>
        new(MealDayId.Of(kitchen, day).Actor, new MealDayCommand.AskStanding(due));

    private static Send LetGo(KitchenId kitchen, DateOnly day, StandingDue due) =>
        new(MealDayId.Of(kitchen, day).Actor, new MealDayCommand.LetStandingGo(due));
}
