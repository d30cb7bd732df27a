using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;

namespace ResidentService.Domain.Meals;

/// <summary>From the planned runs to what happened at each door.</summary>
internal static class DoorDecisions
{
    public const int ConditionsMax = 5;

    public static Decision Decide(MealDayCommand command, MealDay.Out day, DateTimeOffset now) => command switch
    {
        MealDayCommand.PlanRuns(var runs) => Plan(runs, day, now),
        MealDayCommand.AssignRun assign => Assign(assign, day),
        MealDayCommand.ReleaseRun(var id, var courier) =>
            day.Runs.TryGetValue(id, out var run) && run.Courier?.Who == courier && !HasEnded(run, day)
                ? Decision.Accept(new MealDayFact.RunReleased(day.Id, day.Community, id, courier))
                : Decision.Already(),
        MealDayCommand.NoteDoor door => NoteDoor(door, day, now),
        MealDayCommand.NoteAbsence absence => NoteAbsence(absence, day, now),
        MealDayCommand.NoteReached(var who, var by, var words) => day.Meals.GetValueOrDefault(who) switch
        {
            Meal.Absent => WithFinish(new MealDayFact.Reached(day.Id, who, by, words), who, day, now),
            Meal.Ended { End: MealEnd.Reached } => Decision.Already(),
            Meal.Ended => Decision.Reject(new MealRejection.HasEnded()),
            null => Decision.Reject(new MealRejection.NoSuchMeal()),
            _ => Decision.Reject(new MealRejection.OtherStep()),
        },
        MealDayCommand.ReportCondition report => Report(report, day),
        _ => throw new InvalidOperationException(command.ToString()),
    };

    /// <summary>What was planned so far goes.</summary>
    public static IEnumerable<MealDayFact> Discarded(MealDay.Out day)
    {
        if (!day.Runs.IsEmpty)
        {
            var runs = day.Runs.Values.OrderBy(run => run.Number).ToList();
            yield return new MealDayFact.RunsDiscarded(
                day.Id, runs.ConvertAll(run => run.Id),
                [.. runs.Where(run => run.Courier is not null).Select(run => run.Courier!.Who).Distinct()]);
        }
    }

    /// <summary>A fact by which a meal ends; with the last one of a run everybody who went is done.</summary>
    public static Decision WithFinish(MealDayFact fact, ResidentId resident, MealDay.Out day, DateTimeOffset now)
    {
        var after = (MealDay.Out)MealDay.Evolve(day, fact, now);
        return after.RunTo(resident) is { } run && HasEnded(run, after)
            ? Decision.Accept([fact, .. Finished(run, day)])
            : Decision.Accept(fact);
    }

    private static IEnumerable<MealDayFact> Finished(Run run, MealDay.Out day)
    {
        var earlier = run.Before.Values.Where(courier => courier.Minutes > 0)
            .OrderBy(courier => courier.Who.Value, StringComparer.Ordinal);
        IEnumerable<Courier> couriers = run.Courier is { } last ? [.. earlier, last] : earlier;
        return couriers.Select(courier => new MealDayFact.RunFinished(
            day.Id, day.Community, run.Id, courier.Who, courier.Minutes,
            courier.Minutes > 0 ? new SignedPresence(courier.BegunAt!.Value, courier.Earning) : null));
    }

    private static bool HasEnded(Run run, MealDay.Out day) =>
        run.Stops.TrueForAll(stop => day.Meals[stop] is Meal.Ended);

    /// <summary>Each meal is on one run; a plan made over other meals is made again.</summary>
    private static Decision Plan(IReadOnlyList<PlannedRun> runs, MealDay.Out day, DateTimeOffset now)
    {
        if (now < day.CutOff)
            return Decision.Reject(new MealRejection.NotClosed());
        var meals = day.Meals.Values.OfType<Meal.Ordered>().Select(meal => meal.Terms.Resident).ToHashSet();
        if (meals.Count == 0)
            return Decision.Reject(new MealRejection.NothingToDeliver());
        if (day.Runs.Values.Any(run => run.Courier is not null))
            return Decision.Reject(new MealRejection.RunsAssigned());
        var stops = runs.SelectMany(run => run.Stops).ToList();
        if (stops.Count != meals.Count || !meals.SetEquals(stops)
            || runs.Any(run => run.Stops.Count is 0 or > RunPlanning.StopsMax))
            return Decision.Reject(new ChangedMeanwhile());
        return Decision.Accept(
        [
            .. day.Runs.Values.OrderBy(run => run.Number).SelectMany(run => Finished(run, day)),
            .. Discarded(day),
            .. runs.Select((run, index) => new MealDayFact.RunPlanned(
                day.Id, day.Community, run.Run, index + 1, run.Stops, run.Metres)),
        ]);
    }

