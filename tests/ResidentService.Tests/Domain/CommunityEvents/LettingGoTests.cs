using ResidentService.Domain.CommunityEvents;
using static ResidentService.Tests.Domain.CommunityEvents.AnEvent;

namespace ResidentService.Tests.Domain.CommunityEvents;

/// <summary>What an event does about somebody whose account was deleted.</summary>
public sealed class LettingGoTests
{
    private static readonly CommunityEventCommand LetZhangGo = new CommunityEventCommand.LetGo(Zhang, 1);

    [Fact]
    public void The_seat_goes_to_who_waits_and_it_is_never_a_no_show() => Published().SignedUp(Zhang, Li, Wang)
        .When(LetZhangGo, Start.AddHours(-4)).Then(
            new CommunityEventFact.SignUpCancelled(Zhang, 1, SignUpStatus.Confirmed, null),
            new CommunityEventFact.WaitingMovedUp([Wang], true, false))
        .When(LetZhangGo).ThenNothing();

    [Fact]
    public void A_sign_up_that_is_under_way_is_refused() => Published()
        .When(LetZhangGo).Then(new CommunityEventFact.ClaimDeclaredDead(Zhang, 1))
        .When(SignUp(Zhang)).ThenRejected<CommunityEventRejection.ClaimLapsed>();

    [Fact]
    public void Who_has_checked_in_stays_in_the_record() => Published().SignedUp(Zhang)
        .When(CheckIn(Zhang), Start).When(LetZhangGo).ThenNothing();

    [Fact]
    public void It_is_never_rejected()
    {
        Nothing().When(LetZhangGo).ThenFact<CommunityEventFact.ClaimDeclaredDead>();
        Cancelled().When(LetZhangGo).ThenFact<CommunityEventFact.ClaimDeclaredDead>();
        Published().SignedUp(Zhang).When(LetZhangGo, End).ThenNothing();
        Published().SignedUp(Zhang).When(new CommunityEventCommand.Settle(new()), End).When(LetZhangGo).ThenNothing();
    }
}
