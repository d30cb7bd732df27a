using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using static ResidentService.Tests.Domain.CommunityEvents.AnEvent;

namespace ResidentService.Tests.Domain.CommunityEvents;

public sealed class AttendanceTests
{
    [Fact]
    public void A_check_in_is_noted_once() => Published().SignedUp(Zhang)
        .When(CheckIn(Zhang), Start)
        .Then(new CommunityEventFact.CheckedIn(Zhang, Code, true)).ThenReply(new CheckInReply(Start))
        .When(CheckIn(Zhang), Start.AddMinutes(5)).ThenNothing().ThenReply(new CheckInReply(Start));

    [Fact]
    public void A_check_out_gives_minutes_and_points_cut_to_the_events_hours() => Published().SignedUp(Zhang)
        .When(CheckIn(Zhang), Start.AddMinutes(-30))
        .When(CheckOut(Zhang), End.AddMinutes(60))
        .Then(new CommunityEventFact.CheckedOut(Zhang, Start.AddMinutes(-30), Code))
        .ThenReply(new CheckOutReply(120, Amount.Of(2)))
        .When(CheckOut(Zhang), End.AddMinutes(61)).ThenNothing().ThenReply(new CheckOutReply(120, Amount.Of(2)));

    [Fact]
    public void Points_are_rounded_down_once_over_all_stays()
    {
        var given = Published(Details with { PointsPerHour = 2 }).SignedUp(Zhang)
            .When(CheckIn(Zhang), Start).When(CheckOut(Zhang), Start.AddMinutes(20.5))
            .ThenReply(new CheckOutReply(20, Amount.Zero))
            .When(CheckIn(Zhang), Start.AddMinutes(30)).When(CheckOut(Zhang), Start.AddMinutes(40.5))
            .ThenReply(new CheckOutReply(31, Amount.Of(1)));
        var record = new GetRecord(Zhang).Answer(given.State);
        Assert.Equal((31, 2, true), (record?.Minutes, record?.Records.Length, record?.IsVolunteer));
    }

    [Fact]
    public void Who_is_no_volunteer_has_minutes_and_no_points() => Published()
        .When(SignUp(Zhang, isVolunteer: false)).Served(Zhang, 60, isVolunteer: false)
        .ThenReply(new CheckOutReply(60, Amount.Zero));

    [Fact]
    public void Check_in_needs_a_seat()
    {
        Nothing().When(CheckIn(Zhang)).ThenRejected<CommunityEventRejection.NoSuchEvent>();
        Cancelled().When(CheckIn(Zhang)).ThenRejected<CommunityEventRejection.EventCancelled>();
        Published().When(CheckIn(Zhang), Start).ThenRejected<CommunityEventRejection.NotSignedUp>();
        Published().SignedUp(Zhang, Li, Wang).When(CheckIn(Wang, Scan), Start)
            .ThenRejected<CommunityEventRejection.NotSignedUp>();
    }

    [Fact]
    public void Check_in_is_open_from_half_an_hour_before_the_start_to_the_end()
    {
        var given = Published().SignedUp(Zhang);
        given.When(CheckIn(Zhang), Start.AddMinutes(-31)).ThenRejected<CommunityEventRejection.CheckInNotOpen>();
        given.When(CheckIn(Zhang), End).ThenRejected<CommunityEventRejection.CheckInClosed>();
        given.When(CheckIn(Zhang), Start.AddMinutes(-30)).ThenReply(new CheckInReply(Start.AddMinutes(-30)));
        Published().SignedUp(Zhang).When(new CommunityEventCommand.Settle(new()), End)
            .When(CheckIn(Zhang)).ThenRejected<CommunityEventRejection.CheckInClosed>();
    }

    [Fact]
    public void Where_the_place_matters_one_must_not_be_elsewhere()
    {
        var outside = Code with { Place = PresencePlace.Outside, DistanceMetres = 900 };
        var there = Details with { Place = new("广场", 31.2, 121.4, 100), LocationRequired = true };
        var given = Published(there).SignedUp(Zhang);
        given.When(CheckIn(Zhang, outside), Start).ThenRejected<CommunityEventRejection.OutsidePlace>();
        given.When(CheckIn(Zhang)).ThenReply(new CheckInReply(Start));
        given.When(CheckOut(Zhang, outside)).ThenRejected<CommunityEventRejection.OutsidePlace>();
        Published().SignedUp(Zhang).When(CheckIn(Zhang, outside), Start).ThenReply(new CheckInReply(Start));
    }

