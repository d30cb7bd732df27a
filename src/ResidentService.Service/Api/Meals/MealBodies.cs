using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Service.Api.CommunityEvents;

namespace ResidentService.Service.Api.Meals;

/// <summary>Where a meal goes; all of it is sealed.</summary>
/// <param name="Address">As the courier needs it, for instance 3 号楼 2 单元 501.</param>
/// <param name="Building">For instance 3 号楼: who has no point on the map is grouped by it.</param>
/// <param name="Latitude">Of the door, GCJ-02.</param>
/// <param name="Note">For the courier, for instance 请敲门重一点.</param>
public sealed record DeliveryPlace(string Address, string? Building, double? Latitude, double? Longitude, string? Note)
{
    public sealed class Rules : AbstractValidator<DeliveryPlace>
    {
        private const int AddressLengthMax = 100;
        private const int BuildingLengthMax = 20;
        private const int NoteLengthMax = 100;

        public Rules()
        {
            RuleFor(place => place.Address).NotEmpty().MaximumLength(AddressLengthMax);
            RuleFor(place => place.Building).MaximumLength(BuildingLengthMax);
            RuleFor(place => place.Latitude).InclusiveBetween(-90, 90)
                .Must((place, latitude) => latitude is null == place.Longitude is null);
            RuleFor(place => place.Longitude).InclusiveBetween(-180, 180);
            RuleFor(place => place.Note).MaximumLength(NoteLengthMax);
        }
    }
}

/// <param name="ResidentId">Who eats, where a household member or a worker orders; absent: I.</param>
/// <param name="Dish">Its number on the menu.</param>
/// <param name="Revision">Of the menu that was shown; absent: whatever it is.</param>
public sealed record OrderMeal(ResidentId? ResidentId, int? Dish, int? Revision, DeliveryPlace Delivery)
{
    public sealed class Rules : AbstractValidator<OrderMeal>
    {
        public Rules()
        {
            RuleFor(body => body.Dish).NotNull().InclusiveBetween(1, Menu.DishesMax);
            RuleFor(body => body.Delivery).NotNull().SetValidator(new DeliveryPlace.Rules());
        }
    }
}

/// <param name="Reason">Needed from staff: it is what the person is told.</param>
public sealed record CancelMeal(string? Reason)
{
    public sealed class Rules : AbstractValidator<CancelMeal>
    {
        public Rules() => RuleFor(body => body.Reason).MaximumLength(GiveReason.LengthMax);
    }
}

/// <param name="Words">How the person is; sealed.</param>
public sealed record DescribePerson(string Words)
{
    public sealed class Rules : AbstractValidator<DescribePerson>
    {
        private const int WordsLengthMax = 500;

        public Rules() => RuleFor(body => body.Words).NotEmpty().MaximumLength(WordsLengthMax);
    }
}

public sealed record WhichMeals
{
    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    public MealStatus? OfStatus() =>
        Enum.TryParse<MealStatus>(Status, ignoreCase: true, out var status) ? status : null;

    public sealed class Rules : AbstractValidator<WhichMeals>
    {
        public Rules() => RuleFor(query => query.Status)
            .Must((query, word) => word is null || query.OfStatus() is not null);
    }
}

/// <param name="ToPayFen">To the kitchen, at the door.</param>
public sealed record MealOrdered(
    KitchenId KitchenId, DateOnly Date, ResidentId ResidentId, int Dish, string DishName, int PriceFen, int SubsidyFen,
    int ToPayFen);

/// <summary>A line of a list.</summary>
/// <param name="Dish">Absent where a standing order could not be placed.</param>
/// <param name="Alerted">Who was told that nobody has opened.</param>
public sealed record MealItem(
    KitchenId KitchenId, string KitchenName, DateOnly Date, ResidentId ResidentId, ResidentId PlacedById, string? Dish,
    MealStatus Status, OrderAlert? Alerted);

/// <param name="ResidentName">
/// As all that is sealed: for the person's household, and for staff by a look that the person can see.
/// </param>
/// <param name="PriceFen">As it was when it was ordered; shown, and collected by the kitchen.</param>
/// <param name="Words">Why it was cancelled, or how the person was reached.</param>
/// <param name="Conditions">How the courier has found the person, where that was reported.</param>
public sealed record MealAnswer(
    KitchenId KitchenId, DateOnly Date, ResidentId ResidentId, string? ResidentName, ResidentId PlacedById,
    StandingId? StandingId, int Dish, string? DishName, MealStatus Status, string? Address, string? Building,
    string? Note, int? PriceFen, int? SubsidyFen, int? ToPayFen, string? Words, IReadOnlyList<string> Conditions);
