using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using static ResidentService.Tests.Domain.CommunityEvents.AnEvent;

namespace ResidentService.Tests.Domain.CommunityEvents;

public sealed class CommunityEventReactionsTests
{
    private static readonly EarningRules Earning = new();

    [Fact]
    public void A_cancelled_sign_up_gives_its_time_back() => Assert.Equal(
        [new Send(Zhang.Actor, new ResidentCommand.ReleaseClaim(Cleaning, 3))],
        Sends(new CommunityEventFact.SignUpCancelled(Zhang, 3, SignUpStatus.Confirmed, null)));

    [Fact]
    public void A_late_one_is_noted_as_a_no_show_too() => Assert.Equal(
        [
            new Send(Zhang.Actor, new ResidentCommand.ReleaseClaim(Cleaning, 3)),
            new Send(Zhang.Actor, new ResidentCommand.NoteNoShow(Cleaning, Start), "no-show"),
        ],
        Sends(new CommunityEventFact.SignUpCancelled(Zhang, 3, SignUpStatus.Confirmed, Start)));

    [Fact]
    public void Dead_lapsed_and_released_claims_are_given_back()
    {
        Send[] release = [new(Zhang.Actor, new ResidentCommand.ReleaseClaim(Cleaning, 3))];
        Assert.Equal(release, Sends(new CommunityEventFact.ClaimDeclaredDead(Zhang, 3)));
        Assert.Equal(release, Sends(new CommunityEventFact.SignUpsLapsed([new(Zhang, 3)], More: false)));
        Assert.Equal(release, Sends(new CommunityEventFact.SignUpsReleased([new(Zhang, 3)], More: false)));
    }

    [Fact]
    public void A_sign_up_answers_the_deadline_that_would_ask_after_its_claim()
    {
        var set = Assert.IsType<Deadline.Set>(Assert.Single(ResidentReactions.Value.Deadlines(
            Zhang.Actor, new ResidentFact.TimeClaimed(Zhang, Cleaning, 3, []), WeekBefore)));
        Assert.Equal(
            [new Deadline.Clear(set.Key, Zhang.Actor)],
            CommunityEventReactions.Value.Deadlines(
                Cleaning.Actor, new CommunityEventFact.SignedUp(Zhang, 1, 3, SignUpStatus.Confirmed, false), WeekBefore));
    }

    [Fact]
    public void A_chunk_asks_for_the_next_one() => Assert.Equal(
        [new Send(Cleaning.Actor, new CommunityEventCommand.Continue())],
        Sends(new CommunityEventFact.WaitingMovedUp([Zhang], false, More: true)));

    [Fact]
    public void Awards_go_to_the_volunteers_and_no_shows_to_the_residents()
    {
        var award = new Award(Zhang, Start, 90, Amount.Of(1));
        Assert.Equal(
            [
                new Send(
                    VolunteerDecider.ActorOf(Zhang),
                    new VolunteerCommand.RecordService(
                        Tangdu, new ServiceEvidence(ServiceId.Of(Cleaning), Zhang, Start), 90, Amount.Of(1), Earning),
                    "2026-05-04"),
            ],
            Sends(new CommunityEventFact.AwardsMade(Tangdu, Earning, [award], 1, More: false)));
        Assert.Equal(
            [new Send(Li.Actor, new ResidentCommand.NoteNoShow(Cleaning, Start))],
            Sends(new CommunityEventFact.NoShowsNoted([Li], Start, 1, More: false)));
    }

    [Fact]
    public void Publishing_sets_what_is_due_and_the_end_clears_it()
    {
        Assert.Equal<Deadline>(
            [
                new Deadline.Set(
                    "sign-up-closes", Start, new(Cleaning.Actor, new CommunityEventCommand.LapseWaiting())),
                new Deadline.Set(
                    "settle", End.AddHours(24),
                    new(Tangdu.Actor, new CommunityCommand.TellEarningRules(Cleaning, Start))),
            ],
            Deadlines(new CommunityEventFact.Published(Cleaning, Tangdu, Details, Rules, WeekBefore, Start)));
        Deadline[] clear =
            [new Deadline.Clear("sign-up-closes"), new Deadline.Clear("settle"), new Deadline.Clear("remind")];
        Assert.Equal(clear, Deadlines(new CommunityEventFact.Cancelled(Cleaning, Tangdu, "下雨")));
        Assert.Equal(clear, Deadlines(new CommunityEventFact.Settled(Cleaning, Tangdu, Earning, 0, 0, 0, false)));
    }

    [Fact]
    public void People_are_reminded_unless_it_is_published_so_late_that_they_know()
    {
        var published = new CommunityEventFact.Published(Cleaning, Tangdu, Details, Rules, WeekBefore, Start);
        Assert.Contains(
            new Deadline.Set("remind", Start.AddDays(-1), new(Cleaning.Actor, new CommunityEventCommand.Remind())),
            CommunityEventReactions.Value.Deadlines(Cleaning.Actor, published, WeekBefore));
        Assert.Equal(2, CommunityEventReactions.Value.Deadlines(Cleaning.Actor, published, Start.AddDays(-1)).Count());
    }

    private static IEnumerable<Send> Sends(CommunityEventFact fact) =>
        CommunityEventReactions.Value.Sends(Cleaning.Actor, fact, Start);

    private static IEnumerable<Deadline> Deadlines(CommunityEventFact fact) =>
        CommunityEventReactions.Value.Deadlines(Cleaning.Actor, fact, Start);
}
