using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Messages;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Inbox;

/// <summary>My messages inside the mini-program.</summary>
public static class InboxEndpoints
{
    public static void MapInbox(this RouteGroupBuilder api)
    {
        var inbox = api.MapGroup("/me/inbox").WithTags("inbox");
        inbox.MapGet("", List).WithSummary("What I was told, the newest first, whether or not WeChat took it.");
        inbox.MapGet("/unread", Unread).WithSummary("How many of my messages I have not read.");
        inbox.MapPost("/read", MarkRead).WithSummary("I have read up to this message; nothing becomes unread again.");
    }

    private static Ok<ItemsOf<InboxMessage>> List(
        HttpContext context, SignedIn caller, Tables tables, Page page, [FromServices] MessagesDatabase messages)
    {
        Language.Speak(context);
        var rows = tables.Read(connection => InboxTables.Of(connection, caller.Resident, page));
        var read = messages.Do(connection => ReadMarks.Of(connection, caller.Resident));
        return TypedResults.Ok(page.Of(
            rows, row => InboxMessage.Of(row, isRead: row.Position <= read), row => ByPosition.Key(row.Position)));
    }

    private static Ok<UnreadMessages> Unread(
        SignedIn caller, Tables tables, [FromServices] MessagesDatabase messages)
    {
        var read = messages.Do(connection => ReadMarks.Of(connection, caller.Resident));
        return TypedResults.Ok(new UnreadMessages(
            tables.Read(connection => InboxTables.CountAfter(connection, caller.Resident, read))));
    }

    private static NoContent MarkRead(
        Body<ReadMessages> body, SignedIn caller, [FromServices] MessagesDatabase messages)
    {
        messages.Do(connection => ReadMarks.Move(connection, caller.Resident, body.Value.Through!.Value));
        return TypedResults.NoContent();
    }
}

/// <param name="SubjectId">What it is about, for the page that a tap opens: an event, a voucher, an appointment, …</param>
/// <param name="Title">A heading of a few words.</param>
public sealed record InboxMessage(
    long MessageId, NoticePurpose Purpose, string? SubjectId, string Title, string Text, DateTimeOffset At, bool IsRead)
{
    public static InboxMessage Of(InboxRow row, bool isRead)
    {
        var purpose = ByPosition.Status<NoticePurpose>(row.Purpose);
        return new(
            row.Position, purpose, row.Subject, NoticeTexts.Heading(purpose),
            NoticeTexts.Body(purpose, row.Title ?? "", row.When, row.Points ?? 0), ByPosition.Time(row.At), isRead);
    }
}

public sealed record UnreadMessages(int Unread);

/// <param name="Through">The messageId of the newest one read.</param>
public sealed record ReadMessages(long? Through)
{
    public sealed class Rules : AbstractValidator<ReadMessages>
    {
        public Rules() => RuleFor(body => body.Through).NotNull().GreaterThan(0);
    }
}
