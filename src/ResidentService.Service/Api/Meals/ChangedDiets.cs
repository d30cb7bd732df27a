using System.Security.Cryptography;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Meals;

/// <summary>
/// Holds meals that are ordered to a diet that was given since. A diet is looked at again and again for a while, so that
/// an order that was under way by the one before is found too, and then noted as held: until that is in the journal it
/// waits, also over a restart. Holding twice does nothing.
/// </summary>
public sealed class ChangedDiets(ReadTables views, IActors actors, Eaters eaters, KeyVault vault, DomainClock clock)
{
    private const int PeopleMax = 1_000;

    /// <summary>No request lasts so long, and no read table is so far behind.</summary>
    private static readonly TimeSpan OrdersMayBeUnderWay = TimeSpan.FromMinutes(2);

    public async Task Hold(CancellationToken cancellation)
    {
        foreach (var (resident, since) in views.Read(connection => MealQueries.ChangedDiets(connection, PeopleMax)))
        {
            cancellation.ThrowIfCancellationRequested();
            await Hold(resident, since);
        }
    }

    private async Task Hold(ResidentId resident, DateTimeOffset since)
    {
        var now = clock.GetUtcNow();
        if (await actors.Read(resident.Actor, new GetResident()) is not { Diet: { } given })
            return; // Erased; the read tables will show it.
        var days = views.Read(connection => MealQueries.OpenMealsOf(connection, resident));
        foreach (var day in days.Where(day => day.Day >= Calendar.DayOf(now)))
            await Hold(resident, day);
        if (now - since > OrdersMayBeUnderWay)
            await Ask(resident.Actor, new ResidentCommand.NoteDietHeld(given));
    }

    /// <summary>What has been ordered stays, where it still is for the person.</summary>
    private async Task Hold(ResidentId resident, MealDayId id)
    {
        var diet = await eaters.DietOf(resident); // as it stands: somebody may have given another one meanwhile
        if (await actors.Read(id.Actor, new GetMealDay()) is not { } day
            || day.Meals.GetValueOrDefault(resident) is not { } meal
            || await MealSlip.Open(resident, meal.Terms.Slip, vault) is not { } slip)
            return;
        var isSame = diet.With(day.Menu.Dishes[meal.Terms.Dish - 1]) is null;
        if (isSame && !meal.HasClashed && slip.Marks.SequenceEqual(diet.Needs))
            return;
        Fitting answer = (isSame ? meal.Terms.Dish : diet.FirstIn(day.Menu)) is { } dish
            ? new Fitting.Fits(dish, await (slip with { Marks = diet.Needs }).Seal(resident, vault))
            : new Fitting.FitsNot(NotServedReason.DietConflict);
        await Ask(id.Actor, new MealDayCommand.HoldToDiet(resident, day.Revision, answer));
    }

    private async Task Ask(ActorId actor, ICommand command)
    {
        var id = CommandId.OfRequest(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        await actors.Ask(actor, new Asked(command, id, default, Caller.System));
    }
}
