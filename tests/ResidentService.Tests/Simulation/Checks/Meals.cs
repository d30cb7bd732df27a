using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Simulation.Checks;

/// <summary>
/// Counts meals again, from the entries alone: never more than the quota, nobody twice, no standing order twice a day,
/// nothing ordered after the cut-off; each day closes once and leaves nobody waiting; whoever did not open is told of,
/// first to the grid worker, once.
/// </summary>
internal sealed class Meals(World world)
{
    private readonly Dictionary<ActorId, Day> _days = [];

    public void See(Entry entry, MealDayFact fact)
    {
        if (fact is MealDayFact.Published of)
        {
            world.Check(
                !_days.TryGetValue(entry.Stream, out var before) || before.IsWithdrawn, $"{of.Day} came out twice");
            _days[entry.Stream] = new(of.Day, of.CutOff) { Quota = of.Menu.Quota };
        }
        else if (_days.TryGetValue(entry.Stream, out var day))
        {
            See(entry, fact, day);
            world.Check(day.Taken.Count <= day.Quota, $"{day.Id} has {day.Quota} meals and gave {day.Taken.Count}");
        }
    }

    /// <summary>At the end, when all deadlines have fired.</summary>
    public void CheckEnd()
    {
        foreach (var day in _days.Values.Where(day => !day.IsWithdrawn))
        {
            world.Check(day.IsClosed, $"{day.Id} never closed");
            foreach (var (resident, absence) in day.Absent)
                world.Check(absence.Told is not null, $"nobody was told that {resident} did not open on {day.Id}");
        }
    }

    private void See(Entry entry, MealDayFact fact, Day day)
    {
        switch (fact)
        {
            case MealDayFact.MenuChanged of:
                day.Quota = of.Menu.Quota;
                break;
            case MealDayFact.MenuWithdrawn:
                day.IsWithdrawn = true;
                break;
            case MealDayFact.StandingAsked of:
                day.Waiting.UnionWith(of.Due.Select(due => due.Resident));
                break;
            case MealDayFact.Ordered of:
                world.Check(entry.At < day.CutOff, $"{of.Resident} ordered for {day.Id} too late");
                world.Check(day.Taken.Add(of.Resident), $"{of.Resident} has two meals on {day.Id}");
                world.Check(
                    of.Standing is not { } standing || day.Standing.TryAdd(standing, of.Resident),
                    $"{of.Standing} was placed twice on {day.Id}");
                day.Waiting.Remove(of.Resident);
                break;
            case MealDayFact.Cancelled of:
                day.Without(of.Resident);
                day.Absent.Remove(of.Resident);
                break;
            case MealDayFact.StandingLetGo of:
                day.Without(of.Standing.Resident);
                day.Standing.Remove(of.Standing.Standing);
                break;
            case MealDayFact.NotServed of:
                foreach (var resident in of.Residents)
                    day.Without(resident);
                break;
            case MealDayFact.DietClashed of:
                world.Check(
                    entry.At >= day.CutOff && day.Taken.Contains(of.Resident), $"{of.Resident} had no meal on {day.Id}");
                break;
            case MealDayFact.RunFinished { Minutes: > 0 } of:
                world.Check(day.Signed.Add((of.Run, of.Courier)), $"{of.Courier} was given {of.Run} twice");
                break;
            case MealDayFact.Closed of:
                world.Check(!day.IsClosed && entry.At >= day.CutOff, $"{day.Id} closed twice, or too early");
                world.Check(day.Waiting.Count == 0, $"{day.Id} closed with {string.Join(", ", day.Waiting)} waiting");
                world.Check(of.Meals == day.Taken.Count, $"{day.Id} closed with {of.Meals}, not {day.Taken.Count} meals");
                day.IsClosed = true;
                break;
            case MealDayFact.NobodyHome of:
                day.Absent[of.Resident] = new(entry.At, of.TellAt, null);
                break;
            case MealDayFact.AbsenceTold of:
                Tell(entry, of, day);
                break;
            case MealDayFact.HandedOver of:
                day.Absent.Remove(of.Resident);
                break;
            case MealDayFact.Refused of:
                day.Absent.Remove(of.Resident);
                break;
            case MealDayFact.Reached of:
                day.Absent.Remove(of.Resident);
                break;
        }
    }

    private void Tell(Entry entry, MealDayFact.AbsenceTold of, Day day)
    {
        if (!day.Absent.TryGetValue(of.Resident, out var absence))
            world.Fail($"an alert for {of.Resident} on {day.Id}, who was reached");
        else
        {
            world.Check(entry.At >= absence.TellAt, $"an alert for {of.Resident} on {day.Id} before its time");
            world.Check(
                absence.Told is null ? of.Alert == OrderAlert.GridWorker : of.Alert == OrderAlert.Street,
                $"{of.Alert} is told of {of.Resident} on {day.Id} after {absence.Told}");
            day.Absent[of.Resident] = absence with { TellAt = of.AgainAt, Told = of.Alert };
        }
    }

    private sealed record Absence(DateTimeOffset Since, DateTimeOffset TellAt, OrderAlert? Told);

    private sealed class Day(MealDayId id, DateTimeOffset cutOff)
    {
        public MealDayId Id => id;

        public DateTimeOffset CutOff => cutOff;

        public int Quota { get; set; }

        public bool IsClosed { get; set; }

        public bool IsWithdrawn { get; set; }

        public HashSet<ResidentId> Taken { get; } = [];

        public HashSet<ResidentId> Waiting { get; } = [];

        /// <summary>Standing orders that were placed and not let go.</summary>
        public Dictionary<StandingId, ResidentId> Standing { get; } = [];

        /// <summary>Who has got minutes for which run.</summary>
        public HashSet<(RunId, ResidentId)> Signed { get; } = [];

        public Dictionary<ResidentId, Absence> Absent { get; } = [];

        public void Without(ResidentId resident)
        {
            Taken.Remove(resident);
            Waiting.Remove(resident);
        }
    }
}