    [Fact]
    public void There_are_at_most_three_check_ins()
    {
        var given = Published().SignedUp(Zhang);
        for (var minutes = 0; minutes < 30; minutes += 10)
        {
            given.When(CheckIn(Zhang), Start.AddMinutes(minutes));
            given.When(CheckOut(Zhang), Start.AddMinutes(minutes + 5));
        }

        given.When(CheckIn(Zhang)).ThenRejected<CommunityEventRejection.TooManyCheckIns>();
    }

    [Fact]
    public void Check_out_needs_a_check_in_and_has_an_end()
    {
        Nothing().When(CheckOut(Zhang)).ThenRejected<CommunityEventRejection.NoSuchEvent>();
        Cancelled().When(CheckOut(Zhang)).ThenRejected<CommunityEventRejection.EventCancelled>();
        Published().When(CheckOut(Zhang), Start).ThenRejected<CommunityEventRejection.NotSignedUp>();
        var given = Published().SignedUp(Zhang);
        given.When(CheckOut(Zhang), Start).ThenRejected<CommunityEventRejection.NotCheckedIn>();
        given.When(CheckIn(Zhang));
        given.When(CheckOut(Zhang), End.AddMinutes(61)).ThenRejected<CommunityEventRejection.CheckOutClosed>();
        given.When(new CommunityEventCommand.Settle(new()))
            .When(CheckOut(Zhang)).ThenRejected<CommunityEventRejection.CheckOutClosed>();
    }

    [Fact]
    public void A_stay_forgotten_yesterday_does_not_swallow_today()
    {
        var tomorrow = Start.AddDays(1);
        var given = Published(Details with { Sessions = [new(Start, End), new(tomorrow, tomorrow.AddHours(2))] })
            .SignedUp(Zhang)
            .When(CheckIn(Zhang), Start);
        given.When(CheckOut(Zhang), tomorrow).ThenRejected<CommunityEventRejection.CheckOutClosed>();
        given.When(CheckIn(Zhang), tomorrow).ThenReply(new CheckInReply(tomorrow))
            .When(CheckOut(Zhang), tomorrow.AddHours(1)).ThenReply(new CheckOutReply(60, Amount.Of(1)))
            .When(new CommunityEventCommand.CloseRecord(Zhang, tomorrow, "忘了签退"))
            .Then(new CommunityEventFact.RecordClosed(Zhang, Start, tomorrow, "忘了签退"))
            .ThenReply(new CheckOutReply(180, Amount.Of(3)));
    }

    [Fact]
    public void Over_a_short_break_nobody_needs_to_check_out() =>
        Published(Details with { Sessions = [new(Start, End), new(End.AddHours(1), End.AddHours(2))] })
            .SignedUp(Zhang)
            .When(CheckIn(Zhang), Start).When(CheckOut(Zhang), End.AddHours(2))
            .ThenReply(new CheckOutReply(180, Amount.Of(3)));

    [Fact]
    public void Staff_close_an_open_record_to_the_end_at_most()
    {
        var close = new CommunityEventCommand.CloseRecord(Zhang, End.AddMinutes(30), "手机没电");
        Published().SignedUp(Zhang).When(CheckIn(Zhang), Start.AddHours(1))
            .When(close, End.AddHours(5))
            .Then(new CommunityEventFact.RecordClosed(Zhang, Start.AddHours(1), End.AddMinutes(30), "手机没电"))
            .ThenReply(new CheckOutReply(60, Amount.Of(1)))
            .When(close).ThenNothing().ThenReply(new CheckOutReply(60, Amount.Of(1)))
            .When(close with { At = End }).ThenRejected<CommunityEventRejection.NoOpenRecord>();
    }

    [Fact]
    public void What_staff_cannot_close()
    {
        var close = new CommunityEventCommand.CloseRecord(Zhang, End, "手机没电");
        Nothing().When(close).ThenRejected<CommunityEventRejection.NoSuchEvent>();
        Cancelled().When(close).ThenRejected<CommunityEventRejection.EventCancelled>();
        Published().When(close).ThenRejected<CommunityEventRejection.NoSuchSignUp>();
        Published().When(new CommunityEventCommand.Settle(new()), End)
            .When(close).ThenRejected<CommunityEventRejection.EventSettled>();
        var given = Published().SignedUp(Zhang);
        given.When(close).ThenRejected<CommunityEventRejection.NoOpenRecord>();
        given.When(CheckIn(Zhang), Start);
        given.When(close with { Reason = "" }, End).ThenRejected<CommunityEventRejection.ReasonMissing>();
        given.When(close with { At = Start }).ThenRejected<CommunityEventRejection.CloseTimeInvalid>();
        given.When(close with { At = End.AddTicks(1) }).ThenRejected<CommunityEventRejection.CloseTimeInvalid>();
    }
}
