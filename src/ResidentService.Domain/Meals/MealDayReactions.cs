using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Domain.Volunteers;

namespace ResidentService.Domain.Meals;

public static class MealDayReactions
{
    private const string CloseKey = "close";

    public static Reactions<MealDayFact> Value { get; } = new(Sends, Deadlines);

    private static IEnumerable<Send> Sends(ActorId source, MealDayFact fact, DateTimeOffset at) => fact switch
    {
        MealDayFact.Published(var day, _, _, _, var cutOff, _) =>
            [new(day.Kitchen.Actor, new KitchenCommand.NoteMenu(day.Day, cutOff))],
        MealDayFact.MenuWithdrawn(var day, _) => [new(day.Kitchen.Actor, new KitchenCommand.ForgetMenu(day.Day))],
        // Who delivers as a volunteer earns as at an event; for who is none the record says so.
        MealDayFact.RunFinished { Signed: var (begunAt, earning) } done =>
        [
            new(VolunteerDecider.ActorOf(done.Courier), new VolunteerCommand.RecordService(
                done.Community,
                new ServiceEvidence(ServiceId.Of(done.Run), done.Courier, begunAt),
                done.Minutes,
                Amount.Of((long)done.Minutes * earning.PointsPerHour / 60),
                earning)),
        ],
        _ => [],
    };

    private static IEnumerable<Deadline> Deadlines(ActorId source, MealDayFact fact, DateTimeOffset at) => fact switch
    {
        MealDayFact.Published published =>
            [new Deadline.Set(CloseKey, published.CutOff, new(source, new MealDayCommand.Close()))],
        MealDayFact.MenuWithdrawn => [new Deadline.Clear(CloseKey)],
        MealDayFact.NobodyHome nobody =>
            [Absence(source, nobody.Resident, at, OrderAlert.GridWorker, nobody.TellAt)],
        MealDayFact.AbsenceTold told => [Absence(source, told.Resident, told.Since, OrderAlert.Street, told.AgainAt)],
        MealDayFact.HandedOver done => [new Deadline.Clear(Key(done.Resident))],
        MealDayFact.Refused done => [new Deadline.Clear(Key(done.Resident))],
        MealDayFact.Cancelled done => [new Deadline.Clear(Key(done.Resident))],
        MealDayFact.Reached done => [new Deadline.Clear(Key(done.Resident))],
        _ => [],
    };

    private static Deadline.Set Absence(
        ActorId source, ResidentId who, DateTimeOffset since, OrderAlert alert, DateTimeOffset at) =>
        new(Key(who), at, new(source, new MealDayCommand.NoteAbsence(who, since, alert, at)));

    private static string Key(ResidentId resident) => $"absent-{resident}";
}
