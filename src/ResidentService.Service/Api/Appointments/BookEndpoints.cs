using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Appointments;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Appointments;

/// <summary>
/// Appointment books: opened and changed by the workers of their community, seen by whoever is signed in.
/// </summary>
public static class BookEndpoints
{
    public static void MapAppointmentBooks(this RouteGroupBuilder api)
    {
        var books = api.MapGroup("/appointment-books").WithTags("appointments");
        books.MapPost("", Open).RequireKey()
            .WithSummary("Opens an appointment book with its hours of a usual week; by a worker.");
        books.MapGet("", List).WithSummary("The books of a community: what can be booked there.");
        books.MapGet("/{id}", Get).WithSummary("A book: what it is for, its usual week and its exceptions.");
        books.MapPut("/{id}", Change)
            .WithSummary("Changes a book; appointments that were made stay; no shifts close it. By a worker.");
        books.MapPut("/{id}/days/{day}", SetDay)
            .WithSummary("Gives a day other hours, or none: appointments outside them are cancelled. By a worker.");
        books.MapDelete("/{id}/days/{day}", UnsetDay).WithSummary("Gives a day its usual hours again; by a worker.");
        books.MapGet("/{id}/slots", Slots).WithSummary("The slots of some days that are still to come, free or not.");
        books.MapAppointments();
        api.MapMyAppointments();
    }

    private static async Task<Results<Created<BookOpened>, Problem>> Open(
        Body<NewBook> body, SignedIn caller, Asking ask, Access access)
    {
        var community = body.Value.CommunityId;
        if (!await access.MayWork(caller, community))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await ask.Read(community.Actor, new GetCommunity()) is null)
            return Problem.Of(new CommunityRejection.NoSuchCommunity());
        if (await NoProvider(body.Value.ProviderId, ask) is { } nobody)
            return nobody;

        var id = ask.NewId<BookId>();
        var outcome = await ask.Of(id.Actor, new AppointmentBookCommand.Open(
            id, community, body.Value.ToDetails(), body.Value.ToPlan()));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.Created($"/api/v1/appointment-books/{id}", new BookOpened(id));
    }

    private static Ok<ItemsOf<BookItem>> List([AsParameters] WhichBooks which, Page page, Tables tables) =>
        TypedResults.Ok(tables.Read(connection =>
            AppointmentTables.BooksOf(connection, which.CommunityId, which.Kind(), page)));

    private static async Task<Results<Ok<BookAnswer>, Problem>> Get(BookId id, Asking ask, DomainClock clock) =>
        await Read(id, ask, clock) is { } book
            ? TypedResults.Ok(BookAnswer.Of(book))
            : Problem.Of(new AppointmentRejection.NoSuchBook());

    private static async Task<Results<Ok<BookAnswer>, Problem>> Change(
        BookId id, Body<ChangeBook> body, SignedIn caller, Asking ask, Access access, DomainClock clock)
    {
        var (book, refused) = await AsWorker(id, caller, ask, access, clock);
        if (book is null)
            return refused!;
        if (await NoProvider(body.Value.ProviderId, ask) is { } nobody)
            return nobody;

        var outcome = await ask.Of(id.Actor, new AppointmentBookCommand.Change(
            body.Value.Over(book.Details), body.Value.Over(book.Plan)));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.Ok(BookAnswer.Of((await Read(id, ask, clock))!));
    }

    private static Task<Results<NoContent, Problem>> SetDay(
        BookId id, DateOnly day, Body<SetDay> body, SignedIn caller, Asking ask, Access access, DomainClock clock)
    {
        IReadOnlyList<Hours> hours = [.. body.Value.Hours.Select(one => one.ToHours())];
        return ChangeDay(id, new(day, hours, body.Value.Reason.Trim()), caller, ask, access, clock);
    }

    private static Task<Results<NoContent, Problem>> UnsetDay(
        BookId id, DateOnly day, NoBody body, SignedIn caller, Asking ask, Access access, DomainClock clock) =>
        ChangeDay(id, new(day, null, null), caller, ask, access, clock);

    private static async Task<Results<NoContent, Problem>> ChangeDay(
        BookId id, AppointmentBookCommand.SetDay command, SignedIn caller, Asking ask, Access access, DomainClock clock)
    {
        var (book, refused) = await AsWorker(id, caller, ask, access, clock);
        if (book is null)
            return refused!;
        if ((await ask.Of(id.Actor, command)).Refusal() is { } problem)
            return problem;
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<SlotsAnswer>, Problem>> Slots(
        BookId id, [AsParameters] WhichSlots which, Asking ask, DomainClock clock)
    {
        var now = clock.GetUtcNow();
        var slots = await ask.Read(
            id.Actor, new GetSlots(which.From ?? Calendar.DayOf(now), which.Count(), now));
        return slots is null
            ? Problem.Of(new AppointmentRejection.NoSuchBook())
            : TypedResults.Ok(new SlotsAnswer(
                [.. slots.Select(one => new SlotItem(one.Slot.StartsAt, one.Slot.EndsAt, one.IsFree))]));
    }

    internal static ValueTask<BookView?> Read(BookId id, Asking ask, DomainClock clock) =>
        ask.Read(id.Actor, new GetBook(Calendar.DayOf(clock.GetUtcNow())));

    private static async ValueTask<(BookView? Book, Problem? Problem)> AsWorker(
        BookId id, SignedIn caller, Asking ask, Access access, DomainClock clock)
    {
        if (await Read(id, ask, clock) is not { } book)
            return (null, Problem.Of(new AppointmentRejection.NoSuchBook()));
        return await access.MayWork(caller, book.Community) ? (book, null) : (null, Problem.Of(EdgeFault.NotAllowed));
    }

    private static async ValueTask<Problem?> NoProvider(ResidentId? provider, Asking ask) =>
        provider is { } id && await ask.Read(id.Actor, new GetResident()) is null
            ? Problem.Of(new ResidentRejection.NoSuchResident())
            : null;
}
