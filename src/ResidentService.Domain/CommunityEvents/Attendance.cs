using System.Collections.Immutable;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.CommunityEvents;

/// <summary>One stay: from a check-in to its check-out, if there was one.</summary>
public readonly record struct AttendanceRecord(
    DateTimeOffset CheckedInAt, RecordedBy InBy, DateTimeOffset? CheckedOutAt, RecordedBy? OutBy)
{
    public bool IsOpen => CheckedOutAt is null;

    public bool ByStaff => InBy != RecordedBy.Code || OutBy is RecordedBy.StaffScan or RecordedBy.Staff;
}

/// <summary>Who stands behind a time: a code, staff with the person's card, or staff alone.</summary>
public enum RecordedBy
{
    Code,
    StaffScan,
    Staff,
}

/// <summary>When one can check in and out, and what minutes and points follow (DOMAIN.md, Volunteering).</summary>
public static class Attendance
{
    /// <summary>
    /// Sessions whose windows of check-in and check-out touch are one stretch: who stays over the break need not check
    /// out. A stay belongs to the stretch in which it began, so one forgotten yesterday does not swallow today.
    /// </summary>
    /// <param name="ClosesAt">Until when one can check out.</param>
    public sealed record Stretch(DateTimeOffset OpensAt, DateTimeOffset ClosesAt, ImmutableList<Session> Sessions);

    public static IReadOnlyList<Stretch> Stretches(IReadOnlyList<Session> sessions, EventRules rules)
    {
        var stretches = new List<Stretch>();
        foreach (var session in sessions.OrderBy(session => session.StartsAt))
        {
            var opensAt = session.StartsAt.AddMinutes(-rules.CheckInOpensMinutes);
            var closesAt = session.EndsAt.AddMinutes(rules.CheckOutClosesMinutes);
            if (stretches is [.., var last] && opensAt <= last.ClosesAt)
                stretches[^1] = last with { ClosesAt = closesAt, Sessions = last.Sessions.Add(session) };
            else
                stretches.Add(new(opensAt, closesAt, [session]));
        }

        return stretches;
    }

    /// <summary>The stretch to which a stay that began then belongs.</summary>
    public static Stretch? At(IReadOnlyList<Stretch> stretches, DateTimeOffset checkedInAt) =>
        stretches.FirstOrDefault(stretch => stretch.OpensAt <= checkedInAt && checkedInAt <= stretch.ClosesAt);

    /// <summary>
    /// Signed minutes and points, a line for each day of check-in. Minutes and points are rounded down once over the
    /// whole event (fixed rule): a line has what the whole up to it has more than the whole before it.
    /// Stays without a check-out have no minutes.
    /// </summary>
    public static IReadOnlyList<ServedDay> Days(
        IEnumerable<AttendanceRecord> records, IReadOnlyList<Session> sessions, EventRules rules, int pointsPerHour)
    {
        var stretches = Stretches(sessions, rules);
        var days = new List<ServedDay>();
        var served = TimeSpan.Zero;
        var (minutes, points) = (0, 0L);
        var closed = records.Where(record => !record.IsOpen);
        foreach (var day in closed.GroupBy(record => Calendar.DayOf(record.CheckedInAt)))
        {
            served += day.Aggregate(TimeSpan.Zero, (sum, record) => sum + Served(record, stretches));
            var minutesNow = (int)(served.Ticks / TimeSpan.TicksPerMinute);
            var pointsNow = (long)minutesNow * pointsPerHour / 60;
            if (minutesNow > minutes)
                days.Add(new(day.First().CheckedInAt, minutesNow - minutes, Amount.Of(pointsNow - points)));
            (minutes, points) = (minutesNow, pointsNow);
        }

        return days;
    }

    private static TimeSpan Served(AttendanceRecord record, IReadOnlyList<Stretch> stretches)
    {
        var served = TimeSpan.Zero;
        foreach (var session in At(stretches, record.CheckedInAt)?.Sessions ?? [])
        {
            var from = record.CheckedInAt > session.StartsAt ? record.CheckedInAt : session.StartsAt;
            var to = record.CheckedOutAt < session.EndsAt ? record.CheckedOutAt.Value : session.EndsAt;
            served += to > from ? to - from : TimeSpan.Zero;
        }

        return served;
    }
}

/// <param name="CheckedInAt">The first check-in of the day.</param>
/// <param name="Points">Before the caps.</param>
public readonly record struct ServedDay(DateTimeOffset CheckedInAt, int Minutes, Amount Points);
