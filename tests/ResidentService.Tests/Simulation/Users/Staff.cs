using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;

namespace ResidentService.Tests.Simulation.Users;

/// <summary>
/// A community worker: publishes events with few seats, approves, enlarges, cancels and settles them.
/// </summary>
internal sealed class Worker(World world, Town town) : User(world, town, "worker")
{
    private const int EventsAheadMax = 3;

    private int _events;

    protected override Task Act()
    {
        var ahead = Town.Events.Count(known => known.Details.FirstStart() > Now);
        if (ahead == 0 || (ahead < EventsAheadMax && Chance.OnceIn(4)))
            return Publish();
        var (id, details) = Town.Events[Math.Max(0, Town.Events.Count - 1 - Chance.Below(4))];
        return Chance.Below(12) switch
        {
            < 6 => On(id, new CommunityEventCommand.Approve(Chance.Of(Town.Residents))),
            < 8 => On(id, new CommunityEventCommand.Settle(Town.Policy.Earning)),
            8 => On(id, new CommunityEventCommand.Cancel("下雨")),
            9 => On(id, new CommunityEventCommand.Change(details with { Capacity = details.Capacity + 1 })),
            _ => Task.CompletedTask,
        };
    }

    private async Task Publish()
    {
        var id = Id.Parse<EventId>($"evt_{++_events}");
        var startsAt = Now.AddHours(1 + Chance.Below(8));
        var details = new EventDetails(
            "打扫", null, [new Session(startsAt, startsAt.AddHours(1 + Chance.Below(3)))], null, null,
            Capacity: 1 + Chance.Below(3), WaitListCapacity: Chance.OnceIn(3) ? 1 : 3, Place: null,
            LocationRequired: false, VolunteersOnly: false, NeedsApproval: Chance.OnceIn(4), MinimumAge: null,
            PointsPerHour: null, PrivateDetails: null);
        await On(id, new CommunityEventCommand.Draft(id, Town.Community, details));
        if (await On(id, new CommunityEventCommand.Publish(Town.Policy.Event)) is Outcome.Accepted)
            Town.Events.Add((id, details));
    }

    private Task<Outcome?> On(EventId id, CommunityEventCommand command) => Ask(Town.Worker, async request =>
    {
        var outcome = await request.Of(id.Actor, command);
        await request.Follow(outcome);
        return outcome;
    });
}

/// <summary>A clerk of the shop: hands over what vouchers name.</summary>
internal sealed class Clerk(World world, Town town) : User(world, town, "clerk")
{
    protected override async Task Act()
    {
        if (Town.Redemptions.Count == 0)
            return;
        var (id, _) = Chance.Of(Town.Redemptions);
        await Ask(Town.Clerk, async request =>
        {
            var noted = await request.Of(Town.Shop.Actor, new MerchantCommand.NoteFulfilment(id));
            if (noted is Outcome.Rejected)
                return noted;
            var outcome = await request.Of(id.Actor, new RedemptionCommand.Fulfil(Town.Shop, Town.Clerk));
            await request.Follow(outcome);
            return outcome;
        });
    }
}

/// <summary>What else goes on: time passes, actors are let go, and deliveries come again out of season.</summary>
internal sealed class Chaos(World world, Town town) : User(world, town, "chaos")
{
    protected override async Task Act()
    {
        for (var pauses = 0; pauses < 4 || !World.Host.IsReady; pauses++)
            await Pause();
        switch (Chance.Below(8))
        {
            case < 3:
                World.Clock.PassDomain(HowLong());
                break;
            case 3:
                World.Clock.PassDomain(-TimeSpan.FromSeconds(Chance.Below(90)));
                break;
            case 4:
                World.Clock.Pass(TimeSpan.FromMinutes(21)); // Longer than an actor may be idle.
                World.Host.Actors.Sweep();
                break;
            default:
                var entry = World.Journal.All[Chance.Below(World.Journal.All.Count)];
                await World.Network.Send(NewKey(), Caller.System, async request =>
                {
                    await request.Redeliver(entry);
                    return new Outcome.Accepted(Done.It, []);
                });
                break;
        }
    }

    /// <summary>Mostly to where something happens: when an event begins or ends, or a claim is asked after.</summary>
    private TimeSpan HowLong()
    {
        switch (Chance.Below(12))
        {
            case 0:
                return TimeSpan.FromDays(1 + Chance.Below(8));
            case 1 or 2:
                return TimeSpan.FromMinutes(6);
        }

        var turns = Town.Events.SelectMany(known => new[] { known.Details.FirstStart(), known.Details.LastEnd() })
            // Orders close, meals are brought, and staff are told of who did not open.
            .Concat(Town.MealDays.SelectMany(day =>
                new[] { -4, 12, 13 }.Select(hour => Calendar.StartOf(day.Day).AddHours(hour))))
            .Where(at => at > Now).DefaultIfEmpty(Now.AddMinutes(30)).Min();
        return turns - Now + TimeSpan.FromMinutes(Chance.Below(30) - 25);
    }
}
