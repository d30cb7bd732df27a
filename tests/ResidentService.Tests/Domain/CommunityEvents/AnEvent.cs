using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using GivenEvent = ResidentService.Tests.Domain.Given<
    ResidentService.Domain.CommunityEvents.CommunityEventCommand,
    ResidentService.Domain.CommunityEvents.CommunityEventFact,
    ResidentService.Domain.CommunityEvents.CommunityEvent>;

namespace ResidentService.Tests.Domain.CommunityEvents;

/// <summary>Cleaning from nine to eleven on a Monday, published a week ahead: two seats, and two to wait.</summary>
internal static class AnEvent
{
    public static readonly DateTimeOffset Start = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    public static readonly DateTimeOffset End = Start.AddHours(2);
    public static readonly DateTimeOffset WeekBefore = Start.AddDays(-7);
    public static readonly EventId Cleaning = Id.Parse<EventId>("evt_cleaning");
    public static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    public static readonly ResidentId Zhang = Person("zhang");
    public static readonly ResidentId Li = Person("li");
    public static readonly ResidentId Wang = Person("wang");
    public static readonly ResidentId Zhao = Person("zhao");
    public static readonly ResidentId Sun = Person("sun");
    public static readonly EventRules Rules = new();
    public static readonly Presence Code = new(PresenceBy.Code, PresencePlace.Unknown, null);
    public static readonly Presence Scan = new(PresenceBy.StaffScan, PresencePlace.Unknown, null);

    public static EventDetails Details { get; } = new(
        "小区大扫除", null, [new(Start, End)], null, null, Capacity: 2, WaitListCapacity: null, Place: null,
        LocationRequired: false, VolunteersOnly: false, NeedsApproval: false, MinimumAge: null, PointsPerHour: null,
        PrivateDetails: null);

    public static GivenEvent Nothing() => new(CommunityEventDecider.Value, WeekBefore);

    public static GivenEvent Drafted(EventDetails? details = null) => new(
        CommunityEventDecider.Value, WeekBefore, new CommunityEventFact.Drafted(Cleaning, Tangdu, details ?? Details));

    public static GivenEvent Published(EventDetails? details = null) =>
        Drafted(details).When(new CommunityEventCommand.Publish(Rules));

    public static GivenEvent Cancelled() => Published().When(new CommunityEventCommand.Cancel("下雨"));

    /// <summary>So many people p1, p2, … who have signed up in this order, each with claim 1.</summary>
    public static GivenEvent SignedUp(this GivenEvent given, int people)
    {
        for (var number = 1; number <= people; number++)
            given.When(SignUp(Person("p" + number)));
        return given;
    }

    public static GivenEvent SignedUp(this GivenEvent given, params ResidentId[] residents) =>
        residents.Aggregate(given, (next, resident) => next.When(SignUp(resident)));

    public static CommunityEventCommand.SignUp SignUp(ResidentId resident, int claim = 1, bool isVolunteer = true) =>
        new(resident, claim, isVolunteer);

    public static CommunityEventCommand.CheckIn CheckIn(
        ResidentId resident, Presence? presence = null, bool isVolunteer = true) =>
        new(resident, presence ?? Code, isVolunteer);

    public static CommunityEventCommand.CheckOut CheckOut(ResidentId resident, Presence? presence = null) =>
        new(resident, presence ?? Code);

    /// <summary>In at the start of the event and out so many minutes later.</summary>
    public static GivenEvent Served(this GivenEvent given, ResidentId resident, int minutes, bool isVolunteer = true) =>
        given.When(CheckIn(resident, isVolunteer: isVolunteer), Start)
            .When(CheckOut(resident), Start.AddMinutes(minutes));

    public static EventView View(this GivenEvent given, ResidentId? viewer = null, DateTimeOffset? at = null) =>
        Assert.IsType<EventView>(new GetEvent(at ?? WeekBefore, viewer).Answer(given.State));

    public static ResidentId Person(string name) => Id.Parse<ResidentId>("res_" + name);
}
