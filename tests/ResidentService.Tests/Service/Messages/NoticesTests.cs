using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Messages;

namespace ResidentService.Tests.Service.Messages;

public sealed class NoticesTests
{
    private static readonly EventId Cleaning = Id.Parse<EventId>("evt_cleaning");
    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly ResidentId Li = Id.Parse<ResidentId>("res_li");

    [Fact]
    public void Who_has_a_seat_is_told_and_who_waits_is_not()
    {
        Tells(new CommunityEventFact.SignedUp(Zhang, 1, 1, SignUpStatus.Confirmed, false),
            new Notice(Zhang, NoticePurpose.SignUpConfirmed, Cleaning));
        Tells(new CommunityEventFact.SignedUp(Zhang, 1, 1, SignUpStatus.Waiting, false));
        Tells(new CommunityEventFact.SignedUp(Zhang, 1, 1, SignUpStatus.Requested, false));
        Tells(new CommunityEventFact.SignUpApproved(Zhang, SignUpStatus.Confirmed, false),
            new Notice(Zhang, NoticePurpose.SignUpConfirmed, Cleaning));
        Tells(new CommunityEventFact.SignUpApproved(Zhang, SignUpStatus.Waiting, false));
    }

    [Fact]
    public void Everybody_is_told_who_moves_up_or_whose_event_is_cancelled()
    {
        Tells(new CommunityEventFact.WaitingMovedUp([Zhang, Li], false, false),
            new Notice(Zhang, NoticePurpose.MovedUp, Cleaning), new Notice(Li, NoticePurpose.MovedUp, Cleaning));
        Tells(new CommunityEventFact.SignUpsReleased([new(Zhang, 1), new(Li, 2)], true),
            new Notice(Zhang, NoticePurpose.EventCancelled, Cleaning),
            new Notice(Li, NoticePurpose.EventCancelled, Cleaning));
        Tells(new CommunityEventFact.Cancelled(Cleaning, Tangdu, "下雨"));
    }

    [Fact]
    public void An_award_is_told_to_who_earned_it_and_a_gift_is_not_an_award()
    {
        Tells(Received(TransferReason.Award, AccountId.Of(Zhang)),
            new Notice(Zhang, NoticePurpose.PointsAwarded, Cleaning, 2));
        Tells(Received(TransferReason.Gift, AccountId.Of(Zhang)));
        Tells(Received(TransferReason.Award, AccountId.Fund(Tangdu)));
    }

    [Fact]
    public void Only_a_cancelled_event_may_wake_somebody() => Assert.Equal(
        [NoticePurpose.EventCancelled], Enum.GetValues<NoticePurpose>().Where(Notice.IsUrgentFor));

    private static AccountFact Received(TransferReason reason, AccountId to)
    {
        var at = new DateTimeOffset(2026, 5, 4, 9, 0, 0, Calendar.Offset);
        var lot = new Lot(TransferId.From("t"), Tangdu, new(ServiceId.Of(Cleaning), Zhang, at), at, at.AddYears(3));
        return new AccountFact.PointsReceived(
            new(TransferId.From("t"), AccountId.Issuance(Tangdu), to, Amount.Of(2), reason, null, [new(lot, Amount.Of(2))]),
            2);
    }

    private static void Tells(IEvent fact, params Notice[] notices)
    {
        var entry = new Entry
        {
            Stream = Cleaning.Actor,
            Version = 1,
            Name = "any",
            At = default,
            Caller = Caller.System,
            Command = CommandId.OfRequest("c"),
            Payload = default,
            Body = default,
            Reply = default,
        };
        Assert.Equal(notices, Notices.Of(entry, fact));
    }
}
