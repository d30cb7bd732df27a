using ResidentService.Domain.CommunityEvents;
using static ResidentService.Tests.Domain.CommunityEvents.AnEvent;
using GivenEvent = ResidentService.Tests.Domain.Given<
    ResidentService.Domain.CommunityEvents.CommunityEventCommand,
    ResidentService.Domain.CommunityEvents.CommunityEventFact,
    ResidentService.Domain.CommunityEvents.CommunityEvent>;

namespace ResidentService.Tests.Domain.CommunityEvents;

public sealed class TellingTests
{
    private static readonly DateTimeOffset DayBefore = Start.AddDays(-1);
    private static readonly CommunityEventCommand Remind = new CommunityEventCommand.Remind();
    private static readonly CommunityEventCommand Continue = new CommunityEventCommand.Continue();
    private static readonly EventDetails Retitled = Details with { Title = "大扫除" };

    [Fact]
    public void A_day_before_the_start_who_has_a_seat_is_reminded_once() => Published().SignedUp(Zhang, Li, Wang)
        .When(Remind, DayBefore).Then(new CommunityEventFact.Reminded([Zhang, Li], 3, 3, More: false))
        .When(Remind).ThenNothing()
        .When(Continue).ThenNothing();

    [Fact]
    public void Nobody_is_reminded_too_early_too_late_or_of_what_is_off()
    {
        Published().SignedUp(Zhang).When(Remind, DayBefore.AddSeconds(-1)).ThenNothing();
        Published().SignedUp(Zhang).When(Remind, Start).ThenNothing();
        Published().When(Remind, DayBefore).ThenNothing();
        Published().SignedUp(Zhang).When(new CommunityEventCommand.Cancel("下雨")).When(Remind, DayBefore).ThenNothing();
        Nothing().When(Remind, DayBefore).ThenNothing();
    }

    [Fact]
    public void A_community_may_remind_at_another_time_or_never()
    {
        Under(2).When(Remind, Start.AddHours(-3)).ThenNothing()
            .When(Remind, Start.AddHours(-2)).ThenFact<CommunityEventFact.Reminded>();
        Under(0).When(Remind, Start.AddMinutes(-1)).ThenNothing();

        static GivenEvent Under(int hours) => Drafted()
            .When(new CommunityEventCommand.Publish(Rules with { RemindHours = hours })).SignedUp(Zhang);
    }

    [Fact]
    public void Many_are_reminded_in_chunks_and_who_comes_meanwhile_is_not()
    {
        var given = Published(Details with { Capacity = 500 }).SignedUp(400).When(Remind, DayBefore);
        var first = given.ThenFact<CommunityEventFact.Reminded>();
        Assert.Equal((200, 200, 400, true), (first.Residents.Count, first.Through, first.Until, first.More));
        given.SignedUp(Zhang).When(Continue);
        var second = given.ThenFact<CommunityEventFact.Reminded>();
        Assert.Equal((200, 400, 400, false), (second.Residents.Count, second.Through, second.Until, second.More));
        Assert.Equal("res_p201", second.Residents[0].Value);
        given.When(Continue).ThenNothing();
    }

    [Fact]
    public void A_change_is_told_to_everybody_who_has_signed_up_in_their_order()
    {
        var given = Published().SignedUp(Zhang, Li, Wang);
        given.When(new CommunityEventCommand.Change(Retitled)).Then(
                new CommunityEventFact.Changed(Retitled),
                new CommunityEventFact.ChangeTold([Zhang, Li, Wang], 3, 3, More: false))
            .When(new CommunityEventCommand.Change(Retitled)).ThenNothing()
            .When(Continue).ThenNothing();
        var described = Retitled with { Description = "带手套" };
        given.When(new CommunityEventCommand.CancelSignUp(Wang)).When(new CommunityEventCommand.Change(described)).Then(
            new CommunityEventFact.Changed(described),
            new CommunityEventFact.ChangeTold([Zhang, Li], 3, 3, More: false));
    }

    [Fact]
    public void More_seats_are_told_to_those_who_get_them_only()
    {
        var roomier = Details with { Capacity = 3 };
        Published().SignedUp(Zhang, Li, Wang).When(new CommunityEventCommand.Change(roomier)).Then(
            new CommunityEventFact.Changed(roomier),
            new CommunityEventFact.WaitingMovedUp([Wang], false, More: false));
        var both = roomier with { Title = "大扫除" };
        Published().SignedUp(Zhang, Li, Wang).When(new CommunityEventCommand.Change(both)).Then(
            new CommunityEventFact.Changed(both),
            new CommunityEventFact.ChangeTold([Zhang, Li, Wang], 3, 3, More: false),
            new CommunityEventFact.WaitingMovedUp([Wang], false, More: false));
    }

    [Fact]
    public void A_change_is_told_to_many_in_chunks_and_a_second_one_begins_anew()
    {
        var many = Details with { Capacity = 500 };
        var given = Published(many).SignedUp(450).When(new CommunityEventCommand.Change(many with { Title = "一" }));
        Assert.Equal([200, 400], Told(given).Select(told => told.Through));
        given.When(new CommunityEventCommand.Change(many with { Title = "二" }));
        Assert.Equal([200, 400], Told(given).Select(told => told.Through));
        given.When(Continue).When(Continue).ThenNothing();

        static IEnumerable<CommunityEventFact.ChangeTold> Told(GivenEvent given) =>
            given.ThenFacts<CommunityEventFact.ChangeTold>();
    }

    [Fact]
    public void What_is_being_told_ends_with_the_event()
    {
        var many = Details with { Capacity = 500 };
        var given = Published(many).SignedUp(300).When(Remind, DayBefore)
            .When(new CommunityEventCommand.Cancel("下雨"));
        Assert.Equal(200, given.ThenFact<CommunityEventFact.SignUpsReleased>().SignUps.Count);
        given.When(Continue).ThenFact<CommunityEventFact.SignUpsReleased>();
        given.When(Continue).ThenNothing();
    }
}
