using ResidentService.Domain.CommunityEvents;
using static ResidentService.Tests.Domain.CommunityEvents.AnEvent;

namespace ResidentService.Tests.Domain.CommunityEvents;

public sealed class CancellingSignUpTests
{
    private static readonly CommunityEventCommand CancelZhang = new CommunityEventCommand.CancelSignUp(Zhang);

    [Fact]
    public void Cancelling_is_free_until_three_hours_before_the_start()
    {
        Published().SignedUp(Zhang).When(CancelZhang, Start.AddHours(-3))
            .Then(new CommunityEventFact.SignUpCancelled(Zhang, 1, SignUpStatus.Confirmed, null))
            .When(CancelZhang).ThenNothing();
        Published().SignedUp(Zhang).When(CancelZhang, Start.AddHours(-3).AddTicks(1))
            .Then(new CommunityEventFact.SignUpCancelled(Zhang, 1, SignUpStatus.Confirmed, Start));
        Published().SignedUp(Zhang).When(CancelZhang, End.AddTicks(-1))
            .Then(new CommunityEventFact.SignUpCancelled(Zhang, 1, SignUpStatus.Confirmed, Start));
    }

    [Fact]
    public void The_first_who_waits_moves_up_in_the_same_decision()
    {
        var given = Published().SignedUp(Zhang, Li, Wang, Zhao).When(CancelZhang).Then(
            new CommunityEventFact.SignUpCancelled(Zhang, 1, SignUpStatus.Confirmed, null),
            new CommunityEventFact.WaitingMovedUp([Wang], false, false));
        Assert.Equal(new MySignUp(SignUpStatus.Confirmed, 3, null, 1), given.View(Wang).Mine);
        Assert.Equal(new MySignUp(SignUpStatus.Waiting, 4, 1, 1), given.View(Zhao).Mine);
        Assert.Equal(SignUpStatus.Cancelled, given.View(Zhang).Mine?.Status);
    }

    [Fact]
    public void Who_moved_up_late_can_always_cancel() => Published().SignedUp(Zhang, Li, Wang)
        .When(CancelZhang, Start.AddHours(-4)).Then(
            new CommunityEventFact.SignUpCancelled(Zhang, 1, SignUpStatus.Confirmed, null),
            new CommunityEventFact.WaitingMovedUp([Wang], true, false))
        .When(new CommunityEventCommand.CancelSignUp(Wang), Start.AddHours(-1))
        .Then(new CommunityEventFact.SignUpCancelled(Wang, 1, SignUpStatus.Confirmed, null));

    [Fact]
    public void Who_moved_up_in_time_cannot() => Published().SignedUp(Zhang, Li, Wang)
        .When(CancelZhang, Start.AddHours(-5))
        .When(new CommunityEventCommand.CancelSignUp(Wang), Start.AddHours(-1))
        .Then(new CommunityEventFact.SignUpCancelled(Wang, 1, SignUpStatus.Confirmed, Start));

    [Fact]
    public void Nobody_moves_up_after_sign_up_has_closed() => Published().SignedUp(Zhang, Li, Wang)
        .When(CancelZhang, Start).Then(new CommunityEventFact.SignUpCancelled(Zhang, 1, SignUpStatus.Confirmed, Start));

    [Fact]
    public void Waiting_and_requested_ones_cancel_freely()
    {
        Published().SignedUp(Li, Wang, Zhang).When(CancelZhang, Start.AddMinutes(-1))
            .Then(new CommunityEventFact.SignUpCancelled(Zhang, 1, SignUpStatus.Waiting, null));
        Published(Details with { NeedsApproval = true }).SignedUp(Zhang).When(CancelZhang, Start.AddMinutes(-1))
            .Then(new CommunityEventFact.SignUpCancelled(Zhang, 1, SignUpStatus.Requested, null));
    }

    [Fact]
    public void Who_signs_up_again_stands_at_the_end() => Published().SignedUp(Zhang, Li, Wang)
        .When(CancelZhang)
        .When(SignUp(Zhang, claim: 2)).ThenReply(new SignUpReply(SignUpStatus.Waiting, 4, 1));

