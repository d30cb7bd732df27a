using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Appointments;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Looks;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Contents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Looks;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Appointments;

/// <summary>Holding, confirming, cancelling; and noting who came, by the provider or a worker.</summary>
public static class AppointmentEndpoints
{
    /// <summary>Why who serves sees what the appointment is about.</summary>
    private const string LookReason = "为办理预约";

    public static void MapAppointments(this RouteGroupBuilder books)
    {
        books.MapPost("/{id}/holds", Hold)
            .WithSummary("Keeps a free slot for me while I confirm; staff can do so for somebody else.");
        books.MapGet("/{id}/appointments", ListDay).WithSummary("A day's appointments, for who serves there.");
        var appointments = books.MapGroup("/{id}/appointments/{appointmentId}");
        appointments.MapGet("", Get).WithSummary("An appointment, for the person and for who serves.");
        appointments.MapPost("/confirm", Confirm).WithSummary("Books the slot that is held.");
        appointments.MapPost("/cancel", Cancel)
            .WithSummary("Cancels it; free for the person until some hours before the start, always for staff.");
        appointments.MapPost("/attended", NoteAttended).WithSummary("Notes that the person came; by who serves.");
        appointments.MapPost("/missed", NoteMissed).WithSummary("Notes that the person did not come; by who serves.");
        appointments.MapPost("/excuse", Excuse)
            .WithSummary("Excuses a missed appointment, so that it does not count; by who serves.");
    }

    public static void MapMyAppointments(this RouteGroupBuilder api) =>
        api.MapGroup("/me/appointments").WithTags("appointments")
            .MapGet("", ListMine).WithSummary("My appointments, the latest booked first.");

    private static async Task<Results<Created<SlotHeld>, Problem>> Hold(
        BookId id, Body<HoldSlot> body, AppointmentCall call)
    {
        var (startsAt, forWhom) = body.Value;
        if (await call.Read(id) is not { } book)
            return Problem.Of(new AppointmentRejection.NoSuchBook());
        var isForOther = forWhom is { } other && other != call.Caller.Resident;
        if (isForOther && !await call.Serves(book))
            return Problem.Of(EdgeFault.NotAllowed);
        var resident = forWhom ?? call.Caller.Resident;
        if (await call.Ask.Read(resident.Actor, new GetResident()) is not { } person)
            return Problem.Of(new ResidentRejection.NoSuchResident());
        if (isForOther && !await call.MayWorkFor(person))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await call.Ask.Read(book.Community.Actor, new GetCommunity()) is not { Policy.Policy: var policy })
            return Problem.Of(new CommunityRejection.NoSuchCommunity());

