using System.Collections.Immutable;

namespace ResidentService.Domain.Kernel;

/// <summary>In which days a limit of the law is counted.</summary>
public enum DayUnit
{
    /// <summary>Every day counts; where the last one is a day off, the next working day is the last one.</summary>
    Calendar,

    /// <summary>Only working days count.</summary>
    Working,
}

/// <summary>
/// Which days are worked: weekends are off, but for make-up working days, and holidays are off. Known for whole years
/// only, since the holidays of a year are announced in the year before; of other years it says that it does not know.
/// A deadline that was computed once is recorded: what has happened never depends on this again.
/// </summary>
/// <param name="Years">The years that are known.</param>
/// <param name="Off">Holidays, also those on weekends.</param>
/// <param name="Worked">Days of a weekend that are worked in exchange.</param>
public sealed record WorkingDays(
    ImmutableHashSet<int> Years, ImmutableHashSet<DateOnly> Off, ImmutableHashSet<DateOnly> Worked)
{
    /// <summary>The last day of the years that are known without a gap from a day on; null where its own is not.</summary>
    public DateOnly? KnownUntil(DateOnly from)
    {
        var year = from.Year;
        if (!Years.Contains(year))
            return null;
        while (Years.Contains(year + 1))
            year++;
        return new(year, 12, 31);
    }

    /// <summary>Whether a day is worked; null where its year is not known.</summary>
    public bool? IsWorked(DateOnly day)
    {
        if (!Years.Contains(day.Year))
            return null;
        return Worked.Contains(day) || (!IsWeekend(day) && !Off.Contains(day));
    }

    /// <summary>
    /// The last day of a limit of so many days; never a day off. The day in which it begins does not count, and a day
    /// off at its end moves it on (Civil Code of the PRC, art. 201 and 203). It ends with that day.
    /// </summary>
    /// <param name="days">At least 1.</param>
    /// <returns>Null where it would need a year that is not known.</returns>
    public DateOnly? LastDay(DateOnly from, int days, DayUnit unit)
    {
        var day = unit == DayUnit.Calendar ? from.AddDays(days - 1) : from;
        for (var left = unit == DayUnit.Calendar ? 1 : days; left > 0;)
        {
            day = day.AddDays(1);
            if (IsWorked(day) is not { } isWorked)
                return null;
            if (isWorked)
                left--;
        }

        return day;
    }

    /// <summary>
    /// How many days of a limit have been used when its clock stops: those between the day in which it began and the
    /// day in which it stops, none of which counts itself.
    /// </summary>
    /// <param name="max">It counts no further than this.</param>
    public int DaysUsed(DateOnly from, DateOnly until, DayUnit unit, int max)
    {
        var used = 0;
        for (var day = from.AddDays(1); day < until && used < max; day = day.AddDays(1))
            used += unit == DayUnit.Calendar || IsWorked(day) == true ? 1 : 0;
        return used;
    }

    /// <summary>The last working day before a day; where years are not known, the day before.</summary>
    public DateOnly WorkedBefore(DateOnly day)
    {
        var before = day.AddDays(-1);
        while (IsWorked(before) == false)
            before = before.AddDays(-1);
        return before;
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
