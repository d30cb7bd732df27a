using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Calendar = ResidentService.Domain.Kernel.Calendar;

namespace ResidentService.Tests.Domain.Kernel;

public sealed class CalendarTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 5, 4, 0, 0, 0, Calendar.Offset);

    [Fact]
    public void The_day_begins_at_midnight_in_Shanghai()
    {
        var utc = new DateTimeOffset(2026, 5, 3, 16, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateOnly(2026, 5, 4), Calendar.DayOf(utc));
        Assert.Equal(new DateOnly(2026, 5, 3), Calendar.DayOf(utc.AddTicks(-1)));
        Assert.Equal(utc, Calendar.StartOf(new DateOnly(2026, 5, 4)));
    }

    [Fact]
    public void Local_time_is_the_same_instant()
    {
        var utc = new DateTimeOffset(2026, 5, 3, 16, 0, 0, TimeSpan.Zero);
        Assert.Equal(utc, Calendar.Local(utc));
        Assert.Equal(Calendar.Offset, Calendar.Local(utc).Offset);
    }

    [Theory]
    [InlineData("2010-05-04", "2026-05-03", 15)]
    [InlineData("2010-05-04", "2026-05-04", 16)]
    [InlineData("2008-02-29", "2026-02-28", 17)]
    [InlineData("2008-02-29", "2026-03-01", 18)]
    [InlineData("2008-02-29", "2028-02-29", 20)]
    [InlineData("2010-12-31", "2026-01-01", 15)]
    [InlineData("2026-05-04", "2026-05-04", 0)]
    public void Age_is_in_whole_years(string birthDate, string day, int age) =>
        Assert.Equal(age, Calendar.AgeOn(Day(birthDate), Day(day)));

    [Theory]
    [InlineData(6, 0, 16, 0, false)]
    [InlineData(6, 0, 16, 1, true)]
    [InlineData(5, 59, 0, 1, true)]
    [InlineData(21, 0, 1, 0, false)]
    [InlineData(21, 0, 1, 1, true)]
    [InlineData(22, 0, 0, 1, true)]
    [InlineData(9, 0, 24, 0, true)]
    [InlineData(23, 0, 0, 0, false)]
    public void The_night_is_from_22_to_6(int hour, int minute, int hours, int minutes, bool touches)
    {
        var from = Midnight.AddHours(hour).AddMinutes(minute);
        Assert.Equal(touches, Calendar.TouchesNight(from, from.AddHours(hours).AddMinutes(minutes)));
    }

    [Fact]
    public void A_stretch_touches_the_night_when_one_of_its_minutes_does() => Prop.ForAll(
        Gen.Choose(0, 24 * 60).ToArbitrary(),
        Gen.Choose(0, 26 * 60).ToArbitrary(),
        (start, minutes) => Calendar.TouchesNight(Midnight.AddMinutes(start), Midnight.AddMinutes(start + minutes))
            == Enumerable.Range(start, minutes).Any(minute => minute / 60 % 24 is >= 22 or < 6))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void The_night_does_not_depend_on_the_offset_in_which_a_time_is_written()
    {
        var ten = new DateTimeOffset(2026, 5, 4, 14, 0, 0, TimeSpan.Zero);
        Assert.True(Calendar.TouchesNight(ten, ten.AddHours(1)));
        Assert.False(Calendar.TouchesNight(ten.AddHours(-2), ten));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
