using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;

namespace ResidentService.Tests.Domain.Volunteers;

public sealed class VisitReportTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    private static readonly PairingId Pairing = Id.Parse<PairingId>("pai_a");
    private static readonly ResidentId Li = Id.Parse<ResidentId>("res_li");
    private static readonly ResidentId Worker = Id.Parse<ResidentId>("res_worker");
    private static readonly ResidentId Colleague = Id.Parse<ResidentId>("res_colleague");
    private static readonly Sealed Text = new("dGV4dA==");

    [Fact]
    public void Typed_minutes_count_when_two_different_people_have_approved_them()
    {
        var li = Volunteer().When(Report("a", 30))
            .Then(new VolunteerFact.VisitReported(Li, Pairing, Visit("a"), Tangdu, Monday, 30))
            .When(Report("a", 30)).ThenNothing();
        li.When(Approve("a", Li)).ThenRejected<VolunteerRejection.OwnReport>();
        li.When(Approve("a", Worker)).Then(new VolunteerFact.VisitApproved(Pairing, Visit("a"), Worker));
        li.When(Approve("a", Worker)).ThenRejected<VolunteerRejection.SecondApproverNeeded>();
        Assert.Equal(0, Minutes(li));
        li.When(Approve("a", Colleague)).Then(new VolunteerFact.VisitRecorded(Pairing, Visit("a"), 30))
            .When(Approve("a", Colleague)).ThenNothing()
            .When(Report("a", 30)).ThenNothing();
        Assert.Equal(30, Minutes(li));
        Assert.Equal(0, new GetVolunteer().Answer(li.State)!.SignedMinutes);
    }

    [Fact]
    public void A_day_has_eight_hours_of_them_at_most()
    {
        var li = Volunteer();
        foreach (var (name, minutes, counted) in ((string, int, int)[])[("a", 300, 300), ("b", 300, 180), ("c", 9, 0)])
        {
            li.When(Report(name, minutes)).When(Approve(name, Worker)).When(Approve(name, Colleague))
                .Then(new VolunteerFact.VisitRecorded(Pairing, Visit(name), counted));
        }

        li.When(Report("d", 60, Monday.AddDays(1))).When(Approve("d", Worker)).When(Approve("d", Colleague))
            .Then(new VolunteerFact.VisitRecorded(Pairing, Visit("d"), 60));
        Assert.Equal(540, Minutes(li));
    }

    [Fact]
    public void What_is_turned_down_counts_for_nothing()
    {
        var li = Volunteer().When(Report("a", 30)).When(Approve("a", Worker));
        li.When(TurnDown(Li)).ThenRejected<VolunteerRejection.OwnReport>();
        li.When(TurnDown(Colleague)).Then(new VolunteerFact.VisitTurnedDown(Pairing, Visit("a"), Colleague, Text))
            .When(TurnDown(Colleague)).ThenNothing()
            .When(Approve("a", Colleague)).ThenNothing();
        Assert.Equal(0, Minutes(li));
    }

    [Fact]
    public void Without_a_report_or_a_volunteer_there_is_nothing_to_decide()
    {
        Volunteer().When(Approve("a", Worker)).ThenRejected<VolunteerRejection.NoSuchReport>();
        Volunteer().When(TurnDown(Worker)).ThenRejected<VolunteerRejection.NoSuchReport>();
        Nobody().When(Approve("a", Worker)).ThenRejected<VolunteerRejection.NoSuchReport>();
        Nobody().When(Report("a", 30)).ThenNothing();
    }

    private static Given<VolunteerCommand, VolunteerFact, Volunteer> Nobody() => new(VolunteerDecider.Value, Monday);

    private static Given<VolunteerCommand, VolunteerFact, Volunteer> Volunteer() => new(
        VolunteerDecider.Value, Monday, new VolunteerFact.Registered(Li, VolunteerNumber.From(7), []));

    private static VisitId Visit(string name) => Id.Parse<VisitId>("vis_" + name);

    private static VolunteerCommand Report(string name, int minutes, DateTimeOffset? at = null) =>
        new VolunteerCommand.ReportVisit(Li, Pairing, Visit(name), Tangdu, at ?? Monday, minutes);

    private static VolunteerCommand Approve(string name, ResidentId by) =>
        new VolunteerCommand.ApproveVisit(Visit(name), by);

    private static VolunteerCommand TurnDown(ResidentId by) => new VolunteerCommand.TurnDownVisit(Visit("a"), by, Text);

    private static int Minutes(Given<VolunteerCommand, VolunteerFact, Volunteer> volunteer) =>
        new GetVolunteer().Answer(volunteer.State)!.SupplementedMinutes;
}
