using ResidentService.Domain.CommunityEvents;
using static ResidentService.Tests.Domain.CommunityEvents.AnEvent;

namespace ResidentService.Tests.Domain.CommunityEvents;

public sealed class SignUpTests
{
    [Fact]
    public void The_first_come_are_confirmed_and_the_next_wait_in_order() => Published()
        .When(SignUp(Zhang))
        .Then(new CommunityEventFact.SignedUp(Zhang, 1, 1, SignUpStatus.Confirmed, true))
        .ThenReply(new SignUpReply(SignUpStatus.Confirmed, 1, null))
        .When(SignUp(Li)).ThenReply(new SignUpReply(SignUpStatus.Confirmed, 2, null))
        .When(SignUp(Wang)).ThenReply(new SignUpReply(SignUpStatus.Waiting, 3, 1))
        .When(SignUp(Zhao)).ThenReply(new SignUpReply(SignUpStatus.Waiting, 4, 2))
        .When(SignUp(Sun)).ThenRejected<CommunityEventRejection.EventFull>();

    [Fact]
    public void Without_a_waiting_list_it_is_full_with_the_last_seat() =>
        Published(Details with { WaitListCapacity = 0 }).SignedUp(Zhang, Li)
            .When(SignUp(Wang)).ThenRejected<CommunityEventRejection.EventFull>();

    [Fact]
    public void Nobody_signs_up_twice() => Published().SignedUp(Zhang)
        .When(SignUp(Zhang, claim: 2)).ThenRejected<CommunityEventRejection.AlreadySignedUp>();

    [Fact]
    public void Who_is_signed_up_hears_that_before_anything_else() => Published().SignedUp(Zhang)
        .When(SignUp(Zhang), End).ThenRejected<CommunityEventRejection.AlreadySignedUp>();

    [Fact]
    public void Sign_up_has_a_window()
    {
        var opensAt = WeekBefore.AddDays(1);
        var given = Published(Details with { SignUpOpensAt = opensAt });
        var early = given.When(SignUp(Zhang)).ThenRejected<CommunityEventRejection.SignUpNotOpen>();
        Assert.Contains("4 月 28 日 09:00", early.Chinese);
        given.When(SignUp(Zhang), Start).ThenRejected<CommunityEventRejection.SignUpClosed>();
        given.When(SignUp(Zhang), opensAt).ThenReply(new SignUpReply(SignUpStatus.Confirmed, 1, null));
    }

    [Fact]
    public void Only_a_published_event_takes_sign_ups()
    {
        Nothing().When(SignUp(Zhang)).ThenRejected<CommunityEventRejection.NoSuchEvent>();
        Drafted().When(SignUp(Zhang)).ThenRejected<CommunityEventRejection.NoSuchEvent>();
        Cancelled().When(SignUp(Zhang)).ThenRejected<CommunityEventRejection.EventCancelled>();
        Published().When(new CommunityEventCommand.Settle(new()), End)
            .When(SignUp(Zhang)).ThenRejected<CommunityEventRejection.SignUpClosed>();
    }

    [Fact]
    public void An_event_for_volunteers_takes_volunteers_only() => Published(Details with { VolunteersOnly = true })
        .When(SignUp(Zhang, isVolunteer: false)).ThenRejected<CommunityEventRejection.VolunteersOnly>();

    /// <summary>Told from the last committed state, so that a rush on a full event writes nothing.</summary>
    [Fact]
    public void One_hears_of_a_refusal_before_anything_is_written()
    {
        var full = Published().SignedUp(Zhang, Li, Wang, Zhao).State;
        Assert.IsType<CommunityEventRejection.EventFull>(new GetSignUpTerms(Sun, WeekBefore).Answer(full).Refusal);
        Assert.IsType<CommunityEventRejection.SignUpClosed>(new GetSignUpTerms(Sun, Start).Answer(full).Refusal);
        Assert.Null(new GetSignUpTerms(Zhang, WeekBefore).Answer(full).Refusal);
        Assert.All([Nothing(), Drafted()], given => Assert.IsType<CommunityEventRejection.NoSuchEvent>(
            new GetSignUpTerms(Sun, WeekBefore).Answer(given.State).Refusal));
        Assert.IsType<CommunityEventRejection.EventCancelled>(
            new GetSignUpTerms(Sun, WeekBefore).Answer(Cancelled().State).Refusal);
    }

    [Fact]
    public void A_claim_that_was_declared_dead_is_not_used_any_more() => Published()
        .When(new CommunityEventCommand.ReviewClaim(Zhang, 1))
        .Then(new CommunityEventFact.ClaimDeclaredDead(Zhang, 1))
        .When(new CommunityEventCommand.ReviewClaim(Zhang, 1)).ThenNothing()
        .When(SignUp(Zhang, claim: 1)).ThenRejected<CommunityEventRejection.ClaimLapsed>();

