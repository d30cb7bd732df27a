using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Residents;

public sealed class ClaimOfTimeTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly EventId Cleaning = Id.Parse<EventId>("evt_cleaning");
    private static readonly EventId Choir = Id.Parse<EventId>("evt_choir");
    private static readonly EventRules Rules = new();

    [Fact]
    public void A_first_claim_is_number_one() => ZhangIsKnown()
        .When(Claim(Cleaning, Monday, hours: 2))
        .Then(new ResidentFact.TimeClaimed(Zhang, Cleaning, 1, [Hours(Monday, 2)]))
        .ThenReply(new ClaimReply(1));

    [Fact]
    public void A_second_claim_for_the_same_event_is_the_first_one() => ZhangIsKnown()
        .When(Claim(Cleaning, Monday, hours: 2))
        .When(Claim(Cleaning, Monday, hours: 2))
        .ThenNothing().ThenReply(new ClaimReply(1));

    [Fact]
    public void A_claim_after_a_release_has_a_number_of_its_own() => ZhangIsKnown()
        .When(Claim(Cleaning, Monday, hours: 2))
        .When(new ResidentCommand.ReleaseClaim(Cleaning, 1))
        .When(Claim(Cleaning, Monday, hours: 2))
        .ThenReply(new ClaimReply(2));

    [Fact]
    public void Two_claims_may_not_overlap()
    {
        var rejection = ZhangIsKnown()
            .When(Claim(Cleaning, Monday, hours: 2))
            .When(Claim(Choir, Monday.AddHours(1), hours: 2))
            .ThenRejected<ResidentRejection.Overlapping>();
        Assert.Equal(Cleaning, rejection.Other);
    }

    [Fact]
    public void One_may_begin_when_the_other_ends() => ZhangIsKnown()
        .When(Claim(Cleaning, Monday, hours: 2))
        .When(Claim(Choir, Monday.AddHours(2), hours: 2))
        .ThenReply(new ClaimReply(2));

    [Fact]
    public void An_old_release_leaves_a_newer_claim() => ZhangIsKnown()
        .When(Claim(Cleaning, Monday, hours: 2))
        .When(new ResidentCommand.ReleaseClaim(Cleaning, 1))
        .When(Claim(Cleaning, Monday, hours: 2))
        .When(new ResidentCommand.ReleaseClaim(Cleaning, 1))
        .ThenNothing();

    [Theory]
    [InlineData(-1, new[] { "evt_cleaning", "evt_choir" })]
    [InlineData(0, new[] { "evt_choir" })]
    public void A_claim_is_dropped_with_the_next_one_once_its_last_session_is_over(int secondsAfterIt, string[] held)
    {
        var last = Hours(Monday.AddDays(1), 2);
        var claimed = Folded(
            (new ResidentFact.TimeClaimed(Zhang, Cleaning, 1, [Hours(Monday, 2), last]), Monday.AddDays(-1)),
            (new ResidentFact.TimeClaimed(Zhang, Choir, 2, [Hours(Monday.AddDays(3), 1)]),
                last.EndsAt.AddSeconds(secondsAfterIt)));
        Assert.Equal(held, claimed.Claims.Select(claim => claim.Event.Value));
        Assert.Equal(2, claimed.ClaimNumber);
    }

    [Fact]
    public void A_release_leaves_other_claims()
    {
        var claimed = Folded(
            (new ResidentFact.TimeClaimed(Zhang, Cleaning, 1, [Hours(Monday, 2)]), Monday.AddDays(-1)),
            (new ResidentFact.TimeClaimed(Zhang, Choir, 2, [Hours(Monday.AddDays(3), 1)]), Monday.AddDays(-1)),
            (new ResidentFact.ClaimReleased(Cleaning, 1), Monday.AddDays(-1)));
        var left = Assert.Single(claimed.Claims);
        Assert.Equal((Choir, 2), (left.Event, left.Number));
        Assert.Null(claimed.ClaimFor(Cleaning));
    }

    [Fact]
    public void A_later_session_of_a_claim_counts_as_well() => Assert.Equal(
        Cleaning,
        ZhangIsKnown()
            .And(Monday.AddDays(-1), new ResidentFact.TimeClaimed(
                Zhang, Cleaning, 1, [Hours(Monday, 2), Hours(Monday.AddDays(1), 2)]))
            .When(Claim(Choir, Monday.AddDays(1).AddHours(1), hours: 2))
            .ThenRejected<ResidentRejection.Overlapping>().Other);

    [Fact]
    public void The_third_no_show_in_ninety_days_bars_for_thirty()
    {
        var known = ZhangIsKnown().And(
            Monday,
            new ResidentFact.NoShowNoted(Id.Parse<EventId>("evt_a"), Monday.AddDays(-89)),
            new ResidentFact.NoShowNoted(Id.Parse<EventId>("evt_b"), Monday.AddDays(-40)),
            new ResidentFact.NoShowNoted(Id.Parse<EventId>("evt_c"), Monday));
        var barred = known.When(Claim(Cleaning, Monday.AddDays(3), hours: 1), Monday.AddDays(1))
            .ThenRejected<ResidentRejection.Barred>();
        Assert.Equal(Monday.AddDays(30), barred.Until);
        known.When(Claim(Cleaning, Monday.AddDays(40), hours: 1), Monday.AddDays(30)).ThenReply(new ClaimReply(1));
    }

    [Fact]
    public void An_excused_no_show_does_not_count() => ZhangIsKnown()
        .And(
            Monday,
            new ResidentFact.NoShowNoted(Id.Parse<EventId>("evt_a"), Monday.AddDays(-9)),
            new ResidentFact.NoShowNoted(Id.Parse<EventId>("evt_b"), Monday.AddDays(-5)),
            new ResidentFact.NoShowNoted(Id.Parse<EventId>("evt_c"), Monday.AddDays(-1)))
        .When(new ResidentCommand.ExcuseNoShow(Id.Parse<EventId>("evt_b"), new("c2VhbGVk")))
        .When(Claim(Cleaning, Monday, hours: 2))
        .ThenReply(new ClaimReply(1));

    [Fact]
    public void An_excused_no_show_stays_excused_when_it_is_reported_once_more() => ZhangIsKnown()
        .When(new ResidentCommand.NoteNoShow(Choir, Monday))
        .When(new ResidentCommand.ExcuseNoShow(Choir, new Sealed("reason")))
        .When(new ResidentCommand.NoteNoShow(Choir, Monday))
        .ThenNothing();

    [Theory]
    [InlineData(AgeAnswer.BirthDateUnknown, "birth_date_required")]
    [InlineData(AgeAnswer.TooYoung, "age_not_allowed")]
    [InlineData(AgeAnswer.GuardianConsentMissing, "guardian_consent_required")]
    [InlineData(AgeAnswer.MinorAtNight, "minor_at_night")]
    public void An_age_that_does_not_fit_is_refused(AgeAnswer age, string code) => Assert.Equal(code, ZhangIsKnown()
        .When(new ResidentCommand.ClaimTime(Cleaning, [Hours(Monday, 1)], age, Rules))
        .Rejection().Code);

    private static Given<ResidentCommand, ResidentFact, Resident> ZhangIsKnown() =>
        new(ResidentDecider.Value, Monday.AddDays(-100), new ResidentFact.Registered(Zhang));

    private static Resident.Registered Folded(params (ResidentFact Fact, DateTimeOffset At)[] facts) =>
        Assert.IsType<Resident.Registered>(facts.Aggregate(
            (Resident)new Resident.Registered(Zhang), (state, next) => Resident.Evolve(state, next.Fact, next.At)));

    private static Session Hours(DateTimeOffset from, int hours) => new(from, from.AddHours(hours));

    private static ResidentCommand.ClaimTime Claim(EventId @event, DateTimeOffset from, int hours) =>
        new(@event, [Hours(from, hours)], AgeAnswer.Fits, Rules);
}
