using ResidentService.Domain.Meals;
using static ResidentService.Tests.Domain.Meals.AKitchen;

namespace ResidentService.Tests.Domain.Meals;

public sealed class DietTests
{
    [Fact]
    public void A_dish_with_an_allergen_is_not_for_who_cannot_eat_it()
    {
        var diet = new Diet([Allergen.Milk, Allergen.Fish], []);
        Assert.Equal(new DietConflict("红烧鱼", Allergen.Fish, null), diet.With(Fish));
        Assert.Null(diet.With(Greens));
        Assert.Equal(2, diet.FirstIn(TwoDishes));
        Assert.Null(new Diet([], [DietMark.Halal]).FirstIn(TwoDishes));
        Assert.Equal(1, Diet.None.FirstIn(TwoDishes));
    }

    [Fact]
    public void A_dish_that_is_not_cooked_as_needed_is_not_either() => Assert.Equal(
        new DietConflict("红烧鱼", null, DietMark.Vegetarian),
        new Diet([], [DietMark.LowSalt, DietMark.Vegetarian]).With(Fish));

    [Fact]
    public void The_refusal_says_which_dish_and_why_and_what_fits_instead()
    {
        var refusal = new MealRejection.DietConflicts(
            new DietConflict("红烧鱼", Allergen.Fish, null) { Instead = "清炒时蔬" });
        Assert.Equal("“红烧鱼”含鱼，与登记的过敏不符，不能订。可以改订“清炒时蔬”。", refusal.Chinese);
        Assert.Equal("This diet rules out \"红烧鱼\": it contains fish. You can order \"清炒时蔬\".", refusal.English);
        var need = new MealRejection.DietConflicts(new DietConflict("红烧鱼", null, DietMark.Halal));
        Assert.Equal("“红烧鱼”不是清真，与登记的饮食要求不符，不能订。这一天没有合适的餐品，请看别的日子或联系社区。", need.Chinese);
    }

    [Theory]
    [InlineData(null, false, 1_200)]
    [InlineData(59, false, 1_200)]
    [InlineData(60, false, 800)]
    [InlineData(60, true, 400)]
    [InlineData(null, true, 400)]
    [InlineData(89, false, 800)]
    [InlineData(90, false, 0)]
    public void The_largest_subsidy_by_age_or_hardship_counts(int? age, bool hasHardship, int toPayFen) =>
        Assert.Equal(toPayFen, MealPrice.Of(Rules, age, hasHardship).ToPayFen);

    [Fact]
    public void A_subsidy_is_never_more_than_the_price() =>
        Assert.Equal(0, MealPrice.Of(Rules with { PriceFen = 500 }, 60, hasHardship: true).ToPayFen);

    [Fact]
    public void A_dish_is_the_same_where_its_content_is()
    {
        Assert.True(Greens.IsSameAs(Greens with { Marks = [DietMark.LowSalt, DietMark.Vegetarian] }));
        Assert.False(Fish.IsSameAs(Fish with { Allergens = [] }));
        Assert.Equal(1, new Menu([Greens], 3).NumberOf(Greens));
        Assert.Null(new Menu([Greens], 3).NumberOf(Fish));
    }
}
