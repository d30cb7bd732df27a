using ResidentService.Domain.Appointments;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Catalogues;

/// <summary>Time limits run while a service is open (DOMAIN.md, Service orders).</summary>
public static class ServiceHours
{
    /// <summary>A service that is never open within so many days is counted by the clock.</summary>
    private const int DaysMax = 60;

    /// <summary>The time at which so many minutes of these hours have passed; without hours, of any.</summary>
    public static DateTimeOffset After(DateTimeOffset from, int minutes, IReadOnlyList<Shift> hours)
    {
        var left = TimeSpan.FromMinutes(minutes);
        var first = Calendar.DayOf(from);
        for (var day = first; hours.Count > 0 && day < first.AddDays(DaysMax); day = day.AddDays(1))
        {
            var midnight = Calendar.StartOf(day);
            foreach (var (opens, closes) in Shift.On(day, hours))
            {
                var start = midnight.AddMinutes(opens) > from ? midnight.AddMinutes(opens) : from;
                var open = midnight.AddMinutes(closes) - start;
                if (open >= left)
                    return Calendar.Local(start + left);
                left -= open > TimeSpan.Zero ? open : TimeSpan.Zero;
            }
        }

        return Calendar.Local(from.AddMinutes(minutes));
    }
}

/// <summary>When staff are told of what is late: together, so that nobody drowns (DOMAIN.md, Service orders).</summary>
public static class Digest
{
    private static readonly TimeSpan[] Times = [new(8, 30, 0), new(14, 0, 0)];
    private static readonly TimeSpan NightEnds = TimeSpan.FromHours(7);
    private static readonly TimeSpan NightBegins = TimeSpan.FromHours(22);

    /// <param name="urgent">At once, but not at night.</param>
    public static DateTimeOffset After(DateTimeOffset at, bool urgent)
    {
        var local = Calendar.Local(at);
        var midnight = Calendar.StartOf(Calendar.DayOf(at));
        if (!urgent)
        {
            return Times.Select(time => midnight + time).Append(midnight.AddDays(1) + Times[0])
                .First(time => time >= local);
        }

        if (local.TimeOfDay < NightEnds)
            return midnight + NightEnds;
        return local.TimeOfDay >= NightBegins ? midnight.AddDays(1) + NightEnds : local;
    }
}
