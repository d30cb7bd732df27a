using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Runtime.Actors;

namespace ResidentService.Tests.Simulation.Checks;

/// <summary>
/// What people wait for: a day's quota is kept, whatever is late is told once, and everything has a next step or an end.
/// </summary>
internal sealed class Promises(World world)
{
    private readonly Dictionary<ItemId, int?> _quotas = [];
    private readonly Dictionary<OrderId, (ItemId Item, DateOnly Day)> _places = [];
    private readonly Dictionary<(ItemId Item, DateOnly Day), int> _taken = [];
    private readonly Dictionary<(OrderId Order, OrderAlert Alert), DateTimeOffset> _late = [];
    private readonly HashSet<string> _told = [];

    public void See(CatalogueFact fact)
    {
        switch (fact)
        {
            case CatalogueFact.ItemOffered of:
                _quotas[of.Item] = of.Details.QuotaPerDay;
                break;
            case CatalogueFact.OrderTaken of:
                world.Check(_places.TryAdd(of.Order, (of.Item, of.Day)), $"{of.Order} has two places");
                var taken = _taken[(of.Item, of.Day)] = _taken.GetValueOrDefault((of.Item, of.Day)) + 1;
                world.Check(!(taken > _quotas[of.Item]), $"{taken} orders of {of.Item} on {of.Day}: more than the quota");
                break;
            case CatalogueFact.OrderReleased of:
                _taken[_places[of.Order]] -= of.FreesQuota ? 1 : 0;
                foreach (var alert in Enum.GetValues<OrderAlert>())
                    _late.Remove((of.Order, alert)); // It has ended: nobody needs to be told any more.
                break;
            case CatalogueFact.LatenessNoted of:
                world.Check(_late.TryAdd((of.Order, of.Alert), of.TellAt), $"{of.Order} is noted as late twice for one digest");
                break;
            case CatalogueFact.DigestTold of:
                Once($"digest for {of.Alert} at {of.TellAt:O}");
                foreach (var order in of.Orders)
                    world.Check(_late.Remove((order, of.Alert)), $"{order} stands in a digest and is not late");
                break;
        }
    }

    public void See(OrderFact fact)
    {
        if (fact is OrderFact.Overdue { Alert: OrderAlert.GridWorker } late)
            Once($"grid worker: {late.Order} due {late.DueBy:O}");
    }

    public void See(PairingFact fact)
    {
        if (fact is PairingFact.VisitOverdue late)
            Once($"{late.Alert}: visit of {late.Pairing} due {late.Since:O}");
    }

    /// <summary>When all is done that was due: nobody is forgotten.</summary>
    public async Task CheckNobodyIsForgotten(IActors actors)
    {
        var now = world.Clock.Domain.GetUtcNow();
        foreach (var (late, tellAt) in _late)
            world.Check(now < tellAt, $"{late.Order} is late, which {late.Alert} should have been told at {tellAt:O}");
        foreach (var stream in world.Journal.Streams)
        {
            if (stream.Kind == "order")
                Check(stream, (await actors.Read(stream, new GetOrder()))!);
            else if (stream.Kind == "pairing")
                Check((await actors.Read(stream, new GetPairing()))!, now);
        }
    }

    private void Check(ActorId stream, OrderView order)
    {
        world.Check(order.Status != OrderStatus.Asked, $"{stream} waits for the catalogue");
        var key = order.Status == OrderStatus.Done ? "review" : order.DueBy is null ? null : "step";
        world.Check(
            key is null || world.Views.Now.Deadlines.ContainsKey((stream, key)),
            $"{stream} is {order.Status}, and nobody will be told when that takes too long");
    }

    private void Check(PairingView pairing, DateTimeOffset now)
    {
        if (pairing is not { Status: PairingStatus.Active, VisitBy: { } visitBy } || now < visitBy)
            return;
        var told = now < visitBy.AddDays(pairing.Terms.Rules.EscalateDays) ? VisitAlert.Volunteer : VisitAlert.GridWorker;
        world.Check(
            pairing.Alerted >= told,
            $"the visit of {pairing.Terms.Pairing} was due {visitBy:O}; told: {pairing.Alerted}");
    }

    private void Once(string what) => world.Check(_told.Add(what), $"told twice: {what}");
}
