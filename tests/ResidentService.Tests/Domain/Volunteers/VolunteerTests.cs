using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;

namespace ResidentService.Tests.Domain.Volunteers;

public sealed class VolunteerTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    private static readonly VolunteerNumber Number = VolunteerNumber.From(42);
    private static readonly EarningRules Rules = new();

    [Fact]
    public void Who_registers_has_one_number_for_ever() => Nobody()
        .When(Register())
        .Then(new VolunteerFact.Registered(Zhang, Number, ["理发"])).ThenReply(new VolunteerReply(Number))
        .When(Register() with { Number = VolunteerNumber.From(43), Age = AgeAnswer.TooYoung })
        .ThenNothing().ThenReply(new VolunteerReply(Number));

    [Theory]
    [InlineData(AgeAnswer.BirthDateUnknown, "birth_date_required", RejectionKind.Conflict)]
    [InlineData(AgeAnswer.TooYoung, "too_young_to_volunteer", RejectionKind.Conflict)]
    [InlineData(AgeAnswer.GuardianConsentMissing, "guardian_consent_required", RejectionKind.Conflict)]
    public void An_age_that_does_not_fit_is_refused(AgeAnswer age, string code, RejectionKind kind)
    {
        var rejection = Nobody().When(Register() with { Age = age }).Rejection();
        Assert.Equal((code, kind), (rejection.Code, rejection.Kind));
    }

    [Fact]
    public void Service_is_recorded_once() => Volunteer()
        .When(Service("a", Monday, points: 3))
        .Then(new VolunteerFact.ServiceRecorded(Tangdu, Evidence("a", Monday), 180, Amount.Of(3), Amount.Of(3), 36))
        .When(Service("a", Monday.AddHours(1), points: 5)).ThenNothing();

    [Fact]
    public void Another_day_of_the_same_event_is_other_service() => Volunteer()
        .When(Service("a", Monday, points: 8))
        .When(Service("a", Monday.AddDays(1), points: 8))
        .Then(Recorded("a", Monday.AddDays(1), asked: 8, granted: 8));

    [Fact]
    public void A_day_has_eight_points_at_most() => Volunteer()
        .When(Service("a", Monday, points: 5))
        .When(Service("b", Monday.AddHours(5), points: 5)).Then(Recorded("b", Monday.AddHours(5), asked: 5, granted: 3))
        .When(Service("c", Monday.AddHours(9), points: 5))
        .Then(Recorded("c", Monday.AddHours(9), asked: 5, granted: 0));

    [Fact]
    public void The_day_is_that_of_the_check_in_in_Shanghai() => Volunteer()
        .When(Service("a", new(2026, 5, 4, 15, 59, 0, TimeSpan.Zero), points: 8))
        .When(Service("b", new(2026, 5, 4, 16, 0, 0, TimeSpan.Zero), points: 8))
        .Then(Recorded("b", new(2026, 5, 4, 16, 0, 0, TimeSpan.Zero), asked: 8, granted: 8));

    [Fact]
    public void A_year_has_six_hundred_points_at_most()
    {
        var volunteer = Volunteer();
        for (var day = 0; day < 75; day++)
            volunteer.When(Service("e" + day, Monday.AddDays(day), points: 8));
        var july = Monday.AddDays(80);
        volunteer.When(Service("full", july, points: 8)).Then(Recorded("full", july, asked: 8, granted: 0))
            .When(Service("new", Monday.AddYears(1), points: 8))
            .Then(Recorded("new", Monday.AddYears(1), asked: 8, granted: 8));
    }

    [Fact]
    public void Who_is_no_volunteer_earns_nothing_even_when_they_register_later() => Nobody()
        .When(Service("a", Monday, points: 3))
        .Then(new VolunteerFact.ServiceRefused(Tangdu, Evidence("a", Monday), 180, Amount.Of(3)))
        .When(Service("a", Monday, points: 3)).ThenNothing()
        .When(Register())
        .When(Service("a", Monday, points: 3)).ThenNothing();

    [Theory]
    [InlineData(99, 0)]
    [InlineData(100, 1)]
    [InlineData(300, 2)]
    [InlineData(600, 3)]
    [InlineData(1000, 4)]
    [InlineData(1499, 4)]
    [InlineData(1500, 5)]
    public void Stars_follow_signed_hours(int hours, int stars) => Assert.Equal(stars, Stars.Of(hours * 60));

    [Fact]
    public void A_volunteer_has_a_record()
    {
        var volunteer = Volunteer().When(Service("a", Monday, points: 100) with { SignedMinutes = 6_000 });
        var view = Assert.IsType<VolunteerView>(new GetVolunteer().Answer(volunteer.State));
        Assert.Equal((Number, 1), (view.Number, view.StarLevel));
        Assert.Equal((6_000, 0), (view.SignedMinutes, view.SupplementedMinutes));
        Assert.Equal(["理发"], view.Skills);
        Assert.Null(new GetVolunteer().Answer(Nobody().State));
    }

    [Fact]
    public void What_is_granted_is_issued_and_the_same_service_has_the_same_transfer()
    {
        var send = Assert.Single(Sends(Recorded("a", Monday, asked: 5, granted: 3)));
        var issue = Assert.IsType<AccountCommand.Issue>(send.Command);
        Assert.Equal(AccountId.Issuance(Tangdu).Actor, send.Target);
        Assert.Equal(
            new(VolunteerReactions.AwardOf(Evidence("a", Monday)), AccountId.Of(Zhang), Amount.Of(3),
                Evidence("a", Monday), 36),
            issue);
        Assert.Equal(issue.Transfer, VolunteerReactions.AwardOf(Evidence("a", Monday.AddHours(1))));
        Assert.NotEqual(issue.Transfer, VolunteerReactions.AwardOf(Evidence("a", Monday.AddDays(1))));
        Assert.NotEqual(issue.Transfer, VolunteerReactions.AwardOf(Evidence("b", Monday)));
    }

    [Fact]
    public void Nothing_granted_is_nothing_issued() =>
        Assert.Empty(Sends(Recorded("a", Monday, asked: 5, granted: 0)));

    private static Given<VolunteerCommand, VolunteerFact, Volunteer> Nobody() => new(VolunteerDecider.Value, Monday);

    private static Given<VolunteerCommand, VolunteerFact, Volunteer> Volunteer() =>
        new(VolunteerDecider.Value, Monday, new VolunteerFact.Registered(Zhang, Number, ["理发"]));

    private static VolunteerCommand.Register Register() => new(Zhang, Number, ["理发"], AgeAnswer.Fits);

    private static ServiceEvidence Evidence(string name, DateTimeOffset at) =>
        new(ServiceId.Of(Id.Parse<EventId>("evt_" + name)), Zhang, at);

    private static VolunteerCommand.RecordService Service(string name, DateTimeOffset at, int points) =>
        new(Tangdu, Evidence(name, at), points * 60, Amount.Of(points), Rules);

    private static VolunteerFact.ServiceRecorded Recorded(string name, DateTimeOffset at, int asked, int granted) =>
        new(Tangdu, Evidence(name, at), asked * 60, Amount.Of(asked), Amount.Of(granted), 36);

    private static IEnumerable<Send> Sends(VolunteerFact fact) =>
        VolunteerReactions.Value.Sends(VolunteerDecider.ActorOf(Zhang), fact, Monday);
}
