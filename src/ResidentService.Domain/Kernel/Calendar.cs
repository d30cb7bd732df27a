namespace ResidentService.Domain.Kernel;

/// <summary>
/// Days and months of Asia/Shanghai, which has been +08:00 without daylight saving since 1992 (DOMAIN.md).
/// </summary>
public static class Calendar
{
    /// <summary>+08:00.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    /// <summary>The same instant, on the clocks of Shanghai.</summary>
    public static DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(Offset);

    /// <summary>The day in Shanghai.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>The month in Shanghai.</summary>
    public static Month MonthOf(DateTimeOffset at) => Month.Of(DayOf(at));

    /// <summary>Midnight in Shanghai at which the day begins.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>
    /// Whole years from a birth date to a day; a birthday on 29 February counts from 1 March in other years.
    /// </summary>
    public static int AgeOn(DateOnly birthDate, DateOnly day)
    {
        var years = day.Year - birthDate.Year;
        return (day.Month, day.Day).CompareTo((birthDate.Month, birthDate.Day)) < 0 ? years - 1 : years;
    }

    /// <summary>
    /// Whether any moment of [from, to) lies between 22:00 and 6:00 in Shanghai (DOMAIN.md, Volunteering).
    /// </summary>
    public static bool TouchesNight(DateTimeOffset from, DateTimeOffset to)
    {
        var start = Local(from).TimeOfDay;
        var inNight = start >= TimeSpan.FromHours(22) || start < TimeSpan.FromHours(6);
        return to > from && (inNight || start + (to - from) > TimeSpan.FromHours(22));
    }
}

/// <summary>
/// A month of a year, written <c>2026-05</c>; the years are 2 to 9998, so that it has a start and an end. The default
/// is no month.
/// </summary>
public readonly record struct Month : IComparable<Month>, IParsable<Month>
{
    private readonly int _months;

    private Month(int months) => _months = months;

    /// <summary>The month of a day.</summary>
    public static Month Of(DateOnly day) => new((day.Year * 12) + day.Month - 1);

    /// <summary>Reads <c>2026-05</c>; false for another form or a year outside the range.</summary>
    public static bool TryParse(string? text, out Month month)
    {
        var ok = DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", out var day) && day.Year is >= 2 and <= 9998;
        month = ok ? Of(day) : default;
        return ok;
    }

    /// <inheritdoc/>
    public static Month Parse(string s, IFormatProvider? provider) =>
        TryParse(s, out var month) ? month : throw new FormatException($"no month: {s}");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out Month result) => TryParse(s, out result);

    /// <summary>So many months later.</summary>
    public Month Plus(int months) => new(_months + months);

    /// <summary>Midnight in Shanghai at which it begins.</summary>
    public DateTimeOffset Start => Calendar.StartOf(new DateOnly(_months / 12, (_months % 12) + 1, 1));

    /// <summary>The first instant after it.</summary>
    public DateTimeOffset End => Plus(1).Start;

    /// <inheritdoc/>
    public int CompareTo(Month other) => _months.CompareTo(other._months);

    /// <summary>Earlier than.</summary>
    public static bool operator <(Month a, Month b) => a._months < b._months;

    /// <summary>Later than.</summary>
    public static bool operator >(Month a, Month b) => a._months > b._months;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Month a, Month b) => a._months <= b._months;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Month a, Month b) => a._months >= b._months;

    /// <inheritdoc/>
    public override string ToString() => $"{_months / 12:0000}-{(_months % 12) + 1:00}";
}
