using FluentValidation;
using ResidentService.Domain.Meals;

namespace ResidentService.Service.Api.Meals;

/// <param name="Quota">Absent: as before, or as the kitchen has it.</param>
public sealed record SetMenu(IReadOnlyList<DescribeDish> Dishes, int? Quota)
{
    public Menu ToMenu(int quota) => new([.. Dishes.Select(dish => dish.ToDish())], Quota ?? quota);

    public sealed class Rules : AbstractValidator<SetMenu>
    {
        public Rules()
        {
            RuleFor(body => body.Dishes).NotEmpty().Must(dishes => dishes is not { Count: > Menu.DishesMax });
            RuleForEach(body => body.Dishes).NotNull().SetValidator(new DescribeDish.Rules());
            RuleFor(body => body.Quota).InclusiveBetween(1, Menu.QuotaMax);
        }
    }
}

/// <param name="Name">The whole meal, for instance 红烧鱼、青菜、米饭.</param>
public sealed record DescribeDish(string Name, IReadOnlyList<Allergen>? Allergens, IReadOnlyList<DietMark>? Marks)
{
    public Dish ToDish() =>
        new(Name.Trim(), [.. (Allergens ?? []).Distinct().Order()], [.. (Marks ?? []).Distinct().Order()]);

    public sealed class Rules : AbstractValidator<DescribeDish>
    {
        private const int NameLengthMax = 50;

        public Rules()
        {
            RuleFor(dish => dish.Name).NotEmpty().MaximumLength(NameLengthMax);
            RuleForEach(dish => dish.Allergens).IsInEnum();
            RuleForEach(dish => dish.Marks).IsInEnum();
        }
    }
}

public sealed record MenuOut(int Revision, DateTimeOffset CutOff);

public sealed record DishAnswer(
    int Dish, string Name, IReadOnlyList<Allergen> Allergens, IReadOnlyList<DietMark> Marks);

/// <param name="Left">Meals that can still be ordered.</param>
/// <param name="CutOff">Until when orders and cancels come.</param>
/// <param name="PriceFen">Before subsidies; the kitchen collects.</param>
/// <param name="Revision">Of the menu; an order may name it, and is then refused if it has changed.</param>
public sealed record MealDayAnswer(
    KitchenId KitchenId, DateOnly Date, IReadOnlyList<DishAnswer> Dishes, int Quota, int Left, DateTimeOffset CutOff,
    bool IsOpen, int PriceFen, int Revision)
{
    public static MealDayAnswer Of(MealDay.Out day, DateTimeOffset now) => new(
        day.Id.Kitchen, day.Id.Day,
        [.. day.Menu.Dishes.Select((dish, index) => new DishAnswer(index + 1, dish.Name, dish.Allergens, dish.Marks))],
        day.Menu.Quota, day.Menu.Quota - day.Taken, day.CutOff, now < day.CutOff, day.Rules.PriceFen, day.Revision);
}
