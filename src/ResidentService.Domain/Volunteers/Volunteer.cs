using System.Collections.Immutable;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Volunteers;

/// <summary>A resident who registered to serve: number, skills, and what they have served and earned.</summary>
public abstract record Volunteer
{
    /// <summary>A day's points are kept so long before the newest day, in case an old event is settled late.</summary>
    private const int DaysKept = 366;

    private Volunteer() { }

    /// <summary>Service that was decided on, recorded or refused: each once.</summary>
    public ImmutableHashSet<Served> Decided { get; init; } = [];

    public sealed record Unregistered : Volunteer;

    public sealed record Registered(ResidentId Id, VolunteerNumber Number, ImmutableList<string> Skills) : Volunteer
    {
        public int SignedMinutes { get; init; }

        /// <summary>Of visits that were reported, not signed, and then approved.</summary>
        public int SupplementedMinutes { get; init; }

        /// <summary>Reported visits that were recorded or turned down: each once.</summary>
        public ImmutableHashSet<VisitId> Visits { get; init; } = [];

        /// <summary>Reported visits that wait for two members of staff.</summary>
        public ImmutableDictionary<VisitId, VisitReport> Reports { get; init; } =
            ImmutableDictionary<VisitId, VisitReport>.Empty;

        /// <summary>Of reported visits.</summary>
        public ImmutableSortedDictionary<DateOnly, int> MinutesOfDay { get; init; } =
            ImmutableSortedDictionary<DateOnly, int>.Empty;

        /// <summary>Those that keep a place, whether they have begun or not.</summary>
        public ImmutableHashSet<PairingId> Pairings { get; init; } = [];

        /// <summary>Before this day a vetting is in force.</summary>
        public DateOnly? VettedUntil { get; init; }

        /// <summary>The account was erased: nothing new begins.</summary>
        public bool HasLeft { get; init; }

        public ImmutableSortedDictionary<DateOnly, int> PointsOfDay { get; init; } =
            ImmutableSortedDictionary<DateOnly, int>.Empty;
        public ImmutableSortedDictionary<int, int> PointsOfYear { get; init; } =
            ImmutableSortedDictionary<int, int>.Empty;

        public IReadOnlyList<PairingId> PairingIds() =>
            [.. Pairings.OrderBy(id => id.Value, StringComparer.Ordinal)];

        /// <summary>What the caps leave of points for a check-in on a day (DOMAIN.md, Volunteering).</summary>
        public Amount Granted(Amount asked, DateOnly day, EarningRules rules)
        {
            var left = Math.Min(
                rules.PointsPerDayMax - PointsOfDay.GetValueOrDefault(day),
                rules.PointsPerYearMax - PointsOfYear.GetValueOrDefault(day.Year));
            return Amount.Of(Math.Clamp(asked.Value, 0, Math.Max(left, 0)));
        }
    }

    public static Volunteer Evolve(Volunteer state, VolunteerFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (Unregistered, VolunteerFact.Registered(var resident, var number, var skills)) =>
            new Registered(resident, number, [.. skills]) { Decided = state.Decided },
        (Registered volunteer, VolunteerFact.ServiceRecorded recorded) => Record(volunteer, recorded),
        (Registered volunteer, VolunteerFact.Vetted vetted) => volunteer with { VettedUntil = vetted.ReviewOn },
        (Registered volunteer, VolunteerFact.VettingWithdrawn) => volunteer with { VettedUntil = null },
        (Registered volunteer, VolunteerFact.PairingTaken(_, var id)) =>
            volunteer with { Pairings = volunteer.Pairings.Add(id) },
        (Registered volunteer, VolunteerFact.PairingReleased(var id)) =>
            volunteer with { Pairings = volunteer.Pairings.Remove(id) },
        (Registered volunteer, VolunteerFact.VisitReported reported) => volunteer with
        {
            Reports = volunteer.Reports.SetItem(
                reported.Visit,
                new(reported.Pairing, reported.Community, Calendar.DayOf(reported.At), reported.Minutes, null)),
        },
        (Registered volunteer, VolunteerFact.VisitApproved(_, var visit, var by)) => volunteer with
        {
            Reports = volunteer.Reports.SetItem(visit, volunteer.Reports[visit] with { ApprovedBy = by }),
        },
        (Registered volunteer, VolunteerFact.VisitRecorded recorded) => Record(volunteer, recorded),
        (Registered volunteer, VolunteerFact.VisitTurnedDown turned) => Closed(volunteer, turned.Visit),
        (Registered volunteer, VolunteerFact.Left) => volunteer with { HasLeft = true, Pairings = [] },
        (_, VolunteerFact.ServiceRefused refused) =>
            state with { Decided = state.Decided.Add(Served.Of(refused.Evidence)) },
        _ => state,
    };

