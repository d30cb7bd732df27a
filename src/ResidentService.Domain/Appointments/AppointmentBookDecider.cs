using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Appointments;

public abstract record AppointmentBookCommand : ICommand
{
    private AppointmentBookCommand() { }

    public sealed record Open(BookId Book, CommunityId Community, BookDetails Details, WorkingPlan Plan)
        : AppointmentBookCommand;

    /// <summary>From now on; appointments that were made stay, also where the new plan has no such slot.</summary>
    public sealed record Change(BookDetails Details, WorkingPlan Plan) : AppointmentBookCommand;

    /// <summary>Makes a day an exception; appointments outside its hours are cancelled.</summary>
    /// <param name="Hours">Empty: closed; null: as the plan says.</param>
    /// <param name="Notice">For those whose appointment is cancelled.</param>
    public sealed record SetDay(DateOnly Day, IReadOnlyList<Hours>? Hours, string? Notice) : AppointmentBookCommand;

    /// <summary>Keeps a slot for a person for some minutes; a hold of theirs in this book moves here.</summary>
    /// <param name="BarredUntil">What the resident's own record says, after several no-shows.</param>
    public sealed record Hold(
        AppointmentId Appointment,
        ResidentId Resident,
        DateTimeOffset StartsAt,
        AppointmentRules Rules,
        DateTimeOffset? BarredUntil) : AppointmentBookCommand;

    public sealed record Confirm(AppointmentId Appointment, Sealed? Matter) : AppointmentBookCommand;

    /// <param name="ByStaff">Also the provider. Else the person, for whom a late one counts as a no-show.</param>
    public sealed record Cancel(AppointmentId Appointment, bool ByStaff, Sealed? Reason) : AppointmentBookCommand;

    public sealed record NoteAttended(AppointmentId Appointment) : AppointmentBookCommand;

    public sealed record NoteMissed(AppointmentId Appointment) : AppointmentBookCommand;

    /// <summary>A deadline.</summary>
    public sealed record EndHold(AppointmentId Appointment) : AppointmentBookCommand;

    /// <summary>A deadline.</summary>
    public sealed record Remind(AppointmentId Appointment, Reminder Reminder) : AppointmentBookCommand;

    /// <summary>A deadline: nobody has noted whether the person came.</summary>
    public sealed record LeaveUnrecorded(AppointmentId Appointment) : AppointmentBookCommand;
}

[Named("appointment.hold.reply.v1")]
public sealed record HoldReply(AppointmentId Appointment, Slot Slot, DateTimeOffset HeldUntil) : IReply;

public static class AppointmentBookDecider
{
    /// <summary>Nobody has noted by then whether the person came.</summary>
    internal static readonly TimeSpan RecordedWithin = TimeSpan.FromHours(24);

    public static Decider<AppointmentBookCommand, AppointmentBookFact, AppointmentBook> Value { get; } =
        new("book", new AppointmentBook.Unknown(), Decide, AppointmentBook.Evolve);

    public static Decision Decide(AppointmentBookCommand command, AppointmentBook state, Context context) =>
        (command, state) switch
        {
            (AppointmentBookCommand.Open open, _) => Open(open, state),
            (_, AppointmentBook.Open book) => Decide(command, book, context.At),
            // Deadlines are never rejected.
            (AppointmentBookCommand.EndHold or AppointmentBookCommand.Remind or AppointmentBookCommand.LeaveUnrecorded,
                _) => Decision.Already(),
            _ => Decision.Reject(new AppointmentRejection.NoSuchBook()),
        };

    private static Decision Decide(AppointmentBookCommand command, AppointmentBook.Open book, DateTimeOffset now) =>
        command switch
        {
            AppointmentBookCommand.Change change => Change(change, book),
            AppointmentBookCommand.SetDay set => SetDay(set, book, now),
            AppointmentBookCommand.Hold hold => BookingDecisions.Hold(hold, book, now),
            AppointmentBookCommand.Confirm(var id, var matter) => BookingDecisions.Confirm(id, matter, book, now),
            AppointmentBookCommand.EndHold(var id) => BookingDecisions.EndHold(id, book, now),
            AppointmentBookCommand.Cancel cancel => KeepingDecisions.Cancel(cancel, book, now),
            AppointmentBookCommand.NoteAttended(var id) => KeepingDecisions.NoteAttended(id, book, now),
            AppointmentBookCommand.NoteMissed(var id) => KeepingDecisions.NoteMissed(id, book, now),
            AppointmentBookCommand.Remind(var id, var reminder) => KeepingDecisions.Remind(id, reminder, book, now),
            AppointmentBookCommand.LeaveUnrecorded(var id) => KeepingDecisions.LeaveUnrecorded(id, book, now),
            _ => throw new InvalidOperationException(command.ToString()),
        };

    private static Decision Open(AppointmentBookCommand.Open open, AppointmentBook state)
    {
        if (!open.Plan.IsSound())
            return Decision.Reject(new AppointmentRejection.PlanInvalid());
        return state is AppointmentBook.Unknown
            ? Decision.Accept(new AppointmentBookFact.Opened(open.Book, open.Community, open.Details, open.Plan))
            : Decision.Already();
    }

    private static Decision Change(AppointmentBookCommand.Change change, AppointmentBook.Open book)
    {
        if (!change.Plan.IsSound())
            return Decision.Reject(new AppointmentRejection.PlanInvalid());
        return change.Details == book.Details && change.Plan.IsSameAs(book.Plan)
            ? Decision.Already()
            : Decision.Accept(new AppointmentBookFact.Changed(book.Id, change.Details, change.Plan));
    }

    private static Decision SetDay(AppointmentBookCommand.SetDay set, AppointmentBook.Open book, DateTimeOffset now)
    {
        var (day, hours, notice) = set;
        if (hours is not null && !Hours.AreSound(hours))
            return Decision.Reject(new AppointmentRejection.PlanInvalid());
        var past = Calendar.DayOf(now);
        if (day < past || day > past.AddDays(AppointmentRules.BookAheadDaysMax))
            return Decision.Reject(new AppointmentRejection.DayOutOfReach());

        var facts = new List<IEvent>();
        var isSame = book.Exceptions.TryGetValue(day, out var before)
            ? hours is not null && before.SequenceEqual(hours)
            : hours is null;
        if (!isSame)
            facts.Add(new AppointmentBookFact.DaySet(book.Id, day, hours));
        if (hours is not null)
            facts.AddRange(KeepingDecisions.Outside(hours, day, notice, book, now));
        return facts.Count > 0 ? Decision.Accept(facts) : Decision.Already();
    }
}
