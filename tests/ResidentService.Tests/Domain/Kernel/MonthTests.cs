using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.Kernel;

namespace ResidentService.Tests.Domain.Kernel;

public sealed class MonthTests
{
    [Theory]
    [InlineData("2026-05", true)]
    [InlineData("0002-01", true)]
    [InlineData("9998-12", true)]
    [InlineData("0001-01", false)]
    [InlineData("9999-12", false)]
    [InlineData("2026-13", false)]
    [InlineData("2026-00", false)]
    [InlineData("2026-5", false)]
    [InlineData("2026-05-01", false)]
    [InlineData(" 2026-05", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void It_is_written_with_year_and_month(string? text, bool isOne)
    {
        Assert.Equal(isOne, Month.TryParse(text, out var month));
        if (isOne)
        {
            Assert.Equal(text, month.ToString());
            Assert.True(month.Start < month.End);
        }
    }

    [Fact]
    public void It_begins_and_ends_at_midnight_in_Shanghai()
    {
        var december = Month.Of(new DateOnly(2026, 12, 31));
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, Calendar.Offset), december.Start);
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, Calendar.Offset), december.End);
        Assert.Equal(december, Calendar.MonthOf(december.End.AddTicks(-1)));
        Assert.Equal(december.Plus(1), Calendar.MonthOf(december.End));
    }

    [Fact]
    public void Months_are_counted_over_the_years() => Prop.ForAll(
        Gen.Choose(-500, 500).ToArbitrary(),
        Gen.Choose(0, 366).ToArbitrary(),
        (months, days) =>
        {
            var day = new DateOnly(2026, 1, 1).AddDays(days);
            var month = Month.Of(day);
            var later = month.Plus(months);
            return later == Month.Of(new DateOnly(day.Year, day.Month, 1).AddMonths(months))
                && (later > month, later < month) == (months > 0, months < 0)
                && (later >= month, later <= month) == (months >= 0, months <= 0)
                && Math.Sign(later.CompareTo(month)) == Math.Sign(months);
        }).QuickCheckThrowOnFailure();
}
