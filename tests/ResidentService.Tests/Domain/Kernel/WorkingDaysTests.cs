using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.Kernel;

namespace ResidentService.Tests.Domain.Kernel;

public sealed class WorkingDaysTests
{
    /// <summary>2026 around the first of May: off from Friday to Tuesday, worked on Saturday the ninth.</summary>
    private static readonly WorkingDays Days = new(
        [2026],
        [.. Enumerable.Range(1, 5).Select(day => new DateOnly(2026, 5, day))],
        [new(2026, 5, 9)]);

    private static DateOnly May(int day) => new(2026, 5, day);

    [Fact]
    public void Weekends_and_holidays_are_off_and_make_up_days_are_worked()
    {
        Assert.True(Days.IsWorked(May(6)));
        Assert.False(Days.IsWorked(May(5)));
        Assert.True(Days.IsWorked(May(9)));
        Assert.False(Days.IsWorked(May(10)));
        Assert.Null(Days.IsWorked(new(2027, 1, 4)));
    }

    [Fact]
    public void A_limit_in_calendar_days_ends_on_the_first_working_day_from_its_end_on()
    {
        Assert.Equal(May(6), Days.LastDay(new(2026, 4, 24), 7, DayUnit.Calendar));
        Assert.Equal(May(9), Days.LastDay(May(6), 3, DayUnit.Calendar));
        Assert.Equal(May(11), Days.LastDay(May(7), 3, DayUnit.Calendar));
    }

    [Fact]
    public void A_limit_in_working_days_counts_only_those()
    {
        Assert.Equal(May(8), Days.LastDay(new(2026, 4, 29), 4, DayUnit.Working));
        Assert.Equal(May(9), Days.LastDay(May(6), 3, DayUnit.Working));
    }

    [Fact]
    public void A_limit_that_needs_an_unknown_year_is_not_guessed()
    {
        Assert.Null(Days.LastDay(new(2026, 12, 28), 7, DayUnit.Calendar));
        Assert.Null(Days.LastDay(new(2026, 12, 28), 4, DayUnit.Working));
        Assert.Equal(new DateOnly(2026, 12, 31), Days.LastDay(new(2026, 12, 28), 3, DayUnit.Working));
        Assert.Equal(new DateOnly(2026, 12, 31), Days.KnownUntil(May(1)));
        Assert.Null(Days.KnownUntil(new(2027, 1, 1)));
    }

    [Fact]
    public void The_working_day_before_is_found_over_days_off()
    {
        Assert.Equal(new DateOnly(2026, 4, 30), Days.WorkedBefore(May(6)));
        Assert.Equal(new DateOnly(2025, 12, 31), Days.WorkedBefore(new(2026, 1, 1)));
    }

    /// <summary>Counted day by day, as on a calendar on the wall.</summary>
    [Fact]
    public void A_limit_is_what_somebody_counts_day_by_day_and_never_ends_on_a_day_off() => Prop.ForAll(
        Gen.Choose(0, 300).Zip(Gen.Choose(1, 40)).Zip(Gen.Elements(DayUnit.Calendar, DayUnit.Working)).ToArbitrary(),
        given =>
        {
            var ((start, days), unit) = given;
            var from = new DateOnly(2026, 1, 1).AddDays(start);
            var year = Enumerable.Range(1, 400).Select(from.AddDays).ToList();
            var counted = unit == DayUnit.Working
                ? year.Where(day => Days.IsWorked(day) != false).ElementAt(days - 1)
                : year.Skip(days - 1).First(day => Days.IsWorked(day) != false);
            return Days.LastDay(from, days, unit) == (counted.Year == 2026 ? counted : null)
                && (counted.Year != 2026 || Days.IsWorked(counted) == true);
        }).QuickCheckThrowOnFailure();

    /// <summary>A clock that stops and goes on grants the same days as one that runs through, apart from the stop.</summary>
    [Fact]
    public void The_days_before_and_after_a_stop_are_those_of_the_limit() => Prop.ForAll(
        Gen.Choose(0, 200).Zip(Gen.Choose(0, 6)).Zip(Gen.Choose(0, 30)).Zip(
            Gen.Elements(DayUnit.Calendar, DayUnit.Working)).ToArbitrary(),
        given =>
        {
            const int limit = 7;
            var (((start, runs), rests), unit) = given;
            var from = new DateOnly(2026, 1, 1).AddDays(start);
            var stops = from.AddDays(runs);
            var resumes = stops.AddDays(rests);
            var used = Days.DaysUsed(from, stops, unit, limit - 1);
            var last = Days.LastDay(resumes, limit - used, unit)!.Value;
            var counts = Counted(from, stops).Concat(Counted(resumes, last.AddDays(1))).Count();
            // Days off at the end are beyond the limit and move it on only.
            var moved = unit == DayUnit.Calendar
                ? Counted(resumes, last.AddDays(1)).Count(day => day > resumes.AddDays(limit - used))
                : 0;
            return counts - moved == limit;

            IEnumerable<DateOnly> Counted(DateOnly after, DateOnly before)
            {
                for (var day = after.AddDays(1); day < before; day = day.AddDays(1))
                {
                    if (unit == DayUnit.Calendar || Days.IsWorked(day) == true)
                        yield return day;
                }
            }
        }).QuickCheckThrowOnFailure();
}
