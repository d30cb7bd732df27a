using Microsoft.AspNetCore.Http;
using ResidentService.Domain.Appointments;
using ResidentService.Domain.Kernel;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Appointments;

/// <summary>A request about appointments: who asks, when by domain time, and whether they serve there.</summary>
public sealed class AppointmentCall : SignedInCall
{
    private AppointmentCall(HttpContext context, SignedIn caller, Asking ask) : base(context, caller, ask)
    {
    }

    public static async ValueTask<AppointmentCall?> BindAsync(HttpContext context) =>
        SignedIn.Of(context) is { } caller ? new(context, caller, (await Asking.BindAsync(context))!) : null;

    public async ValueTask<bool> Serves(BookView book) =>
        (book.Details.Provider == Caller.Resident && Caller.Helper is null)
        || await MayWork(book.Community);

    public ValueTask<BookView?> Read(BookId id) => Ask.Read(id.Actor, new GetBook(Calendar.DayOf(Now)));

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
