using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Points;
using ResidentService.Domain.Volunteers;
using static ResidentService.Tests.Domain.Pairings.APairing;

namespace ResidentService.Tests.Domain.Pairings;

/// <summary>Visits that the person's own card begins and ends.</summary>
public sealed class SignedVisitTests
{
    private static readonly EarningRules Earning = new() { PointsPerHour = 2 };
    private static readonly PairingCommand.BeginVisit Begin = new(Li, VisitSafety.Fits, Earning);
    private static readonly PairingCommand.Visit ByCard = Visit("a") with { Minutes = null };

    [Fact]
    public void It_lasts_from_one_showing_of_the_card_to_the_next() => Active()
        .When(Begin).Then(new PairingFact.VisitBegun(It, Li, Earning))
        .When(Begin, Monday.AddMinutes(1)).ThenNothing()
        .When(ByCard, Monday.AddMinutes(95)).Then(Visited(95, Monday))
        .When(ByCard).ThenNothing()
        .When(ByCard with { Id = Visit("b").Id }).ThenRejected<PairingRejection.VisitNotBegun>();

    [Fact]
    public void Eight_hours_are_the_most_and_one_that_nobody_ended_begins_anew()
    {
        Active().When(Begin).When(ByCard, Monday.AddHours(30)).Then(Visited(480, Monday));
        Active().When(Begin).When(Begin, Monday.AddHours(30)).ThenFact<PairingFact.VisitBegun>();
    }

    [Fact]
    public void It_has_to_be_begun_by_the_same_visitor_and_in_person()
    {
        Active().When(ByCard).ThenRejected<PairingRejection.VisitNotBegun>();
        Active().When(Begin).When(ByCard with { Kind = VisitKind.Phone })
            .ThenRejected<PairingRejection.VisitNotBegun>();
        Active().When(Begin with { Visitor = Zhao }).ThenRejected<PairingRejection.NotVisitor>();
        Active().When(Begin with { Safety = VisitSafety.VisitorNotVetted }).ThenRejected<PairingRejection.NotVetted>();
        Matched().When(Begin).ThenRejected<PairingRejection.NotBegun>();
        Active().When(new PairingCommand.Pause(Monday.AddDays(1), Text)).When(Begin)
            .ThenRejected<PairingRejection.IsPaused>();
    }

    [Fact]
    public void Signed_minutes_earn_points_and_typed_ones_are_reported()
    {
        var signed = Assert.IsType<VolunteerCommand.RecordService>(Assert.Single(Sends(Visited(95, Monday))).Command);
        Assert.Equal(
            (95, Amount.Of(3), new ServiceEvidence(ServiceId.Of(ByCard.Id), Li, Monday)),
            (signed.SignedMinutes, signed.Points, signed.Evidence));
        Assert.Equal(
            [
                new Send(VolunteerDecider.ActorOf(Li), new VolunteerCommand.ReportVisit(
                    Li, It, ByCard.Id, Tangdu, Monday, 40)),
            ],
            Sends(Visited(40, null)));
    }

    private static PairingFact.Visited Visited(int minutes, DateTimeOffset? begunAt) => new(
        It, Wang, Tangdu, Li, ByCard.Id, VisitKind.InPerson, minutes, Text, false, null,
        (begunAt is null ? Monday : Monday.AddMinutes(minutes == 480 ? 1800 : minutes)).AddDays(7),
        begunAt is { } at ? new(at, Earning) : null);

    private static IEnumerable<Send> Sends(PairingFact fact) => PairingReactions.Value.Sends(It.Actor, fact, Monday);
}