    [Fact]
    public void A_later_claim_is_used() => Published()
        .When(new CommunityEventCommand.ReviewClaim(Zhang, 1))
        .When(SignUp(Zhang, claim: 2)).ThenReply(new SignUpReply(SignUpStatus.Confirmed, 1, null))
        .When(new CommunityEventCommand.ReviewClaim(Zhang, 1)).ThenNothing()
        .When(new CommunityEventCommand.ReviewClaim(Zhang, 2)).ThenNothing();

    /// <summary>Its release is under way, and would take the time of the new sign-up with it.</summary>
    [Fact]
    public void The_claim_of_a_cancelled_sign_up_is_dead() => Published().SignedUp(Zhang)
        .When(new CommunityEventCommand.CancelSignUp(Zhang))
        .When(SignUp(Zhang, claim: 1)).ThenRejected<CommunityEventRejection.ClaimLapsed>();

    [Fact]
    public void A_claim_is_declared_dead_in_every_state()
    {
        var review = new CommunityEventCommand.ReviewClaim(Zhang, 1);
        Assert.All(
            [Nothing(), Drafted(), Cancelled(), Published().When(new CommunityEventCommand.Settle(new()), End)],
            given => given.When(review).Then(new CommunityEventFact.ClaimDeclaredDead(Zhang, 1))
                .When(review).ThenNothing());
    }

    [Fact]
    public void A_claim_declared_dead_before_drafting_stays_dead() => Nothing()
        .When(new CommunityEventCommand.ReviewClaim(Zhang, 1))
        .When(new CommunityEventCommand.Draft(Cleaning, Tangdu, Details))
        .When(new CommunityEventCommand.Publish(Rules))
        .When(SignUp(Zhang, claim: 1)).ThenRejected<CommunityEventRejection.ClaimLapsed>();

    [Fact]
    public void In_approval_mode_a_request_takes_no_seat()
    {
        var given = Published(Details with { NeedsApproval = true, Capacity = 1, WaitListCapacity = 1 })
            .SignedUp(Zhang, Li, Wang)
            .ThenReply(new SignUpReply(SignUpStatus.Requested, 3, null));
        Assert.Equal((0, 0, 3), (given.View().Confirmed, given.View().Waiting, given.View().Requested));
        given.When(new CommunityEventCommand.Approve(Li))
            .Then(new CommunityEventFact.SignUpApproved(Li, SignUpStatus.Confirmed, false))
            .ThenReply(new SignUpReply(SignUpStatus.Confirmed, 2, null))
            .When(new CommunityEventCommand.Approve(Li)).ThenNothing()
            .ThenReply(new SignUpReply(SignUpStatus.Confirmed, 2, null))
            .When(new CommunityEventCommand.Approve(Wang)).ThenReply(new SignUpReply(SignUpStatus.Waiting, 3, 1))
            .When(new CommunityEventCommand.Approve(Wang)).ThenNothing()
            .ThenReply(new SignUpReply(SignUpStatus.Waiting, 3, 1))
            .When(new CommunityEventCommand.Approve(Zhang)).ThenRejected<CommunityEventRejection.EventFull>();
    }

    [Fact]
    public void Requests_are_bounded() => Published(Details with { NeedsApproval = true, Capacity = 1 })
        .SignedUp(people: 20)
        .When(SignUp(Zhang)).ThenRejected<CommunityEventRejection.EventFull>();

    [Fact]
    public void What_is_not_requested_is_not_approved()
    {
        var approve = new CommunityEventCommand.Approve(Zhang);
        Nothing().When(approve).ThenRejected<CommunityEventRejection.NoSuchEvent>();
        Cancelled().When(approve).ThenRejected<CommunityEventRejection.EventCancelled>();
        Published().When(approve).ThenRejected<CommunityEventRejection.NoSuchSignUp>();
        Published(Details with { NeedsApproval = true }).SignedUp(Zhang)
            .When(approve, Start).ThenRejected<CommunityEventRejection.SignUpClosed>();
        Published().When(new CommunityEventCommand.Settle(new()), End)
            .When(approve).ThenRejected<CommunityEventRejection.EventSettled>();
    }

    [Fact]
    public void One_sees_the_own_sign_up_and_private_details_with_a_seat()
    {
        var given = Published().SignedUp(Zhang, Li, Wang, Zhao);
        Assert.Equal(new MySignUp(SignUpStatus.Confirmed, 1, null, 1), given.View(Zhang).Mine);
        Assert.Equal(new MySignUp(SignUpStatus.Waiting, 4, 2, 1), given.View(Zhao).Mine);
        Assert.True(given.View(Zhang).SeesPrivateDetails);
        Assert.False(given.View(Zhao).SeesPrivateDetails);
        Assert.False(given.View().SeesPrivateDetails);
        Assert.Null(given.View(Sun).Mine);
        Assert.Equal((2, 2, 0), (given.View().Confirmed, given.View().Waiting, given.View().Requested));
    }
}