    private static Decision Assign(MealDayCommand.AssignRun assign, MealDay.Out day)
    {
        if (!day.Runs.TryGetValue(assign.Run, out var run))
            return Decision.Reject(new MealRejection.NoSuchRun());
        if (run.Courier?.Who == assign.Courier)
            return Decision.Already();
        if (HasEnded(run, day))
            return Decision.Reject(new MealRejection.HasEnded());
        return run.Stops.Contains(assign.Courier)
            ? Decision.Reject(new MealRejection.ServesSelf())
            : Decision.Accept(new MealDayFact.RunAssigned(
                day.Id, run.Id, assign.Courier, run.Courier?.Who, assign.By, assign.Earning));
    }

    private static Decision NoteDoor(MealDayCommand.NoteDoor door, MealDay.Out day, DateTimeOffset now)
    {
        var (id, who, courier, outcome, withCard) = door;
        if (NotTheirs(id, who, courier, day) is { } refusal)
            return Decision.Reject(refusal);
        if (now < Calendar.StartOf(day.Id.Day))
            return Decision.Reject(new MealRejection.NotToday());
        return (day.Meals[who], outcome) switch
        {
            (Meal.Ended { End: MealEnd.HandedOver }, DoorOutcome.HandedOver) => Decision.Already(),
            (Meal.Ended { End: MealEnd.Refused }, DoorOutcome.Refused) => Decision.Already(),
            (Meal.Ended, _) => Decision.Reject(new MealRejection.HasEnded()),
            (Meal.Absent, DoorOutcome.NobodyHome) => Decision.Already(),
            (_, DoorOutcome.NobodyHome) => Decision.Accept(new MealDayFact.NobodyHome(
                day.Id, id, who, courier, now.AddMinutes(day.Rules.NotAtHomeMinutes))),
            (_, DoorOutcome.Refused) =>
                WithFinish(new MealDayFact.Refused(day.Id, id, who, courier, withCard), who, day, now),
            _ => WithFinish(new MealDayFact.HandedOver(day.Id, id, who, courier, withCard), who, day, now),
        };
    }

    /// <summary>The grid worker is told first, then the street, then the street again.</summary>
    private static Decision NoteAbsence(MealDayCommand.NoteAbsence absence, MealDay.Out day, DateTimeOffset now)
    {
        var (who, since, alert, at) = absence;
        if (day.Meals.GetValueOrDefault(who) is not Meal.Absent absent || absent.Since != since || now < at
            || absent.Alerted > alert || (absent.Alerted == alert && alert != OrderAlert.Street))
            return Decision.Already();
        return Decision.Accept(new MealDayFact.AbsenceTold(
            day.Id, day.Community, who, since, alert, now.AddMinutes(day.Rules.NotAtHomeRepeatMinutes)));
    }

    private static Decision Report(MealDayCommand.ReportCondition report, MealDay.Out day)
    {
        var (id, who, courier, words) = report;
        if (NotTheirs(id, who, courier, day) is { } refusal)
            return Decision.Reject(refusal);
        return day.Meals[who].Conditions.Count >= ConditionsMax
            ? Decision.Reject(new MealRejection.TooManyReports())
            : Decision.Accept(new MealDayFact.ConditionReported(day.Id, day.Community, id, who, courier, words));
    }

    private static MealRejection? NotTheirs(RunId id, ResidentId who, ResidentId courier, MealDay.Out day)
    {
        if (!day.Runs.TryGetValue(id, out var run))
            return new MealRejection.NoSuchRun();
        if (run.Courier?.Who != courier)
            return new MealRejection.NotCourier();
        return run.Stops.Contains(who) ? null : new MealRejection.NoSuchMeal();
    }
}
