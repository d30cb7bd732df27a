using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using static ResidentService.Tests.Domain.CommunityEvents.AnEvent;

namespace ResidentService.Tests.Domain.CommunityEvents;

public sealed class SettlingTests
{
    private static readonly EarningRules Earning = new();
    private static readonly CommunityEventCommand Settle = new CommunityEventCommand.Settle(Earning);

    [Fact]
    public void Settling_awards_volunteers_and_notes_who_did_not_come()
    {
        var given = Published(Details with { Capacity = 4 }).SignedUp(Zhang, Li, Wang)
            .When(SignUp(Zhao, isVolunteer: false))
            .Served(Zhang, 90)
            .Served(Zhao, 60, isVolunteer: false)
            .When(CheckIn(Li), Start)
            .When(Settle, End)
            .Then(
                new CommunityEventFact.Settled(Cleaning, Tangdu, Earning, 1, 90, 1, false),
                new CommunityEventFact.AwardsMade(
                    Tangdu, Earning, [new(Zhang, Start, 90, Amount.Of(1))], Through: 4, More: true))
            .ThenReply(new SettleReply(1, 90, 1));
        Assert.Equal(SignUpStatus.NoShow, given.View(Wang).Mine?.Status);
        Assert.Equal(SignUpStatus.Attended, given.View(Li).Mine?.Status);
        given.When(Settle).ThenNothing().ThenReply(new SettleReply(1, 90, 1))
            .When(new CommunityEventCommand.Continue())
            .Then(new CommunityEventFact.NoShowsNoted([Wang], Start, Through: 3, More: false))
            .When(new CommunityEventCommand.Continue()).ThenNothing();
    }

    [Fact]
    public void The_total_has_the_cap_of_the_day_and_the_award_has_not()
    {
        var given = Published(Details with { PointsPerHour = 10 }).SignedUp(Zhang).Served(Zhang, 120).When(Settle, End)
            .ThenReply(new SettleReply(1, 120, 8));
        Assert.Equal(Amount.Of(20), given.ThenFact<CommunityEventFact.AwardsMade>().Awards[0].Points);
    }

    [Fact]
    public void Each_day_of_check_in_is_an_award_of_its_own()
    {
        var tomorrow = Start.AddDays(1);
        var given = Published(Details with { Sessions = [new(Start, End), new(tomorrow, tomorrow.AddHours(2))] })
            .SignedUp(Zhang).Served(Zhang, 90)
            .When(CheckIn(Zhang), tomorrow).When(CheckOut(Zhang), tomorrow.AddMinutes(30))
            .When(Settle, tomorrow.AddHours(2)).ThenReply(new SettleReply(1, 120, 2));
        Assert.Equal(
            [new(Zhang, Start, 90, Amount.Of(1)), new Award(Zhang, tomorrow, 30, Amount.Of(1))],
            given.ThenFact<CommunityEventFact.AwardsMade>().Awards);
    }

    [Fact]
    public void Many_are_settled_in_chunks_and_each_once()
    {
        var given = Published(Details with { Capacity = 700 }).SignedUp(people: 700);
        foreach (var number in Enumerable.Range(1, 250))
            given.Served(Person("p" + (number * 2)), 60);

        var awards = new List<Award>();
        var noShows = new List<CommunityEventFact.NoShowsNoted>();
        given.When(Settle, End).ThenReply(new SettleReply(250, 15_000, 250));
        awards.AddRange(given.ThenFact<CommunityEventFact.AwardsMade>().Awards);
        given.When(new CommunityEventCommand.Continue());
        awards.AddRange(given.ThenFact<CommunityEventFact.AwardsMade>().Awards);
        Assert.Equal(250, awards.Select(award => award.Resident).Distinct().Count());
        do
        {
            given.When(new CommunityEventCommand.Continue());
            noShows.Add(given.ThenFact<CommunityEventFact.NoShowsNoted>());
        }
        while (noShows[^1].More);
        Assert.Equal(450, noShows.SelectMany(noted => noted.Residents).Distinct().Count());
        Assert.Equal(3, noShows.Count);
        given.When(new CommunityEventCommand.Continue()).ThenNothing();
    }

    [Fact]
    public void Who_still_waits_when_an_event_is_settled_lapses() => Published().SignedUp(Zhang, Li, Wang)
        .Served(Zhang, 60).Served(Li, 60)
        .When(Settle, End)
        .When(new CommunityEventCommand.Continue())
        .Then(new CommunityEventFact.SignUpsLapsed([new(Wang, 1)], false));

    [Fact]
    public void More_than_a_fifth_of_records_by_staff_raise_an_alert()
    {
        Assert.False(SettledWith(scans: 1, codes: 4).StaffRecordsAlert);
        Assert.True(SettledWith(scans: 2, codes: 4).StaffRecordsAlert);
    }

    [Fact]
    public void A_record_that_staff_closed_is_theirs_too() => Assert.True(Published().SignedUp(Zhang)
        .When(CheckIn(Zhang), Start)
        .When(new CommunityEventCommand.CloseRecord(Zhang, End, "手机没电"), End)
        .When(Settle).ThenFact<CommunityEventFact.Settled>().StaffRecordsAlert);

    /// <summary>The organiser used no check-in at all, so nobody can be said not to have come.</summary>
    [Fact]
    public void Where_nobody_checked_in_nobody_is_a_no_show()
    {
        var given = Published().SignedUp(Zhang, Li).When(Settle, End)
            .Then(new CommunityEventFact.Settled(Cleaning, Tangdu, Earning, 0, 0, 0, false));
        Assert.Equal(SignUpStatus.Confirmed, given.View(Zhang).Mine?.Status);
        given.When(new CommunityEventCommand.Continue()).ThenNothing();
    }

    [Fact]
    public void Before_the_end_nothing_is_settled() => Published()
        .When(Settle, End.AddTicks(-1)).ThenRejected<CommunityEventRejection.EventNotFinished>();

    [Fact]
    public void The_communitys_answer_is_never_refused() =>
        Assert.All([Nothing(), Cancelled()], given => given.When(Settle, End).ThenNothing());

    [Fact]
    public void Staff_hear_why_nothing_is_settled()
    {
        Assert.IsType<CommunityEventRejection.NoSuchEvent>(ByStaff(Nothing().State));
        Assert.IsType<CommunityEventRejection.EventNotPublished>(ByStaff(Drafted().State));
        Assert.IsType<CommunityEventRejection.EventCancelled>(ByStaff(Cancelled().State));
    }

    private static Rejection ByStaff(CommunityEvent state)
    {
        var context = new Context(CommandId.OfRequest("test"), new Caller("res_worker"), End);
        return Assert.IsType<Decision.Rejected>(CommunityEventDecider.Decide(Settle, state, context)).Rejection;
    }

    private static CommunityEventFact.Settled SettledWith(int scans, int codes)
    {
        var given = Published(Details with { Capacity = 10 }).SignedUp(scans + codes);
        for (var number = 1; number <= scans + codes; number++)
            given.When(CheckIn(Person("p" + number), number <= scans ? Scan : Code), Start);
        return given.When(Settle, End).ThenFact<CommunityEventFact.Settled>();
    }
}
