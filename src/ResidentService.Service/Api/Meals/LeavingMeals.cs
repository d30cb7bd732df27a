using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.Meals;

/// <summary>
/// What becomes of meals when somebody deletes their account: standing orders end, meals are cancelled, and runs that
/// they were to go are given back. What has ended meanwhile is no reason to stay.
/// </summary>
internal static class LeavingMeals
{
    /// <returns>Why not yet, or null.</returns>
    public static async ValueTask<Problem?> Carry(ResidentId who, Asking ask, Tables tables)
    {
        foreach (var (kitchen, standing) in tables.Read(connection => MealQueries.OpenStandingOf(connection, who)))
        {
            if (await Later(kitchen.Actor, new KitchenCommand.EndStanding(standing), standing.Value, ask) is { } later)
                return later;
        }

        foreach (var day in tables.Read(connection => MealQueries.OpenMealsOf(connection, who)))
        {
            var cancel = new MealDayCommand.Cancel(who, ByStaff: true, null);
            if (await Later(day.Actor, cancel, day.Value, ask) is { } later)
                return later;
        }

        foreach (var (day, run) in tables.Read(connection => MealQueries.OpenRunsOf(connection, who)))
        {
            if (await Later(day.Actor, new MealDayCommand.ReleaseRun(run, who), run.Value, ask) is { } later)
                return later;
        }

        return null;
    }

    private static async ValueTask<Problem?> Later(ActorId actor, ICommand command, string step, Asking ask) =>
        await ask.Of(actor, command, step) is Outcome.Rejected { Rejection.Kind: RejectionKind.TryAgain } later
            ? Problem.Of(later.Rejection)
            : null;
}
