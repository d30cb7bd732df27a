using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using static ResidentService.Tests.Domain.CommunityEvents.AnEvent;

namespace ResidentService.Tests.Domain.CommunityEvents;

public sealed class WritingEventsTests
{
    [Fact]
    public void An_event_is_drafted_once()
    {
        var draft = new CommunityEventCommand.Draft(Cleaning, Tangdu, Details);
        var again = draft with { Details = Details with { Sessions = [new(Start, End)] } };
        Nothing().When(draft).Then(new CommunityEventFact.Drafted(Cleaning, Tangdu, Details))
            .When(again).ThenNothing();
        Published().When(draft).ThenNothing();
    }

    [Fact]
    public void An_id_is_not_drafted_with_other_content() => Drafted()
        .When(new CommunityEventCommand.Draft(Cleaning, Tangdu, Details with { Title = "合唱" }))
        .ThenRejected<CommunityEventRejection.DraftedAlready>();

    public static TheoryData<string, Func<EventDetails, EventDetails>> Faults => new()
    {
        { "title", details => details with { Title = " " } },
        { "sessions", details => details with { Sessions = [] } },
        { "sessions", details => details with { Sessions = [.. Enumerable.Range(0, 61).Select(Day)] } },
        { "sessions", details => details with { Sessions = [new(Start, End), new(Start, End.AddHours(1))] } },
        { "endsAt", details => details with { Sessions = [new(Start, Start)] } },
        { "endsAt", details => details with { Sessions = [new(Start, Start.AddHours(25))] } },
        { "signUpClosesAt", details => details with { SignUpClosesAt = End.AddMinutes(1) } },
        { "signUpOpensAt", details => details with { SignUpOpensAt = Start } },
        { "place", details => details with { LocationRequired = true } },
        { "place", details => details with { Place = new("广场", 91, 120, 100) } },
        { "place", details => details with { Place = new("广场", 31, 120, 0) } },
        { "capacity", details => details with { Capacity = 0 } },
        { "capacity", details => details with { Capacity = 1_000_001 } },
        { "waitListCapacity", details => details with { WaitListCapacity = -1 } },
        { "minimumAge", details => details with { MinimumAge = 121 } },
        { "pointsPerHour", details => details with { PointsPerHour = 101 } },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void What_breaks_a_rule_is_refused(string field, Func<EventDetails, EventDetails> fault)
    {
        var details = fault(Details);
        var refused = Nothing().When(new CommunityEventCommand.Draft(Cleaning, Tangdu, details))
            .ThenRejected<CommunityEventRejection.InvalidEvent>();
        Assert.Equal((field, "invalid_event"), (refused.Field, refused.Code));
        Drafted().When(new CommunityEventCommand.Change(details)).ThenRejected<CommunityEventRejection.InvalidEvent>();
    }

    [Fact]
    public void A_draft_takes_every_change()
    {
        var later = Details with { Sessions = [Day(3)], Capacity = 1, VolunteersOnly = true };
        Drafted().When(new CommunityEventCommand.Change(later)).Then(new CommunityEventFact.Changed(later))
            .When(new CommunityEventCommand.Change(later)).ThenNothing();
    }

    [Fact]
    public void A_change_made_over_details_that_were_changed_meanwhile_undoes_nothing()
    {
        var (title, more) = (Details with { Title = "大扫除" }, Details with { Capacity = 3 });
        var read = Details with { Sessions = [.. Details.Sessions] };
        Assert.All([Drafted(), Published()], @event =>
        {
            @event.When(new CommunityEventCommand.Change(title, Over: read))
                .Then(new CommunityEventFact.Changed(title))
                .When(new CommunityEventCommand.Change(more, Over: Details)).ThenRejected<ChangedMeanwhile>();
            @event.When(new CommunityEventCommand.Change(title, Over: Details)).ThenNothing();
        });
    }

    [Fact]
    public void After_publishing_title_description_and_a_higher_capacity_change()
    {
        var changed = Details with { Title = "大扫除", Description = "带手套", Capacity = 3 };
        Published().When(new CommunityEventCommand.Change(changed)).Then(new CommunityEventFact.Changed(changed))
            .When(new CommunityEventCommand.Change(changed)).ThenNothing();
    }

    [Fact]
    public void After_publishing_nothing_else_changes()
    {
        Assert.All<EventDetails>(
            [
                Details with { Sessions = [Day(1)] }, Details with { Capacity = 1 },
                Details with { VolunteersOnly = true }, Details with { MinimumAge = 18 },
                Details with { SignUpClosesAt = End }, Details with { PrivateDetails = "1234" },
            ],
            details => Published().When(new CommunityEventCommand.Change(details))
                .ThenRejected<CommunityEventRejection.EventPublished>());
    }

    [Fact]
    public void What_is_over_does_not_change()
    {
        var change = new CommunityEventCommand.Change(Details with { Title = "合唱" });
        Nothing().When(change).ThenRejected<CommunityEventRejection.NoSuchEvent>();
        Cancelled().When(change).ThenRejected<CommunityEventRejection.EventCancelled>();
        Published().When(change, End).ThenRejected<CommunityEventRejection.EventFinished>();
        Published().When(new CommunityEventCommand.Settle(new()), End)
            .When(change).ThenRejected<CommunityEventRejection.EventSettled>();
    }

    [Fact]
    public void Publishing_opens_sign_up_until_the_first_start() => Drafted()
        .When(new CommunityEventCommand.Publish(Rules))
        .Then(new CommunityEventFact.Published(Cleaning, Tangdu, Details, Rules, WeekBefore, Start))
        .When(new CommunityEventCommand.Publish(Rules)).ThenNothing();

    [Fact]
    public void Publishing_keeps_the_window_that_was_written()
    {
        var details = Details with { SignUpOpensAt = Start.AddDays(-2), SignUpClosesAt = Start.AddDays(-1) };
        Drafted(details).When(new CommunityEventCommand.Publish(Rules)).Then(new CommunityEventFact.Published(
            Cleaning, Tangdu, details, Rules, Start.AddDays(-2), Start.AddDays(-1)));
    }

    [Fact]
    public void What_has_ended_or_is_cancelled_is_not_published()
    {
        var publish = new CommunityEventCommand.Publish(Rules);
        Nothing().When(publish).ThenRejected<CommunityEventRejection.NoSuchEvent>();
        Drafted().When(publish, End).ThenRejected<CommunityEventRejection.EventFinished>();
        Cancelled().When(publish).ThenRejected<CommunityEventRejection.EventCancelled>();
    }

    [Fact]
    public void An_event_is_cancelled_once_with_a_reason()
    {
        var cancel = new CommunityEventCommand.Cancel("下雨");
        Nothing().When(cancel).ThenRejected<CommunityEventRejection.NoSuchEvent>();
        Drafted().When(cancel).Then(new CommunityEventFact.Cancelled(Cleaning, Tangdu, "下雨"))
            .When(cancel).ThenNothing();
        Published().When(new CommunityEventCommand.Cancel(" ")).ThenRejected<CommunityEventRejection.ReasonMissing>();
        Published().When(new CommunityEventCommand.Settle(new()), End)
            .When(cancel).ThenRejected<CommunityEventRejection.EventSettled>();
    }

    [Fact]
    public void Cancelling_releases_everybody_in_chunks()
    {
        var given = Published(Details with { Capacity = 150 }).SignedUp(people: 250)
            .When(new CommunityEventCommand.Cancel("下雨"));
        Assert.Equal(SignUpStatus.Cancelled, given.View(Person("p250")).Mine?.Status);
        var first = given.ThenFact<CommunityEventFact.SignUpsReleased>();
        var second = given.When(new CommunityEventCommand.Continue()).ThenFact<CommunityEventFact.SignUpsReleased>();
        Assert.Equal((200, true, 50, false), (first.SignUps.Count, first.More, second.SignUps.Count, second.More));
        Assert.Equal(250, first.SignUps.Concat(second.SignUps).Distinct().Count());
        given.When(new CommunityEventCommand.Continue()).ThenNothing();
    }

    [Fact]
    public void The_status_follows_the_clock()
    {
        Assert.Equal(EventStatus.Draft, Drafted().View().Status);
        Assert.Equal(EventStatus.Published, Published().View(at: Start.AddTicks(-1)).Status);
        Assert.Equal(EventStatus.Running, Published().View(at: Start).Status);
        Assert.Equal(EventStatus.Finished, Published().View(at: End).Status);
        Assert.Equal(EventStatus.Cancelled, Cancelled().View().Status);
        Assert.Equal("下雨", Cancelled().View().CancelReason);
        Assert.Equal(EventStatus.Settled, Published().When(new CommunityEventCommand.Settle(new()), End).View().Status);
        Assert.Null(new GetEvent(Start).Answer(Nothing().State));
    }

    private static Session Day(int number) => new(Start.AddDays(number), End.AddDays(number));
}
