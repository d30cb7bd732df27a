using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using static ResidentService.Tests.Domain.LegalAid.ACase;

namespace ResidentService.Tests.Domain.LegalAid;

public sealed class LifeOfACaseTests
{
    [Fact]
    public void The_applicants_own_steps_never_fail_for_want_of_a_calendar()
    {
        var unknown = new WorkingDays([], [], []);
        var asked = Asked();
        var left = ((LegalAidCase.LacksMaterials)asked.State).DaysLeft;
        Assert.Equal(
            May(14).AddDays(left),
            asked.When(new LegalAidCommand.Supply(Text, [], unknown), On(14))
                .ThenFact<LegalAidFact.MaterialsSupplied>().Due.LastDay);
        Assert.Equal(
            May(14).AddDays(Terms.Rules.AnswerDays),
            Refused().When(new LegalAidCommand.Object(Text, unknown), On(14)).ThenFact<LegalAidFact.Objected>().Due.LastDay);
    }

    [Fact]
    public void An_application_is_filed_with_means_or_an_exemption_and_the_station_has_some_plain_days()
    {
        Nothing().When(Apply)
            .Then(new LegalAidFact.Filed(It, Terms, false, Text, ["papers/1.jpg"], Until(14, 13)))
            .When(Apply).ThenNothing();
        Nothing().When(Apply with { Means = MeansCheck.Exempt })
            .Then(new LegalAidFact.Filed(It, Terms, true, Text, ["papers/1.jpg"], Until(14, 13)));
        Nothing().When(Apply with { Means = MeansCheck.Missing }).ThenRejected<LegalAidRejection.MeansMissing>();
        Nothing().When(Apply with { Pictures = [.. Enumerable.Repeat("a", 10)] })
            .ThenRejected<LegalAidRejection.TooManyPictures>();
        Nothing().When(Forward).ThenRejected<LegalAidRejection.NoSuchApplication>();
    }

    [Fact]
    public void The_centre_has_seven_days_from_when_the_station_forwards_it() => Filed()
        .When(Forward).Then(new LegalAidFact.Forwarded(It, Tangdu, Wang, Until(18, 15)))
        .When(Forward).ThenNothing();

    [Fact]
    public void Materials_are_asked_for_once_and_the_clock_goes_on_where_it_stopped()
    {
        var asked = Asked();
        asked.Then(new LegalAidFact.MaterialsAsked(It, Tangdu, Wang, Text, 6, Until(28, 27)))
            .When(Ask).ThenNothing()
            .When(Grant).ThenRejected<LegalAidRejection.OtherStep>();
        asked.When(Supply with { Pictures = [.. Enumerable.Repeat("a", 10)] })
            .ThenRejected<LegalAidRejection.TooManyPictures>();
        asked.When(Supply, On(20)).Then(
                new LegalAidFact.MaterialsSupplied(It, Tangdu, Text, ["papers/2.jpg"], Until(26, 25)))
            .When(Supply).ThenRejected<LegalAidRejection.OtherStep>();
        asked.When(Ask).ThenRejected<LegalAidRejection.AskedAlready>();
    }

    [Fact]
    public void What_is_not_supplied_in_time_counts_as_withdrawn_whether_or_not_the_deadline_has_fired()
    {
        Asked().When(Supply, On(28, hour: 23)).ThenFact<LegalAidFact.MaterialsSupplied>();
        Asked().When(Supply, On(29, hour: 0)).ThenRejected<LegalAidRejection.MaterialsTooLate>();
        Asked().When(Withdraw, On(29)).ThenRejected<LegalAidRejection.HasEnded>();
        Asked().When(new LegalAidCommand.NotePassed(May(28)), On(28)).ThenNothing()
            .When(new LegalAidCommand.NotePassed(May(28)), On(29, hour: 0))
            .Then(new LegalAidFact.NotSupplied(It, Tangdu, Wang))
            .When(new LegalAidCommand.NotePassed(May(28))).ThenNothing()
            .When(Supply).ThenRejected<LegalAidRejection.MaterialsTooLate>();
    }

