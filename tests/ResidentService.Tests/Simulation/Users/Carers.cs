using ResidentService.Domain.Care;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Runtime.Actors;

namespace ResidentService.Tests.Simulation.Users;

/// <summary>
/// Neighbours who order services and give them, visit each other and forget to; and the worker who pairs them and
/// chooses who serves.
/// </summary>
internal sealed class Carers(World world, Town town) : User(world, town, "carers")
{
    private static readonly Sealed Words = new("c2VhbGVk");

    private int _orders;
    private int _pairings;
    private int _visits;

    protected override Task Act() => Chance.Below(10) switch
    {
        < 2 => Place(),
        < 6 when Town.Orders.Count > 0 => GoOn(Recent(Town.Orders)),
        6 when Town.Orders.Count > 0 => Manage(Recent(Town.Orders)),
        7 when Town.Pairings.Count < Town.Residents.Count => Request(),
        _ when Town.Pairings.Count > 0 => GoOn(Recent(Town.Pairings)),
        _ => Task.CompletedTask,
    };

    private async Task Place()
    {
        var (id, resident) = (Id.Parse<OrderId>($"ord_{++_orders}"), Chance.Of(Town.Residents));
        Town.Orders.Add(id);
        var terms = new OrderTerms(
            Town.Community, Town.Meal, "助餐", ServiceCategory.MealDelivery, resident, resident, TellsPlacer: false,
            Calendar.DayOf(Now).AddDays(Chance.Below(2)), null, [], new OrderRules(), HasPlace: false, [],
            IsUrgent: Chance.OnceIn(4));
        await Ask(resident, request => Send(request, id.Actor, new OrderCommand.Place(id, terms, Words, MayAsk: true)));
    }

    /// <summary>Whose turn it is mostly takes the step that comes next.</summary>
    private Task GoOn(OrderId id) => Ask(Town.Worker, async request =>
    {
        var order = await request.Read(id.Actor, new GetOrder());
        var who = order?.Provider ?? Chance.Of(Town.Residents);
        return await Send(request, id.Actor, order?.Status switch
        {
            OrderStatus.Dispatched when Chance.OnceIn(3) => new OrderCommand.Decline(who, Words),
            OrderStatus.Dispatched => new OrderCommand.Accept(who),
            OrderStatus.Accepted => new OrderCommand.SetOut(who),
            OrderStatus.OnTheWay when Chance.OnceIn(2) => new OrderCommand.Arrive(who, Town.Policy.Earning),
            OrderStatus.OnTheWay => new OrderCommand.Finish(who, Words, [], WithCard: Chance.OnceIn(2)),
            OrderStatus.Done when Chance.OnceIn(2) => new OrderCommand.Review(1 + Chance.Below(5), null),
            _ => new OrderCommand.Grab(who),
        });
    });

    private Task Manage(OrderId id) => Ask(Town.Worker, request => Send(request, id.Actor, Chance.Below(4) switch
    {
        0 => new OrderCommand.Dispatch(Chance.Of(Town.Residents), Town.Worker),
        1 => new OrderCommand.OpenForGrabbing(),
        2 => new OrderCommand.Cancel(ByStaff: false, null),
        _ => new OrderCommand.Cancel(ByStaff: true, Words),
    }));

    private async Task Request()
    {
        var id = Id.Parse<PairingId>($"pai_{++_pairings}");
        Town.Pairings.Add(id);
        await Ask(Town.Worker, request => Send(request, id.Actor, new PairingCommand.Request(
            id, Chance.Of(Town.Residents), Town.Community, CareTier.High, new CareRules { PairingsPerVolunteerMax = 2 })));
    }

    private Task GoOn(PairingId id) => Ask(Town.Worker, async request =>
    {
        var pairing = await request.Read(id.Actor, new GetPairing());
        var who = pairing?.Candidate ?? pairing?.Volunteer ?? Chance.Of(Town.Residents);
        return await Send(request, id.Actor, (pairing?.Status, Chance.Below(10)) switch
        {
            (PairingStatus.Requested, _) => new PairingCommand.Offer(who, ForMinor: false),
            (PairingStatus.Matched, < 4) => new PairingCommand.Agree(who, PairingSide.Household),
            (PairingStatus.Matched, < 8) => new PairingCommand.Agree(who, PairingSide.Volunteer),
            (PairingStatus.Matched or PairingStatus.Offered, 8) => new PairingCommand.Decline(who, PairingSide.Household),
            (PairingStatus.Active, < 3) => new PairingCommand.Visit(
                who, Id.Parse<VisitId>($"vis_{++_visits}"), Town.Community, VisitKind.Phone, 20, Words,
                HasNeeds: false, null, VisitSafety.Fits),
            (_, < 6) => new PairingCommand.Offer(Chance.Of(Town.Residents), ForMinor: false),
            (_, 6) => new PairingCommand.Pause(Now.AddDays(1 + Chance.Below(9)), Words),
            (_, 7) => new PairingCommand.ChangeTier(Chance.OnceIn(2) ? CareTier.Key : CareTier.High),
            (_, 8) when Chance.OnceIn(3) => new PairingCommand.End(Words),
            _ => new PairingCommand.Resume(),
        });
    });

    private static async ValueTask<Outcome> Send(Request request, ActorId actor, ICommand command)
    {
        var outcome = await request.Of(actor, command);
        await request.Follow(outcome);
        return outcome;
    }

    private TId Recent<TId>(List<TId> all) => all[Math.Max(0, all.Count - 1 - Chance.Below(4))];
}
