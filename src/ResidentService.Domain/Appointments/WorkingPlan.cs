using System.Collections.Immutable;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Appointments;

/// <summary>The hours of a usual week, cut into slots of equal length.</summary>
/// <param name="SlotMinutes">10 to 240, so that a day has fewer slots than a decision may have facts.</param>
/// <param name="Shifts">At most <see cref="ShiftsMax"/>; those of a day do not overlap.</param>
public sealed record WorkingPlan(int SlotMinutes, IReadOnlyList<Shift> Shifts)
{
    public const int SlotMinutesMin = 10;

    public const int SlotMinutesMax = 240;

    public const int ShiftsMax = 28;

    public bool IsSound() => SlotMinutes is >= SlotMinutesMin and <= SlotMinutesMax && Shifts.Count <= ShiftsMax
        && Shifts.All(shift => shift.Weekday is >= 1 and <= 7)
        && Shifts.GroupBy(shift => shift.Weekday).All(day => Hours.AreSound([.. day.Select(shift => shift.Hours)]));

    public bool IsSameAs(WorkingPlan other) =>
        SlotMinutes == other.SlotMinutes && Shifts.SequenceEqual(other.Shifts);

    /// <summary>The hours of a day that is no exception.</summary>
    public ImmutableList<Hours> On(DateOnly day) => [.. Shift.On(day, Shifts)];

    /// <summary>The slots of a day with such hours, the earliest first.</summary>
    public IEnumerable<Slot> SlotsOn(DateOnly day, IEnumerable<Hours> hours)
    {
        var midnight = Calendar.StartOf(day);
        foreach (var (from, to) in hours)
        {
            for (var minute = from; minute + SlotMinutes <= to; minute += SlotMinutes)
                yield return new(midnight.AddMinutes(minute), midnight.AddMinutes(minute + SlotMinutes));
        }
    }
}

/// <param name="Weekday">1 is Monday, 7 is Sunday (ISO 8601).</param>
public readonly record struct Shift(int Weekday, Hours Hours)
{
    /// <summary>The hours of a day of a usual week, the earliest first.</summary>
    public static IEnumerable<Hours> On(DateOnly day, IEnumerable<Shift> shifts)
    {
        var weekday = day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;
        return shifts.Where(shift => shift.Weekday == weekday).Select(shift => shift.Hours)
            .OrderBy(hours => hours.FromMinute);
    }
}

/// <summary>A stretch of one day in Shanghai, in minutes from midnight.</summary>
public readonly record struct Hours(int FromMinute, int ToMinute)
{
    public const int PerDayMax = 4;

    private const int MinutesOfDay = 24 * 60;

    /// <summary>Whether a day can have these: each within the day, none overlapping, not too many.</summary>
    public static bool AreSound(IReadOnlyList<Hours> hours)
    {
        var ordered = hours.OrderBy(one => one.FromMinute).ToList();
        return ordered.Count <= PerDayMax
            && ordered.TrueForAll(one => one.FromMinute >= 0 && one.FromMinute < one.ToMinute)
            && ordered.TrueForAll(one => one.ToMinute <= MinutesOfDay)
            && ordered.Zip(ordered.Skip(1)).All(pair => pair.First.ToMinute <= pair.Second.FromMinute);
    }

    public bool Hold(Slot slot)
    {
        var midnight = Calendar.StartOf(slot.Day());
        return midnight.AddMinutes(FromMinute) <= slot.StartsAt && slot.EndsAt <= midnight.AddMinutes(ToMinute);
    }
}

public readonly record struct Slot(DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    public DateOnly Day() => Calendar.DayOf(StartsAt);

    public bool Overlaps(Slot other) => StartsAt < other.EndsAt && other.StartsAt < EndsAt;
}