    [Fact]
    public void What_is_granted_is_assigned_within_three_days_and_closed_with_its_result()
    {
        Forwarded().When(Grant, On(14)).Then(new LegalAidFact.Granted(It, Tangdu, Wang, Until(18, 15)))
            .When(Grant).ThenNothing()
            .When(Refuse).ThenRejected<LegalAidRejection.OtherStep>();
        Granted().When(Close).ThenRejected<LegalAidRejection.OtherStep>();
        Granted().When(Assign).Then(new LegalAidFact.Assigned(It, Tangdu, Wang, Text))
            .When(Assign).ThenNothing()
            .When(Assign with { Lawyer = Other }).Then(new LegalAidFact.Assigned(It, Tangdu, Wang, Other))
            .When(Close).Then(new LegalAidFact.Closed(It, Tangdu, Wang, Text))
            .When(Close).ThenNothing()
            .When(Assign).ThenRejected<LegalAidRejection.HasEnded>();
    }

    [Fact]
    public void A_refusal_stands_unless_somebody_objects_in_time()
    {
        var until = new LegalDue(new(2026, 7, 10), Calendar.StartOf(new(2026, 7, 9)));
        Forwarded().By(Adviser).When(Refuse)
            .Then(new LegalAidFact.Refused(It, Tangdu, Wang, Text, until, Adviser.Value))
            .When(Refuse).ThenNothing()
            .When(new LegalAidCommand.NotePassed(until.LastDay), until.EndsAt())
            .Then(new LegalAidFact.RefusalStood(It, Tangdu, Wang))
            .When(Dispute).ThenRejected<LegalAidRejection.ObjectionTooLate>();
        Refused().When(Dispute, until.EndsAt()).ThenRejected<LegalAidRejection.ObjectionTooLate>();
    }

    [Fact]
    public void The_bureau_answers_an_objection_within_five_days()
    {
        var objected = new LegalAidFact.Objected(It, Tangdu, Wang, Text, Until(18, 15), [Adviser.Value]);
        Refused().When(Dispute, On(13)).Then(objected).When(Dispute).ThenNothing()
            .By(Judge).When(Uphold).Then(new LegalAidFact.Upheld(It, Tangdu, Wang, Text))
            .When(Uphold).ThenNothing()
            .When(SendBack).ThenRejected<LegalAidRejection.HasEnded>();
        Forwarded().When(Dispute).ThenRejected<LegalAidRejection.OtherStep>();
        Refused().When(Uphold).ThenRejected<LegalAidRejection.OtherStep>();
    }

    [Fact]
    public void Who_has_refused_does_not_answer_the_objection()
    {
        Objected().By(Adviser).When(Uphold).ThenRejected<LegalAidRejection.RefusedItThemselves>();
        Objected().By(Adviser).When(SendBack).ThenRejected<LegalAidRejection.RefusedItThemselves>();
        // Refused again by the one who sent it back: then they do not answer any more.
        Objected().When(SendBack).When(Refuse).By(Wang).When(Dispute).By(Judge).When(Uphold)
            .ThenRejected<LegalAidRejection.RefusedItThemselves>();
        // Nor does who had refused it before somebody else did.
        Objected().When(SendBack).When(Refuse).By(Wang).When(Dispute).By(Adviser).When(Uphold)
            .ThenRejected<LegalAidRejection.RefusedItThemselves>();
        Nothing().And(Monday, [.. History(), new LegalAidFact.Refused(It, Tangdu, Wang, Text, Until(18, 15))])
            .When(Dispute).When(Uphold).ThenFact<LegalAidFact.Upheld>();

        static LegalAidFact[] History() =>
        [
            new LegalAidFact.Filed(It, Terms, false, Text, [], Until(14, 13)),
            new LegalAidFact.Forwarded(It, Tangdu, Wang, Until(18, 15)),
        ];
    }

    [Fact]
    public void What_is_sent_back_is_decided_anew_within_seven_days()
    {
        var sentBack = new LegalAidFact.SentBack(It, Tangdu, Wang, Text, Until(18, 15));
        Objected().When(SendBack).Then(sentBack).When(SendBack).ThenNothing()
            .When(Grant).ThenFact<LegalAidFact.Granted>();
        Objected().When(SendBack).When(Refuse).When(Dispute).ThenFact<LegalAidFact.Objected>();
        Asked().When(Supply, On(14)).By(Adviser).When(Refuse).When(Dispute).By(Judge).When(SendBack).When(Ask)
            .ThenRejected<LegalAidRejection.AskedAlready>();
    }

