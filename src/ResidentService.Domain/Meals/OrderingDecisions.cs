using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Meals;

/// <summary>Who eats, until orders close.</summary>
internal static class OrderingDecisions
{
    /// <summary>Null where the command is about something else.</summary>
    public static Decision? Decide(MealDayCommand command, MealDay.Out day, DateTimeOffset now) => command switch
    {
        MealDayCommand.Order order => Order(order, day, now),
        MealDayCommand.Cancel cancel => Cancel(cancel, day, now),
        MealDayCommand.AskStanding(var due) => AskStanding(due, day, now),
        MealDayCommand.LetStandingGo(var due) => now < day.CutOff && IsFrom(due, day)
            ? Decision.Accept(new MealDayFact.StandingLetGo(day.Id, due))
            : Decision.Already(),
        MealDayCommand.AnswerWaiting answer => Answer(answer, day, now),
        MealDayCommand.HoldToDiet hold => HoldToDiet(hold, day, now),
        _ => null,
    };

    private static Decision Order(MealDayCommand.Order order, MealDay.Out day, DateTimeOffset now)
    {
        if (now >= day.CutOff)
            return Decision.Reject(new MealRejection.TooLate());
        if (day.Meals.GetValueOrDefault(order.Resident)?.IsCooked == true)
            return Decision.Reject(new MealRejection.AlreadyOrdered());
        if (order.Revision != day.Revision)
            return Decision.Reject(new ChangedMeanwhile());
        if (day.Menu.Find(order.Dish) is not { } dish)
            return Decision.Reject(new MealRejection.NoSuchDish());
        if (order.Conflict is { } conflict)
            return Decision.Reject(new MealRejection.DietConflicts(conflict));
        return day.Taken >= day.Menu.Quota
            ? Decision.Reject(new MealRejection.QuotaReached())
            : Decision.Accept(new MealDayFact.Ordered(
                day.Id, day.Community, order.Resident, order.PlacedBy, null, order.Dish, dish.Name, order.Slip));
    }

    /// <summary>By the person until orders close, by staff until somebody was at the door.</summary>
    private static Decision Cancel(MealDayCommand.Cancel cancel, MealDay.Out day, DateTimeOffset now)
    {
        var (resident, byStaff, reason) = cancel;
        return day.Meals.GetValueOrDefault(resident) switch
        {
            null => Decision.Reject(new MealRejection.NoSuchMeal()),
            { IsCooked: false } => Decision.Already(),
            Meal.Ended => Decision.Reject(new MealRejection.HasEnded()),
            Meal.Absent when !byStaff => Decision.Reject(new MealRejection.OtherStep()),
            _ when !byStaff && now >= day.CutOff => Decision.Reject(new MealRejection.TooLate()),
            _ => DoorDecisions.WithFinish(
                new MealDayFact.Cancelled(day.Id, resident, byStaff, reason), resident, day, now),
        };
    }

    /// <summary>What somebody has cancelled by hand is not placed again by their standing order.</summary>
    private static Decision AskStanding(IReadOnlyList<StandingDue> due, MealDay.Out day, DateTimeOffset now)
    {
        var fresh = due.Where(one => day.Asked.GetValueOrDefault(one.Resident) != one
            && day.Declined.GetValueOrDefault(one.Resident) != one.Standing
            && !(day.Meals.TryGetValue(one.Resident, out var meal)
                && (meal.IsCooked || meal.Terms.Standing == one.Standing))).ToList();
        if (fresh.Count == 0)
            return Decision.Already();
        return now < day.CutOff
            ? Decision.Accept(new MealDayFact.StandingAsked(day.Id, fresh))
            : Decision.Accept(new MealDayFact.NotServed(
                day.Id, day.Community, fresh.ConvertAll(one => one.Resident), NotServedReason.TooLate));
    }

    /// <summary>Whose meal still waits for an answer gets it by the new diet anyway.</summary>
    private static Decision HoldToDiet(MealDayCommand.HoldToDiet hold, MealDay.Out day, DateTimeOffset now)
    {
        if (day.Meals.GetValueOrDefault(hold.Resident) is not { } meal || meal is not (Meal.Ordered or Meal.Absent)
            || Calendar.DayOf(now) > day.Id.Day)
            return Decision.Already();
        if (hold.Revision != day.Revision)
            return Decision.Reject(new ChangedMeanwhile());
        return hold.Answer switch
        {
            Fitting.Fits(var dish, _) when dish == meal.Terms.Dish && meal is Meal.Absent => Decision.Already(),
            Fitting.Fits(var dish, var slip) when dish == meal.Terms.Dish =>
                Decision.Accept(new MealDayFact.SlipRenewed(day.Id, hold.Resident, slip)),
            _ when now >= day.CutOff => meal.HasClashed
                ? Decision.Already()
                : Decision.Accept(new MealDayFact.DietClashed(day.Id, day.Community, hold.Resident)),
            Fitting.Fits(var dish, var slip) when day.Menu.Find(dish) is { } found =>
                Decision.Accept(new MealDayFact.Moved(day.Id, hold.Resident, dish, found.Name, slip)),
            _ => Decision.Accept(new MealDayFact.NotServed(
                day.Id, day.Community, [hold.Resident], NotServedReason.DietConflict)),
        };
    }

    private static bool IsFrom(StandingDue due, MealDay.Out day) =>
        day.Asked.GetValueOrDefault(due.Resident)?.Standing == due.Standing
        || (day.Meals.GetValueOrDefault(due.Resident) is Meal.Ordered or Meal.Unfit
            && day.Meals[due.Resident].Terms.Standing == due.Standing);

    private static Decision Answer(MealDayCommand.AnswerWaiting command, MealDay.Out day, DateTimeOffset now)
    {
        var (resident, revision, answer) = command;
        var asked = day.Asked.GetValueOrDefault(resident);
        if ((asked is null && day.Meals.GetValueOrDefault(resident) is not Meal.Unfit) || revision != day.Revision
            || (answer is Fitting.Fits fits && day.Menu.Find(fits.Dish) is null))
            return Decision.Already();
        if (now >= day.CutOff)
            return NotServed(NotServedReason.TooLate);
        return answer switch
        {
            Fitting.FitsNot(var reason) => NotServed(reason),
            Fitting.Fits(var dish, var slip) when asked is null =>
                Decision.Accept(new MealDayFact.Moved(day.Id, resident, dish, day.Menu.Find(dish)!.Name, slip)),
            Fitting.Fits when day.Taken >= day.Menu.Quota => NotServed(NotServedReason.QuotaReached),
            Fitting.Fits(var dish, var slip) => Decision.Accept(new MealDayFact.Ordered(
                day.Id, day.Community, resident, asked!.SetBy, asked.Standing, dish, day.Menu.Find(dish)!.Name, slip)),
            _ => throw new InvalidOperationException(answer.ToString()),
        };

        Decision NotServed(NotServedReason reason) =>
            Decision.Accept(new MealDayFact.NotServed(day.Id, day.Community, [resident], reason));
    }
}