    private static Registered Closed(Registered volunteer, VisitId visit) => volunteer with
    {
        Visits = volunteer.Visits.Add(visit),
        Reports = volunteer.Reports.Remove(visit),
    };

    /// <summary>What was written before reports were approved names no day.</summary>
    private static Registered Record(Registered volunteer, VolunteerFact.VisitRecorded fact)
    {
        var days = volunteer.MinutesOfDay;
        if (volunteer.Reports.GetValueOrDefault(fact.Visit) is { Day: var day })
        {
            days = days.SetItem(day, days.GetValueOrDefault(day) + fact.Minutes);
            days = Recent(days);
        }

        return Closed(volunteer, fact.Visit) with
        {
            SupplementedMinutes = volunteer.SupplementedMinutes + fact.Minutes,
            MinutesOfDay = days,
        };
    }

    private static Registered Record(Registered volunteer, VolunteerFact.ServiceRecorded fact)
    {
        var served = Served.Of(fact.Evidence);
        var points = fact.PointsGranted.Value;
        var days = volunteer.PointsOfDay.SetItem(
            served.Day, volunteer.PointsOfDay.GetValueOrDefault(served.Day) + points);
        return volunteer with
        {
            Decided = volunteer.Decided.Add(served),
            SignedMinutes = volunteer.SignedMinutes + fact.SignedMinutes,
            PointsOfDay = Recent(days),
            PointsOfYear = volunteer.PointsOfYear.SetItem(
                served.Day.Year, volunteer.PointsOfYear.GetValueOrDefault(served.Day.Year) + points),
        };
    }

    private static ImmutableSortedDictionary<DateOnly, int> Recent(ImmutableSortedDictionary<DateOnly, int> days)
    {
        var oldest = days.Keys.Last().AddDays(-DaysKept);
        return days.RemoveRange(days.Keys.TakeWhile(day => day < oldest).ToList());
    }
}

/// <summary>A visit whose minutes the volunteer has typed in.</summary>
/// <param name="ApprovedBy">The first of two.</param>
public sealed record VisitReport(
    PairingId Pairing, CommunityId Community, DateOnly Day, int Minutes, ResidentId? ApprovedBy);

/// <summary>Service at an event or on a visit, on a day of check-in.</summary>
public readonly record struct Served(ServiceId Service, DateOnly Day)
{
    public static Served Of(ServiceEvidence evidence) => new(evidence.Service, Calendar.DayOf(evidence.CheckedInAt));
}

/// <summary>A volunteer's record; null for who is not registered.</summary>
public sealed record GetVolunteer : IQuery<Volunteer, VolunteerView?>
{
    public VolunteerView? Answer(Volunteer state) => state is Volunteer.Registered volunteer
        ? new(volunteer.Number, volunteer.Skills, Stars.Of(volunteer.SignedMinutes), volunteer.SignedMinutes,
            volunteer.SupplementedMinutes, volunteer.VettedUntil)
        : null;
}

/// <param name="SupplementedMinutes">
/// Typed in and approved by two of staff; they count for the record, never for points.
/// </param>
public sealed record VolunteerView(
    VolunteerNumber Number, IReadOnlyList<string> Skills, int StarLevel, int SignedMinutes, int SupplementedMinutes,
    DateOnly? VettedUntil = null);

public static class Stars
{
    private static readonly ImmutableArray<int> Hours = [100, 300, 600, 1000, 1500];

    /// <summary>0 to 5 stars by signed hours (DOMAIN.md, Volunteering).</summary>
    public static int Of(int signedMinutes) => Hours.Count(hours => signedMinutes >= hours * 60);
}
