using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Security;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Meals;

/// <summary>
/// Finds out which dish is for whom, where a standing order is to be placed or a menu was changed: diets are sealed, so
/// no decider can. What it has not answered waits in the journal, also over a restart, until the day closes and the
/// person is told. Answering twice does nothing.
/// </summary>
public sealed partial class WaitingMeals(
    ReadTables views, IActors actors, Eaters eaters, ChangedDiets diets, KeyVault vault, ILogger<WaitingMeals> log,
    TimeProvider system) : BackgroundService
{
    private const int DaysMax = 100;
    private const int AtOnce = 64;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the start does not wait for it
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var day in views.Read(connection => MealQueries.WithWaiting(connection, DaysMax)))
                    await Answer(day, stoppingToken);
                await diets.Hold(stoppingToken);
            }
#pragma warning disable CA1031 // Whatever it is, the next round tries again, and the day's closing tells who was left.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogFailed(log, e);
            }

            await Task.Delay(Idle, system, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Answer(MealDayId id, CancellationToken cancellation)
    {
        if (await actors.Read(id.Actor, new GetMealDay()) is not { } day
            || await actors.Read(id.Kitchen.Actor, new GetKitchen()) is not { } kitchen)
            return;
        foreach (var some in day.Waiting().Chunk(AtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            await Task.WhenAll(some.Select(resident => Answer(resident, day, kitchen)));
        }
    }

    private async Task Answer(ResidentId resident, MealDay.Out day, Kitchen.Known kitchen)
    {
        var answer = new MealDayCommand.AnswerWaiting(resident, day.Revision, await Find(resident, day, kitchen));
        var id = CommandId.OfRequest(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        await actors.Ask(day.Id.Actor, new Asked(answer, id, default, Caller.System));
    }

    private async ValueTask<Fitting> Find(ResidentId resident, MealDay.Out day, Kitchen.Known kitchen)
    {
        var text = day.Asked.TryGetValue(resident, out var due)
            ? kitchen.Find(due.Standing)?.Slip
            : day.Meals[resident].Terms.Slip;
        if (text is not { } known || await MealSlip.Open(resident, known, vault) is not { } slip)
            return new Fitting.FitsNot(NotServedReason.Ended);
        var diet = await eaters.DietOf(resident);
        if (diet.FirstIn(day.Menu) is not { } dish)
            return new Fitting.FitsNot(NotServedReason.DietConflict);
        try
        {
            var price = await eaters.PriceFor(resident, day);
            return new Fitting.Fits(dish, await slip.For(diet, price).Seal(resident, vault));
        }
        catch (AccountErasedException)
        {
            return new Fitting.FitsNot(NotServedReason.Ended);
        }
    }

    [LoggerMessage(LogLevel.Error, "Meals that wait for an answer could not be looked at; they are tried again.")]
    private static partial void LogFailed(ILogger log, Exception e);
}
