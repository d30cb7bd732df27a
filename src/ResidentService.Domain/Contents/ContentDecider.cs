using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Contents;

public abstract record ContentCommand : ICommand
{
    private ContentCommand() { }

    public sealed record Hold(
        ContentId Content, ResidentId Author, CommunityId Community, ContentKind Kind, Sealed Text, HeldFor Why)
        : ContentCommand;

    public sealed record Allow(ResidentId By) : ContentCommand;

    public sealed record Withdraw(ResidentId By, string Reason) : ContentCommand;
}

public abstract record ContentRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record NoSuchContent() : ContentRejection(RejectionKind.NotFound, "not_found",
        "没有找到这段内容，请刷新后再看。", "There is no such text. Please look again.");
}

public static class ContentDecider
{
    public static Decider<ContentCommand, ContentFact, Content> Value { get; } =
        new("content", new Content.Unknown(), Decide, Content.Evolve);

    public static Decision Decide(ContentCommand command, Content state, Context context) => (command, state) switch
    {
        (ContentCommand.Hold hold, Content.Unknown) => Decision.Accept(new ContentFact.Held(
            hold.Content, hold.Author, hold.Community, hold.Kind, hold.Text, hold.Why)),
        (ContentCommand.Hold, _) => Decision.Already(),
        (_, Content.Unknown) => Decision.Reject(new ContentRejection.NoSuchContent()),
        (ContentCommand.Allow, Content.Allowed) or (ContentCommand.Withdraw, Content.Withdrawn) => Decision.Already(),
        (ContentCommand.Allow(var by), Content.Known known) =>
            Decision.Accept(new ContentFact.Allowed(known.Id, known.Author, by)),
        (ContentCommand.Withdraw(var by, var reason), Content.Known known) =>
            Decision.Accept(new ContentFact.Withdrawn(known.Id, known.Author, by, reason)),
        _ => throw new InvalidOperationException(command.ToString()),
    };
}
