using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ResidentService.Domain.Appointments;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Appointments;

/// <summary>A request about appointments: who asks, when by domain time, and whether they serve there.</summary>
public sealed class AppointmentCall
{
    private readonly DomainClock _clock;
    private readonly Access _access;

    private AppointmentCall(HttpContext context, SignedIn caller, Asking ask)
    {
        (Caller, Ask) = (caller, ask);
        _clock = context.RequestServices.GetRequiredService<DomainClock>();
        _access = context.RequestServices.GetRequiredService<Access>();
    }

    public static async ValueTask<AppointmentCall?> BindAsync(HttpContext context) =>
        SignedIn.Of(context) is { } caller ? new(context, caller, (await Asking.BindAsync(context))!) : null;

    public SignedIn Caller { get; }

    public Asking Ask { get; }

    /// <summary>Domain time.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    public async ValueTask<bool> Serves(BookView book) =>
        (book.Details.Provider == Caller.Resident && Caller.Helper is null)
        || await _access.MayWork(Caller, book.Community);

    public ValueTask<bool> MayWorkFor(Resident.Registered person) => _access.MayWorkFor(Caller, person.Community);

    public ValueTask<BookView?> Read(BookId id) => BookEndpoints.Read(id, Ask, _clock);

    /// <summary>The book, for who serves there; or else why not.</summary>
    public async ValueTask<(BookView? Book, Problem? Problem)> ReadAsStaff(BookId id)
    {
        if (await Read(id) is not { } book)
            return (null, Problem.Of(new AppointmentRejection.NoSuchBook()));
        return await Serves(book) ? (book, null) : (null, Problem.Of(EdgeFault.NotAllowed));
    }

    /// <summary>
    /// An appointment, for the person whose it is and for who serves; to anybody else it does not exist.
    /// </summary>
    public async ValueTask<(AppointmentView? Appointment, bool IsStaff)> Find(BookId id, AppointmentId appointment)
    {
        if (await Read(id) is not { } book
            || await Ask.Read(id.Actor, new GetAppointment(appointment, Now)) is not { } view)
            return (null, false);
        if (view.Resident == Caller.Resident)
            return (view, false);
        return await Serves(book) ? (view, true) : (null, false);
    }
}
