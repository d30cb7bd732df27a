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

    private static Session Hours(DateTimeOffset from, int hours) => new(from, from.AddHours(hours));

    private static ResidentCommand.ClaimTime Claim(EventId @event, DateTimeOffset from, int hours) =>
        new(@event, [Hours(from, hours)], AgeAnswer.Fits, Rules);
}
