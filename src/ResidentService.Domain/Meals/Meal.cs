using System.Collections.Immutable;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;

namespace ResidentService.Domain.Meals;

/// <param name="Dish">Its number on the menu, from 1.</param>
public sealed record MealTerms(
    ResidentId Resident, ResidentId PlacedBy, StandingId? Standing, int Dish, Sealed Slip);

/// <summary>What one person eats on the day.</summary>
public abstract record Meal(MealTerms Terms)
{
    /// <summary>In which condition the courier has found the person.</summary>
    public ImmutableList<Sealed> Conditions { get; init; } = [];

    /// <summary>Orders have closed, and it is not for the diet that the person has given since: staff were told.</summary>
    public bool HasClashed { get; init; }

    public bool IsCooked => this is not Ended { End: MealEnd.Cancelled or MealEnd.NotServed };

    public sealed record Ordered(MealTerms Terms) : Meal(Terms);

    /// <summary>Its dish is no longer on the menu. Next: an answer whether another one fits.</summary>
    public sealed record Unfit(MealTerms Terms) : Meal(Terms);

    /// <summary>Nobody has opened. Next: the person is reached, or staff are told, again and again.</summary>
    /// <param name="Alerted">Who was told last.</param>
    public sealed record Absent(MealTerms Terms, DateTimeOffset Since, OrderAlert? Alerted) : Meal(Terms);

    /// <param name="Words">Why it was cancelled, or how the person was reached.</param>
    public sealed record Ended(MealTerms Terms, MealEnd End, Sealed? Words) : Meal(Terms);

    internal Ended Ends(MealEnd end, Sealed? words) => new(Terms, end, words) { Conditions = Conditions };
}

public enum MealEnd
{
    HandedOver,
    Refused,

    /// <summary>Not handed over, but somebody knows that the person is well.</summary>
    Reached,
    Cancelled,
    NotServed,
}
