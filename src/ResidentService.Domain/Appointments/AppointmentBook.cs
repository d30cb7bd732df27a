using System.Collections.Immutable;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Appointments;

/// <summary>One provider's time and who has which slot of it: the one decider of both.</summary>
public abstract record AppointmentBook
{
    private AppointmentBook() { }

    /// <summary>What it consists of; grows with the use of the book.</summary>
    public int Items => this is Open book ? book.Appointments.Count : 0;

    public sealed record Unknown : AppointmentBook;

    public sealed record Open(BookId Id, CommunityId Community, BookDetails Details, WorkingPlan Plan) : AppointmentBook
    {
        /// <summary>What is over is remembered for so long, so that a repeated request still finds it.</summary>
        private const int DaysKept = 30;

        /// <summary>Days whose hours are not those of the plan.</summary>
        public ImmutableSortedDictionary<DateOnly, ImmutableList<Hours>> Exceptions { get; init; } =
            ImmutableSortedDictionary<DateOnly, ImmutableList<Hours>>.Empty;

        public ImmutableDictionary<AppointmentId, Appointment> Appointments { get; init; } =
            ImmutableDictionary<AppointmentId, Appointment>.Empty;

        /// <summary>The appointments that take up time, by day: held or booked.</summary>
        public ImmutableSortedDictionary<DateOnly, ImmutableList<AppointmentId>> Days { get; init; } =
            ImmutableSortedDictionary<DateOnly, ImmutableList<AppointmentId>>.Empty;

        /// <summary>The last one that a person has held or booked, unless it has ended.</summary>
        public ImmutableDictionary<ResidentId, AppointmentId> Of { get; init; } =
            ImmutableDictionary<ResidentId, AppointmentId>.Empty;

        /// <summary>Ended appointments of earlier days are forgotten already.</summary>
        public DateOnly KeptFrom { get; init; }

        public ImmutableList<Hours> HoursOn(DateOnly day) =>
            Exceptions.TryGetValue(day, out var hours) ? hours : Plan.On(day);

        public IEnumerable<Slot> SlotsOn(DateOnly day) => Plan.SlotsOn(day, HoursOn(day));

        public IEnumerable<Appointment> On(DateOnly day) =>
            Days.GetValueOrDefault(day, []).Select(id => Appointments[id]);

        /// <summary>Who has the slot, or a part of it; also by a hold that is past due.</summary>
        public IEnumerable<Appointment> Taking(Slot slot) => On(slot.Day()).Where(one => one.Slot.Overlaps(slot));

        internal Open Taken(Appointment.Held held, DateTimeOffset at)
        {
            var (id, day) = (held.Id, held.Slot.Day());
            var book = KeptSince(Calendar.DayOf(at).AddDays(-DaysKept));
            return book with
            {
                Appointments = book.Appointments.SetItem(id, held),
                Days = book.Days.SetItem(day, book.Days.GetValueOrDefault(day, []).Add(id)),
                Of = book.Of.SetItem(held.Resident, id),
            };
        }

        internal Open Ended(AppointmentId id, AppointmentEnd end)
        {
            if (!Appointments.TryGetValue(id, out var one) || one is Appointment.Ended)
                return this;
            var left = Days.GetValueOrDefault(one.Slot.Day(), []).Remove(id);
            return this with
            {
                Appointments = end == AppointmentEnd.HoldEnded
                    ? Appointments.Remove(id)
                    : Appointments.SetItem(id, new Appointment.Ended(id, one.Resident, one.Slot, end)),
                Days = left.IsEmpty ? Days.Remove(one.Slot.Day()) : Days.SetItem(one.Slot.Day(), left),
                Of = Of.GetValueOrDefault(one.Resident) == id ? Of.Remove(one.Resident) : Of,
            };
        }

        /// <summary>Once a day, what is long over is forgotten.</summary>
        private Open KeptSince(DateOnly day) => day <= KeptFrom
            ? this
            : this with
            {
                KeptFrom = day,
                Appointments = Appointments.RemoveRange(Appointments.Values
                    .Where(one => one is Appointment.Ended && one.Slot.Day() < day).Select(one => one.Id)),
                Exceptions = Exceptions.RemoveRange(Exceptions.Keys.TakeWhile(past => past < day)),
            };
    }

    public static AppointmentBook Evolve(AppointmentBook state, AppointmentBookFact fact, DateTimeOffset at) =>
        (state, fact) switch
        {
            (Unknown, AppointmentBookFact.Opened(var id, var community, var details, var plan)) =>
                new Open(id, community, details, plan),
            (Open book, _) => Evolve(book, fact, at),
            _ => state,
        };

    private static Open Evolve(Open book, AppointmentBookFact fact, DateTimeOffset at) => fact switch
    {
        AppointmentBookFact.Changed(_, var details, var plan) => book with { Details = details, Plan = plan },
        AppointmentBookFact.DaySet(_, var day, null) => book with { Exceptions = book.Exceptions.Remove(day) },
        AppointmentBookFact.DaySet(_, var day, var hours) =>
            book with { Exceptions = book.Exceptions.SetItem(day, [.. hours]) },
        AppointmentBookFact.Held held => book.Taken(
            new(held.Appointment, held.Resident, held.Slot, held.HeldUntil, held.FreeUntil), at),
        AppointmentBookFact.HoldEnded ended => book.Ended(ended.Appointment, AppointmentEnd.HoldEnded),
        AppointmentBookFact.Booked booked
            when book.Appointments.GetValueOrDefault(booked.Appointment) is Appointment.Held held => book with
            {
                Appointments = book.Appointments.SetItem(
                    held.Id, new Appointment.Booked(held.Id, held.Resident, held.Slot, held.FreeUntil, booked.Matter)),
            },
        AppointmentBookFact.Reminded reminded
            when book.Appointments.GetValueOrDefault(reminded.Appointment) is Appointment.Booked booked => book with
            {
                Appointments = book.Appointments.SetItem(booked.Id, booked with { LastReminder = reminded.Reminder }),
            },
        AppointmentBookFact.Cancelled cancelled => book.Ended(cancelled.Appointment, AppointmentEnd.Cancelled),
        AppointmentBookFact.Attended attended => book.Ended(attended.Appointment, AppointmentEnd.Attended),
        AppointmentBookFact.Missed missed => book.Ended(missed.Appointment, AppointmentEnd.Missed),
        AppointmentBookFact.Unrecorded unrecorded => book.Ended(unrecorded.Appointment, AppointmentEnd.Unrecorded),
        _ => book,
    };
}

/// <summary>A slot and whose it is.</summary>
public abstract record Appointment(AppointmentId Id, ResidentId Resident, Slot Slot)
{
    /// <summary>Next: the person confirms, or the hold ends.</summary>
    public sealed record Held(
        AppointmentId Id, ResidentId Resident, Slot Slot, DateTimeOffset HeldUntil, DateTimeOffset FreeUntil)
        : Appointment(Id, Resident, Slot)
    {
        public bool IsPast(DateTimeOffset time) => HeldUntil <= time;
    }

    /// <summary>Next: it is cancelled, or it is noted whether the person came.</summary>
    public sealed record Booked(
        AppointmentId Id, ResidentId Resident, Slot Slot, DateTimeOffset FreeUntil, Sealed? Matter,
        Reminder? LastReminder = null) : Appointment(Id, Resident, Slot);

    public sealed record Ended(AppointmentId Id, ResidentId Resident, Slot Slot, AppointmentEnd End)
        : Appointment(Id, Resident, Slot);
}

public enum AppointmentEnd
{
    HoldEnded,
    Cancelled,
    Attended,
    Missed,
    Unrecorded,
}