        // A block keeps nobody from the service: staff book for whoever is barred from booking by themself.
        var barredUntil = isForOther ? null : person.BarredUntil(call.Now, policy.Appointment);
        var outcome = await call.Ask.Of(id.Actor, new AppointmentBookCommand.Hold(
            call.Ask.NewId<AppointmentId>(), resident, startsAt, policy.Appointment, barredUntil));
        if (outcome.Refusal() is { } problem)
            return problem;
        var reply = outcome.Reply<HoldReply>();
        return TypedResults.Created(
            $"/api/v1/appointment-books/{id}/appointments/{reply.Appointment}", SlotHeld.Of(reply));
    }

    private static async Task<Results<Ok<ItemsOf<AppointmentItem>>, Problem>> ListDay(
        BookId id, [AsParameters] WhichAppointments which, AppointmentCall call, Tables tables, KeyVault vault)
    {
        var (book, refused) = await call.ReadAsStaff(id);
        if (book is null)
            return refused!;
        var rows = tables.Read(connection =>
            AppointmentTables.OfDay(connection, id, which.Day ?? Calendar.DayOf(call.Now)));
        var items = new List<AppointmentItem>(rows.Items.Count);
        foreach (var row in rows.Items)
            items.Add(row with { DisplayName = await DisplayNames.Of(row.ResidentId, call.Ask, vault) });
        return TypedResults.Ok(new ItemsOf<AppointmentItem>(items, null));
    }

    private static Ok<ItemsOf<AppointmentItem>> ListMine(Page page, SignedIn caller, Tables tables) =>
        TypedResults.Ok(tables.Read(connection => AppointmentTables.OfResident(connection, caller.Resident, page)));

    private static async Task<Results<Ok<AppointmentAnswer>, Problem>> Get(
        BookId id, AppointmentId appointmentId, AppointmentCall call, KeyVault vault)
    {
        if (await call.Find(id, appointmentId) is not (Appointment: { } view, var isStaff))
            return Problem.Of(new AppointmentRejection.NoSuchAppointment());
        if (isStaff && view.Matter is not null && await LookRecords.Record(
            view.Resident, call.Caller, LookAt.Appointment, LookReason, call.Ask, vault) is { } problem)
            return problem;
        return TypedResults.Ok(await Answer(id, view, vault));
    }

    private static async Task<Results<Ok<AppointmentAnswer>, Problem>> Confirm(
        BookId id, AppointmentId appointmentId, Body<ConfirmAppointment> body, HttpContext context,
        AppointmentCall call, KeyVault vault, ContentChecks checks)
    {
        if (await call.Find(id, appointmentId) is not (Appointment: { } view, var isStaff))
            return Problem.Of(new AppointmentRejection.NoSuchAppointment());
        if (await checks.Of(ContentUse.Matter, null, context, call.Ask, body.Value.Matter) is { } bad)
            return bad;
        Sealed? matter = string.IsNullOrWhiteSpace(body.Value.Matter)
            ? null
            : await vault.Seal(view.Resident, Fields.AppointmentMatter, body.Value.Matter.Trim());
        var outcome = await call.Ask.Of(id.Actor, new AppointmentBookCommand.Confirm(appointmentId, matter));
        if (outcome.Refusal() is { } problem)
            return problem;
        var booked = (await call.Find(id, appointmentId)).Appointment!;
        // What the person wrote earlier is shown to staff by a look of its own.
        return TypedResults.Ok(await Answer(id, isStaff ? booked with { Matter = null } : booked, vault));
    }

    private static async Task<Results<NoContent, Problem>> Cancel(
        BookId id, AppointmentId appointmentId, Body<CancelAppointment> body, AppointmentCall call)
    {
        var reason = body.Value.Reason?.Trim();
        if (await call.Find(id, appointmentId) is not (Appointment: not null, var isStaff))
            return Problem.Of(new AppointmentRejection.NoSuchAppointment());
        if (isStaff && string.IsNullOrEmpty(reason))
            return Problem.Of(EdgeFault.ValidationFailed.At(
                "reason", "请填写取消的原因，居民会看到。", "Please give the reason; the person is told."));
        // The person's own words are nobody else's matter.
        var outcome = await call.Ask.Of(id.Actor, new AppointmentBookCommand.Cancel(
            appointmentId, isStaff, isStaff ? reason : null));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.NoContent();
    }

    private static Task<Results<NoContent, Problem>> NoteAttended(
        BookId id, AppointmentId appointmentId, NoBody body, AppointmentCall call) =>
        Note(id, new AppointmentBookCommand.NoteAttended(appointmentId), call);

    private static Task<Results<NoContent, Problem>> NoteMissed(
        BookId id, AppointmentId appointmentId, NoBody body, AppointmentCall call) =>
        Note(id, new AppointmentBookCommand.NoteMissed(appointmentId), call);

    private static async Task<Results<NoContent, Problem>> Note(
        BookId id, AppointmentBookCommand command, AppointmentCall call)
    {
        var (book, refused) = await call.ReadAsStaff(id);
        if (book is null)
            return refused!;
        if ((await call.Ask.Of(id.Actor, command)).Refusal() is { } problem)
            return problem;
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Problem>> Excuse(
        BookId id, AppointmentId appointmentId, Body<GiveReason> body, AppointmentCall call, KeyVault vault)
    {
        var (book, refused) = await call.ReadAsStaff(id);
        if (book is null)
            return refused!;
        if (await call.Find(id, appointmentId) is not (Appointment: { Resident: var resident }, _))
            return Problem.Of(new AppointmentRejection.NoSuchAppointment());

        var reason = await vault.Seal(resident, Fields.ExcuseReason, body.Value.Reason.Trim());
        var outcome = await call.Ask.Of(
            resident.Actor, new ResidentCommand.ExcuseMissedAppointment(appointmentId, reason));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.NoContent();
    }

    private static async Task<AppointmentAnswer> Answer(BookId id, AppointmentView view, KeyVault vault) => new(
        view.Appointment, id, view.Resident, view.Slot.StartsAt, view.Slot.EndsAt, view.Status, view.HeldUntil,
        await vault.Open(view.Resident, Fields.AppointmentMatter, view.Matter));
}
