using Dapper;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Points;
using ResidentService.Service.Views;

namespace ResidentService.Tests.Service.Api.Points;

public sealed class PendingTablesTests : IDisposable
{
    private static readonly DateTimeOffset Morning = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    private static readonly EventId Cleaning = Id.Parse<EventId>("evt_cleaning");
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly ResidentId Wang = Id.Parse<ResidentId>("res_wang");
    private static readonly ServiceEvidence Service = new(ServiceId.Of(Cleaning), Zhang, Morning);

    private readonly TemporaryFolder _folder = new();
    private readonly Codec _codec = new(typeof(Resident).Assembly);
    private readonly ViewsDatabase _views;
    private long _position;

    public PendingTablesTests() => _views = new(_folder.File("views.db"), _codec, [new PendingTables()]);

    [Fact]
    public async Task Until_the_awards_are_made_the_event_itself_is_asked()
    {
        await Happened(Cleaning.Actor, CheckedIn(Zhang), CheckedIn(Zhang), CheckedIn(Wang));
        Assert.Equal((0, 1), Pending(Zhang));
        await Happened(Cleaning.Actor, Made(more: true, 5));
        Assert.Equal((5, 0), Pending(Zhang));
        Assert.Equal((0, 1), Pending(Wang));
    }

    [Fact]
    public async Task After_the_last_award_nobodys_service_is_counted_any_more()
    {
        await Happened(Cleaning.Actor, CheckedIn(Zhang), CheckedIn(Wang), Made(more: false, 5));
        Assert.Equal((0, 0), Pending(Wang));
    }

    [Fact]
    public async Task No_shows_are_noted_after_all_awards()
    {
        await Happened(
            Cleaning.Actor, CheckedIn(Wang), Made(more: true, 5),
            new CommunityEventFact.NoShowsNoted([Id.Parse<ResidentId>("res_li")], Morning, 3, More: false));
        Assert.Equal((0, 0), Pending(Wang));
    }

    [Fact]
    public async Task A_cancelled_event_leaves_nothing_pending()
    {
        await Happened(Cleaning.Actor, CheckedIn(Zhang), new CommunityEventFact.Cancelled(Cleaning, Tangdu, "暴雨"));
        Assert.Equal((0, 0), Pending(Zhang));
    }

    [Fact]
    public async Task The_caps_lower_what_is_pending_and_receiving_ends_it()
    {
        await Happened(Cleaning.Actor, Made(more: false, 12));
        await Happened(VolunteerDecider.ActorOf(Zhang), Recorded(asked: 12, granted: 8));
        Assert.Equal((8, 0), Pending(Zhang));
        await Happened(AccountId.Of(Zhang).Actor, Received(8));
        Assert.Equal((0, 0), Pending(Zhang));
    }

    [Fact]
    public async Task An_award_that_waits_for_a_budget_stays_pending()
    {
        await Happened(Cleaning.Actor, Made(more: false, 5));
        await Happened(VolunteerDecider.ActorOf(Zhang), Recorded(asked: 5, granted: 5));
        await Happened(AccountId.Issuance(Tangdu).Actor, new AccountFact.AwardQueued(
            VolunteerReactions.AwardOf(Service), AccountId.Of(Zhang), Amount.Of(5), Service, 36,
            Calendar.MonthOf(Morning)));
        Assert.Equal((5, 0), Pending(Zhang));
    }

    [Fact]
    public async Task Nothing_is_pending_where_the_caps_leave_nothing_or_no_volunteer_served()
    {
        await Happened(Cleaning.Actor, Made(more: false, 5));
        await Happened(VolunteerDecider.ActorOf(Zhang), Recorded(asked: 5, granted: 0));
        Assert.Equal((0, 0), Pending(Zhang));
        await Happened(Cleaning.Actor, Made(more: false, 5));
        await Happened(
            VolunteerDecider.ActorOf(Zhang),
            new VolunteerFact.ServiceRefused(Tangdu, Service, 60, Amount.Of(5)));
        Assert.Equal((0, 0), Pending(Zhang));
    }

    public void Dispose()
    {
        _views.Dispose();
        _folder.Dispose();
    }

    private static CommunityEventFact.CheckedIn CheckedIn(ResidentId resident) =>
        new(resident, new Presence(PresenceBy.Code, PresencePlace.Unknown, null), IsVolunteer: true);

    private static CommunityEventFact.AwardsMade Made(bool more, int points) => new(
        Tangdu, new EarningRules(), [new Award(Zhang, Morning, 60, Amount.Of(points))], 1, more);

    private static VolunteerFact.ServiceRecorded Recorded(int asked, int granted) =>
        new(Tangdu, Service, 60, Amount.Of(asked), Amount.Of(granted), 36);

    private static AccountFact.PointsReceived Received(int points)
    {
        var award = VolunteerReactions.AwardOf(Service);
        var lot = new Lot(award, Tangdu, Service, Morning, Morning.AddYears(3));
        return new(
            new Transfer(award, AccountId.Issuance(Tangdu), AccountId.Of(Zhang), Amount.Of(points),
                TransferReason.Award, null, [new(lot, Amount.Of(points))]),
            points);
    }

    private async Task Happened(ActorId stream, params IEnumerable<IEvent> facts) => await _views.Apply(
    [
        .. facts.Select(fact => new Entry
        {
            Position = ++_position,
            Stream = stream,
            Version = _position,
            Name = _codec.NameOf(fact),
            At = Morning,
            Caller = Caller.System,
            Command = CommandId.OfRequest("test"),
            Payload = default,
            Body = Codec.Encode(fact),
            Reply = default,
        }),
    ]);

    /// <summary>The points of awards on their way, and the events to ask.</summary>
    private (long Points, int Events) Pending(ResidentId resident) => _views.Read(connection => (
        connection.QuerySingle<long>(
            "select coalesce(sum(points), 0) from pending_awards where resident = @resident",
            new { resident = resident.Value }),
        connection.QuerySingle<int>(
            "select count(*) from unsettled_service where resident = @resident", new { resident = resident.Value })));
}