    [Fact]
    public void There_must_be_something_to_cancel()
    {
        Nothing().When(CancelZhang).ThenRejected<CommunityEventRejection.NoSuchEvent>();
        Drafted().When(CancelZhang).ThenRejected<CommunityEventRejection.NoSuchEvent>();
        Published().When(CancelZhang).ThenRejected<CommunityEventRejection.NoSuchSignUp>();
        Cancelled().When(CancelZhang).ThenRejected<CommunityEventRejection.NoSuchSignUp>();
        Published().SignedUp(Zhang).When(new CommunityEventCommand.Cancel("下雨")).When(CancelZhang).ThenNothing();
    }

    [Fact]
    public void After_check_in_or_the_end_it_is_too_late()
    {
        Published().SignedUp(Zhang).When(CheckIn(Zhang), Start)
            .When(CancelZhang).ThenRejected<CommunityEventRejection.AlreadyCheckedIn>();
        Published().SignedUp(Zhang).When(CancelZhang, End).ThenRejected<CommunityEventRejection.EventFinished>();
        Published().SignedUp(Zhang).When(new CommunityEventCommand.Settle(new()), End)
            .When(CancelZhang).ThenRejected<CommunityEventRejection.EventFinished>();
    }

    [Fact]
    public void A_higher_capacity_moves_the_waiting_list_up_in_chunks()
    {
        var given = Published(Details with { Capacity = 1, WaitListCapacity = 300 }).SignedUp(people: 301)
            .When(new CommunityEventCommand.Change(Details with { Capacity = 251, WaitListCapacity = 300 }));
        var first = given.ThenFact<CommunityEventFact.WaitingMovedUp>();
        Assert.Equal((200, true), (first.Residents.Count, first.More));

        // Seats are free while the list moves up, and still nobody jumps it.
        given.When(SignUp(Zhang)).ThenReply(new SignUpReply(SignUpStatus.Waiting, 302, 101));
        var second = given.When(new CommunityEventCommand.Continue()).ThenFact<CommunityEventFact.WaitingMovedUp>();
        Assert.Equal((50, false), (second.Residents.Count, second.More));
        Assert.Equal(
            Enumerable.Range(2, 250).Select(number => Person("p" + number)), first.Residents.Concat(second.Residents));
        given.When(new CommunityEventCommand.Continue()).ThenNothing();
        Assert.Equal((251, 51), (given.View().Confirmed, given.View().Waiting));
        Assert.Equal(51, given.View(Zhang).Mine?.WaitPosition);
    }

    [Fact]
    public void When_sign_up_closes_who_waits_lapses_in_chunks()
    {
        var given = Published(Details with { WaitListCapacity = 250 }).SignedUp(people: 252)
            .When(new CommunityEventCommand.LapseWaiting(), Start.AddTicks(-1)).ThenNothing();
        Assert.Equal(SignUpStatus.Lapsed, given.View(Person("p3"), at: Start).Mine?.Status);
        Assert.Equal(0, given.View(at: Start).Waiting);
        var first = given.When(new CommunityEventCommand.LapseWaiting(), Start)
            .ThenFact<CommunityEventFact.SignUpsLapsed>();
        var second = given.When(new CommunityEventCommand.Continue()).ThenFact<CommunityEventFact.SignUpsLapsed>();
        Assert.Equal((200, true, 50, false), (first.SignUps.Count, first.More, second.SignUps.Count, second.More));
        Assert.Equal(new SignUpClaim(Person("p3"), 1), first.SignUps[0]);
        Assert.Equal(SignUpStatus.Lapsed, given.View(Person("p252")).Mine?.Status);
        given.When(new CommunityEventCommand.LapseWaiting()).ThenNothing()
            .When(new CommunityEventCommand.CancelSignUp(Person("p3"))).ThenNothing();
    }

    [Fact]
    public void Requests_lapse_too() => Published(Details with { NeedsApproval = true }).SignedUp(Zhang)
        .When(new CommunityEventCommand.LapseWaiting(), Start)
        .Then(new CommunityEventFact.SignUpsLapsed([new(Zhang, 1)], false));

    [Fact]
    public void Lapsing_means_nothing_to_other_states() => Assert.All(
        [Nothing(), Drafted(), Cancelled(), Published().When(new CommunityEventCommand.Settle(new()), End)],
        given => given.When(new CommunityEventCommand.LapseWaiting(), End).ThenNothing()
            .When(new CommunityEventCommand.Continue()).ThenNothing());
}
