using ResidentService.Domain.Communities;
using ResidentService.Domain.Contents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Contents;

public sealed class ContentTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly ContentId It = Id.Parse<ContentId>("cnt_a");
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly ResidentId Worker = Id.Parse<ResidentId>("res_worker");
    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    private static readonly Sealed Text = new("dGV4dA==");
    private static readonly ContentCommand.Hold Hold =
        new(It, Zhang, Tangdu, ContentKind.Offer, Text, HeldFor.Unsure);
    private static readonly ContentCommand Allow = new ContentCommand.Allow(Worker);
    private static readonly ContentCommand Withdraw = new ContentCommand.Withdraw(Worker, "不合适");

    [Fact]
    public void A_text_waits_once_however_often_it_is_submitted() => Nothing()
        .When(Hold).Then(new ContentFact.Held(It, Zhang, Tangdu, ContentKind.Offer, Text, HeldFor.Unsure))
        .When(Hold).ThenNothing()
        .When(Hold with { Author = Worker, Why = HeldFor.NotChecked }).ThenNothing();

    [Fact]
    public void What_is_allowed_stays_so_until_it_is_withdrawn_and_the_other_way_round() => Nothing()
        .When(Hold)
        .When(Allow).Then(new ContentFact.Allowed(It, Zhang, Worker))
        .When(Allow).ThenNothing()
        .When(Hold).ThenNothing()
        .When(Withdraw).Then(new ContentFact.Withdrawn(It, Zhang, Worker, "不合适"))
        .When(Withdraw).ThenNothing()
        .When(Hold).ThenNothing()
        .When(Allow).ThenFact<ContentFact.Allowed>();

    [Fact]
    public void What_nobody_had_to_look_at_is_not_there()
    {
        Nothing().When(Allow).ThenRejected<ContentRejection.NoSuchContent>();
        Nothing().When(Withdraw).ThenRejected<ContentRejection.NoSuchContent>();
        Assert.Null(new GetContent().Answer(Nothing().State));
    }

    private static Given<ContentCommand, ContentFact, Content> Nothing() => new(ContentDecider.Value, Monday);
}
