using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Meals;

/// <summary>A meal among somebody's own data, with what is sealed where it is theirs.</summary>
public sealed record OwnMeal(MealItem Meal, string? Address, string? Note, int? PriceFen, int? SubsidyFen)
{
    public static async ValueTask<OwnMeal> Of(MealItem item, ResidentId owner, Asking ask, KeyVault vault)
    {
        var day = await ask.Read(MealDayId.Of(item.KitchenId, item.Date).Actor, new GetMealDay());
        var slip = item.ResidentId == owner && day?.Meals.GetValueOrDefault(owner) is { } meal
            ? await MealSlip.Open(owner, meal.Terms.Slip, vault)
            : null;
        return new(item, slip?.Address, slip?.Note, slip?.PriceFen, slip?.SubsidyFen);
    }
}

public sealed record OwnStanding(StandingItem Standing, string? Address, string? Note)
{
    public static async ValueTask<OwnStanding> Of(StandingItem item, ResidentId owner, Asking ask, KeyVault vault)
    {
        var kitchen = await ask.Read(item.KitchenId.Actor, new GetKitchen());
        Sealed? text = item.ResidentId == owner ? kitchen?.Find(item.StandingId)?.Slip : null;
        var slip = text is { } known ? await MealSlip.Open(owner, known, vault) : null;
        return new(item, slip?.Address, slip?.Note);
    }
}