    [Fact]
    public void Who_applies_can_withdraw_until_it_has_ended()
    {
        var withdrawn = new LegalAidFact.Withdrawn(It, Tangdu, Wang);
        foreach (var open in new[] { Filed(), Forwarded(), Asked(), Refused(), Objected(), Granted(), Assigned() })
            open.When(Withdraw).Then(withdrawn).When(Withdraw).ThenNothing();
        Closed().When(Withdraw).ThenRejected<LegalAidRejection.HasEnded>();
        Nothing().When(Withdraw).ThenRejected<LegalAidRejection.NoSuchApplication>();
    }

    [Fact]
    public void Working_days_are_counted_where_the_policy_says_so()
    {
        var terms = Terms with { Rules = new() { Unit = DayUnit.Working } };
        var filed = Nothing().When(Apply with { Terms = terms });
        filed.When(Forward).Then(new LegalAidFact.Forwarded(It, Tangdu, Wang, Until(20, 19)))
            .When(Ask, On(18)).ThenFact<LegalAidFact.MaterialsAsked>();
        Assert.Equal(3, ((LegalAidCase.LacksMaterials)filed.State).DaysLeft);
        filed.When(Supply, On(23)).ThenFact<LegalAidFact.MaterialsSupplied>();
        Assert.Equal(May(27), ((LegalAidCase.AtCentre)filed.State).Limit.LastDay);
    }

    [Fact]
    public void A_deadline_beyond_the_known_calendar_is_refused_and_filing_and_refusing_still_go_on()
    {
        var december = new DateTimeOffset(2026, 12, 28, 9, 0, 0, Calendar.Offset);
        var filed = Nothing().When(Apply, december);
        Assert.Equal(2027, filed.When(Forward).ThenRejected<LegalAidRejection.CalendarEnds>().Year);
        Assert.Contains("WorkingDays:File", filed.Rejection().Chinese, StringComparison.Ordinal);
        Assert.Equal(2027, filed.When(Forward, december.AddDays(9)).ThenRejected<LegalAidRejection.CalendarEnds>().Year);
        Forwarded().When(Refuse, december).ThenFact<LegalAidFact.Refused>();
    }

    [Fact]
    public void It_is_always_said_whose_turn_it_is_and_when_it_is_due()
    {
        Says(Filed(), LegalAidStatus.Filed, LegalAidTurn.Station, May(14));
        Says(Forwarded(), LegalAidStatus.WithCentre, LegalAidTurn.Centre, May(18));
        Says(Asked(), LegalAidStatus.LacksMaterials, LegalAidTurn.Applicant, May(28));
        Says(Granted(), LegalAidStatus.Granted, LegalAidTurn.Centre, May(14));
        Says(Assigned(), LegalAidStatus.Assigned, LegalAidTurn.Centre, null);
        Says(Refused(), LegalAidStatus.Refused, LegalAidTurn.Applicant, new(2026, 7, 10));
        Says(Objected(), LegalAidStatus.Objected, LegalAidTurn.Bureau, May(18));
        Says(Closed(), LegalAidStatus.Closed, null, null);
        Says(Filed().When(Withdraw), LegalAidStatus.Withdrawn, null, null);
        Says(Objected().When(Uphold), LegalAidStatus.Upheld, null, null);
        Assert.Null(new GetLegalAid(Monday).Answer(Nothing().State));
        Assert.Equal(LegalAidStatus.NotSupplied, new GetLegalAid(On(29)).Answer(Asked().State)!.Status);
        Assert.True(new GetLegalAid(On(19)).Answer(Forwarded().State)!.IsLate);
        Assert.Equal(
            LegalAidStatus.RefusalStood, new GetLegalAid(Monday.AddDays(61)).Answer(Refused().State)!.Status);

        static void Says(
            Given<LegalAidCommand, LegalAidFact, LegalAidCase> given, LegalAidStatus status, LegalAidTurn? turn,
            DateOnly? due)
        {
            var view = new GetLegalAid(On(14)).Answer(given.State)!;
            Assert.Equal((status, turn, due), (view.Status, view.Turn, view.DueOn));
        }
    }
}
