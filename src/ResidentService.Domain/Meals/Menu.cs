using ResidentService.Domain.Communities;

namespace ResidentService.Domain.Meals;

/// <summary>What a kitchen cooks on one day. A dish is a whole meal, and an order names one of them.</summary>
/// <param name="Quota">Meals that there are at most.</param>
public sealed record Menu(IReadOnlyList<Dish> Dishes, int Quota)
{
    public const int DishesMax = 12;

    /// <summary>So that all delivery runs of a day, of fifteen stops each, fit into one decision.</summary>
    public const int QuotaMax = 3_000;

    public bool IsSound() => Dishes.Count is >= 1 and <= DishesMax && Quota is >= 1 and <= QuotaMax
        && Dishes.All(dish => dish.Name.Length > 0) && Dishes.DistinctBy(dish => dish.Name).Count() == Dishes.Count;

    public bool IsSameAs(Menu other) => Quota == other.Quota && Dishes.Count == other.Dishes.Count
        && Dishes.Zip(other.Dishes).All(pair => pair.First.IsSameAs(pair.Second));

    /// <param name="number">From 1.</param>
    public Dish? Find(int number) => number >= 1 && number <= Dishes.Count ? Dishes[number - 1] : null;

    /// <summary>The number under which this menu has the very same dish; null where it has not.</summary>
    public int? NumberOf(Dish dish)
    {
        for (var number = 1; number <= Dishes.Count; number++)
        {
            if (Dishes[number - 1].IsSameAs(dish))
                return number;
        }

        return null;
    }
}

/// <param name="Name">What is in it, for instance 红烧鱼、青菜、米饭.</param>
/// <param name="Marks">For which diets it is cooked.</param>
public sealed record Dish(string Name, IReadOnlyList<Allergen> Allergens, IReadOnlyList<DietMark> Marks)
{
    public bool IsSameAs(Dish other) => Name == other.Name && Allergens.Order().SequenceEqual(other.Allergens.Order())
        && Marks.Order().SequenceEqual(other.Marks.Order());
}

/// <summary>The eight groups of GB 7718.</summary>
public enum Allergen
{
    Gluten,
    Crustaceans,
    Fish,
    Eggs,
    Peanuts,
    Soy,
    Milk,
    Nuts,
}

public enum DietMark
{
    Vegetarian,
    Halal,
    LowSalt,
    LowSugar,
    LowFat,
    Soft,
}

/// <summary>What a person cannot or does not eat; outside of the edge it is always sealed.</summary>
/// <param name="Needs">Marks that each meal has to have.</param>
public sealed record Diet(IReadOnlyList<Allergen> Allergens, IReadOnlyList<DietMark> Needs)
{
    public static Diet None { get; } = new([], []);

    /// <summary>Why a dish is not for this person; null where it is.</summary>
    public DietConflict? With(Dish dish)
    {
        foreach (var allergen in Allergens)
        {
            if (dish.Allergens.Contains(allergen))
                return new DietConflict(dish.Name, allergen, null);
        }

        foreach (var need in Needs)
        {
            if (!dish.Marks.Contains(need))
                return new DietConflict(dish.Name, null, need);
        }

        return null;
    }

    /// <summary>The number of the first dish that is for this person; null where none is.</summary>
    public int? FirstIn(Menu menu)
    {
        for (var number = 1; number <= menu.Dishes.Count; number++)
        {
            if (With(menu.Dishes[number - 1]) is null)
                return number;
        }

        return null;
    }
}

/// <param name="Allergen">What is in the dish; or else</param>
/// <param name="Missing">what it is not cooked for.</param>
public readonly record struct DietConflict(string Dish, Allergen? Allergen, DietMark? Missing)
{
    /// <summary>A dish of the same day that is for this person; null where there is none.</summary>
    public string? Instead { get; init; }
}

/// <summary>Shown and not collected: the kitchen takes what is left to pay.</summary>
public sealed record MealPrice(int PriceFen, int SubsidyFen)
{
    public int ToPayFen => PriceFen - SubsidyFen;

    /// <summary>The largest subsidy that a person is due counts; they do not add up.</summary>
    /// <param name="age">Null where it is not known.</param>
    public static MealPrice Of(MealRules rules, int? age, bool hasHardship)
    {
        var subsidy = Math.Max(
            age >= rules.ElderlyAge ? rules.ElderlySubsidyFen : 0, hasHardship ? rules.HardshipSubsidyFen : 0);
        return new(rules.PriceFen, age >= rules.FreeAge ? rules.PriceFen : Math.Min(subsidy, rules.PriceFen));
    }
}
