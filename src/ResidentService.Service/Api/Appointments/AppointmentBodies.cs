using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using ResidentService.Domain.Appointments;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.CommunityEvents;

namespace ResidentService.Service.Api.Appointments;

/// <param name="StartsAt">Of a free slot.</param>
/// <param name="ResidentId">For whom staff book; absent: for myself.</param>
public sealed record HoldSlot(DateTimeOffset StartsAt, ResidentId? ResidentId)
{
    public sealed class Rules : AbstractValidator<HoldSlot>
    {
        public Rules() => RuleFor(body => body.StartsAt).Must(time => EventTimes.AreUsual(time));
    }
}

/// <param name="Matter">What it is about; kept sealed, for the person and who serves them.</param>
public sealed record ConfirmAppointment(string? Matter)
{
    public sealed class Rules : AbstractValidator<ConfirmAppointment>
    {
        private const int MatterLengthMax = 500;

        public Rules() => RuleFor(body => body.Matter).MaximumLength(MatterLengthMax);
    }
}

/// <param name="Reason">Needed from staff: it is what the person is told.</param>
public sealed record CancelAppointment(string? Reason)
{
    public sealed class Rules : AbstractValidator<CancelAppointment>
    {
        public Rules() => RuleFor(body => body.Reason).MaximumLength(GiveReason.LengthMax);
    }
}

public sealed record WhichAppointments
{
    /// <summary>Absent: today.</summary>
    [FromQuery(Name = "day")]
    public DateOnly? Day { get; init; }

    public sealed class Rules : AbstractValidator<WhichAppointments>
    {
        public Rules() => RuleFor(query => query.Day).InclusiveBetween(WhichSlots.Earliest, WhichSlots.Latest);
    }
}

/// <param name="HeldUntil">To be confirmed until then.</param>
public sealed record SlotHeld(
    AppointmentId AppointmentId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset HeldUntil)
{
    public static SlotHeld Of(HoldReply reply) =>
        new(reply.Appointment, reply.Slot.StartsAt, reply.Slot.EndsAt, reply.HeldUntil);
}

public sealed record AppointmentAnswer(
    AppointmentId AppointmentId,
    BookId BookId,
    ResidentId ResidentId,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    AppointmentStatus Status,
    DateTimeOffset? HeldUntil,
    string? Matter);

/// <param name="DisplayName">For who serves; absent in the person's own list.</param>
/// <param name="Reason">Why it was cancelled; in the person's own list.</param>
/// <param name="Matter">What it is about; in the person's own list.</param>
public sealed record AppointmentItem(
    AppointmentId AppointmentId,
    BookId BookId,
    ServiceKind Service,
    string Title,
    string? Place,
    ResidentId ResidentId,
    string? DisplayName,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    AppointmentStatus Status,
    string? Reason,
    string? Matter);
