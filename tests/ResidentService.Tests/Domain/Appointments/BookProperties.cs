using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.Appointments;
using ResidentService.Domain.Kernel;
using static ResidentService.Tests.Domain.Appointments.ABook;

namespace ResidentService.Tests.Domain.Appointments;

/// <summary>Whatever many people do in whatever order, under whatever plans: no time is given twice.</summary>
public sealed class BookProperties
{
    private static readonly Gen<AppointmentId> Appointments =
        Gen.Choose(1, 20).Select(number => Apt("a" + number));

    private static readonly Gen<AppointmentBookCommand> Commands = Gen.Frequency<AppointmentBookCommand>(
        (8, Appointments.SelectMany(id => Gen.Choose(1, 6).SelectMany(who => Gen.Choose(0, 11).Select(slot =>
            (AppointmentBookCommand)new AppointmentBookCommand.Hold(
                id, Person("p" + who), At(9).AddMinutes(slot * 15), Rules, null))))),
        (6, Appointments.Select(id => (AppointmentBookCommand)new AppointmentBookCommand.Confirm(id, null))),
        (2, Appointments.Select(id => (AppointmentBookCommand)new AppointmentBookCommand.Cancel(id, false, null))),
        (2, Appointments.Select(id => (AppointmentBookCommand)new AppointmentBookCommand.EndHold(id))),
        (1, Gen.Elements(15, 30, 45, 60).Select(minutes =>
            (AppointmentBookCommand)new AppointmentBookCommand.Change(Details, Plan with { SlotMinutes = minutes }))),
        (1, Gen.Elements<Hours[]?>(null, [], [Morning], [Afternoon]).Select(hours =>
            (AppointmentBookCommand)new AppointmentBookCommand.SetDay(Monday, hours, "调整"))));

    [Fact]
    public void No_time_is_given_twice_and_nobody_has_two() => Prop
        .ForAll(Commands.Zip(Gen.Choose(0, 4)).ListOf().Select(list => list.ToList()).ToArbitrary(), steps =>
        {
            var (book, now) = (Open().State, Friday);
            foreach (var (command, minutes) in steps)
            {
                now = now.AddMinutes(minutes);
                book = After(command, book, now, out _);
                Check(Assert.IsType<AppointmentBook.Open>(book), now);
                After(command, book, now, out var repeated);
                Assert.Equal(0, repeated);
            }
        }).QuickCheckThrowOnFailure();

    private static AppointmentBook After(
        AppointmentBookCommand command, AppointmentBook book, DateTimeOffset now, out int facts)
    {
        var context = new Context(CommandId.OfRequest("test"), Caller.System, now);
        var events = AppointmentBookDecider.Decide(command, book, context) is Decision.Accepted accepted
            ? accepted.Events.Cast<AppointmentBookFact>().ToList()
            : [];
        facts = events.Count;
        return events.Aggregate(book, (next, fact) => ThroughASnapshot.Of(AppointmentBook.Evolve(next, fact, now)));
    }

    private static void Check(AppointmentBook.Open book, DateTimeOffset now)
    {
        var taking = book.Appointments.Values.Where(one => one is not Appointment.Ended).ToList();
        Assert.Equal(
            taking.Select(one => one.Id.Value).Order(StringComparer.Ordinal),
            book.Days.Values.SelectMany(day => day).Select(id => id.Value).Order(StringComparer.Ordinal));
        for (var i = 0; i < taking.Count; i++)
            Assert.DoesNotContain(taking[(i + 1)..], other => other.Slot.Overlaps(taking[i].Slot));
        Assert.All(taking.GroupBy(one => one.Resident), own => Assert.Single(own));
        Assert.Equal(taking.Count, book.Of.Count);
        Assert.All(new GetSlots(Monday, 1, now).Answer(book)!.Where(one => one.IsFree), free => Assert.DoesNotContain(
            taking, one => one is Appointment.Booked && one.Slot.Overlaps(free.Slot)));
    }
}
