using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.Kernel;

namespace ResidentService.Tests.Domain.Kernel;

public sealed class AmountTests
{
    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1_000_000_000, true)]
    [InlineData(1_000_000_001, false)]
    [InlineData(long.MinValue, false)]
    [InlineData(long.MaxValue, false)]
    public void An_amount_is_0_to_a_thousand_million(long value, bool isOne)
    {
        Assert.Equal(isOne, Amount.TryCreate(value, out var amount));
        Assert.Equal(isOne ? value : 0, amount.Value);
        if (!isOne)
            Assert.Throws<ArgumentOutOfRangeException>(() => Amount.Of(value));
    }

    [Fact]
    public void The_default_is_zero() => Assert.Equal(Amount.Zero, default);

    [Fact]
    public void A_sum_above_the_most_is_a_surprise() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Amount.Of(Amount.Max) + Amount.Of(1));

    [Fact]
    public void A_difference_below_zero_is_a_surprise() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Amount.Of(1) - Amount.Of(2));

    [Fact]
    public void What_is_added_and_taken_away_again_leaves_the_same() => Prop.ForAll(
        Gen.Choose(0, Amount.Max / 2).ToArbitrary(),
        Gen.Choose(0, Amount.Max / 2).ToArbitrary(),
        (a, b) => Amount.Of(a) + Amount.Of(b) - Amount.Of(b) == Amount.Of(a)).QuickCheckThrowOnFailure();

    [Fact]
    public void Amounts_are_ordered_as_their_numbers() => Prop.ForAll(
        Gen.Choose(0, 3).ToArbitrary(),
        Gen.Choose(0, 3).ToArbitrary(),
        (a, b) =>
        {
            var (x, y) = (Amount.Of(a), Amount.Of(b));
            return (x < y, x <= y, x > y, x >= y) == (a < b, a <= b, a > b, a >= b)
                && Math.Sign(x.CompareTo(y)) == Math.Sign(a.CompareTo(b))
                && Amount.Min(x, y).Value == Math.Min(a, b);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_is_written_as_its_number() => Assert.Equal("1200", Amount.Of(1_200).ToString());
}
