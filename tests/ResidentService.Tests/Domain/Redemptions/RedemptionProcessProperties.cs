using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Points;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Redemptions;

/// <summary>
/// An offer and many redemptions with their reactions, delivered in any order that keeps each source's own, some of
/// them twice, while people cancel and clerks scan: when all is delivered, no hold is left behind.
/// </summary>
public sealed class RedemptionProcessProperties
{
    private const int Stock = 4;
    private const int PointsEach = 12;
    private const int Price = 5;
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly OfferId Bowl = Id.Parse<OfferId>("off_bowl");
    private static readonly MerchantId Noodles = Id.Parse<MerchantId>("mer_noodles");

    [Fact]
    public void When_all_is_delivered_only_vouchers_hold_anything() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ArrayOf(120).ToArbitrary(),
        choices =>
        {
            var world = new World();
            foreach (var choice in choices)
                world.Step(choice);
            world.DeliverAll();
            world.Check();
        }).QuickCheckThrowOnFailure();

    /// <summary>The actors, and the deliveries under way by source; the runtime in a few lines.</summary>
    private sealed class World
    {
        private readonly Dictionary<ActorId, Queue<(string Id, Send Send)>> _underWay = [];
        private readonly HashSet<string> _done = [];
        private readonly Dictionary<RedemptionId, Redemption> _redemptions = [];
        private readonly Dictionary<AccountId, Account> _accounts = [];
        private DateTimeOffset _now = Monday;
        private Offer _offer = Offer.Evolve(
            new Offer.Unknown(),
            new OfferFact.Pledged(
                Bowl, Noodles, Id.Parse<CommunityId>("com_tangdu"),
                new("一碗牛肉面", null, Amount.Of(Price), Stock, 3, 3, null, null)),
            Monday);
        private int _ids;

        public void Step(int choice)
        {
            var redemption = Id.Parse<RedemptionId>($"red_{choice / 8 % 10}");
            var resident = Id.Parse<ResidentId>($"res_{choice / 8 % 10 % 3}");
            switch (choice % 8)
            {
                case 0:
                    Tell(redemption, new RedemptionCommand.Request(redemption, Bowl, Noodles, resident, new()));
                    break;
                case 1:
                    Tell(redemption, new RedemptionCommand.Fulfil(Noodles, resident));
                    break;
                case 2:
                    Tell(redemption, new RedemptionCommand.Cancel());
                    break;
                case 3:
                    _now = _now.AddHours(choice / 8 % 40);
                    Tell(redemption, new RedemptionCommand.Expire());
                    break;
                default:
                    Deliver(choice / 8, twice: choice % 8 == 4);
                    break;
            }
        }

        public void DeliverAll()
        {
            while (_underWay.Values.Any(queue => queue.Count > 0))
                Deliver(0, twice: false);
        }

        public void Check()
        {
            var offer = Assert.IsType<Offer.Pledged>(_offer);
            var vouchers = Of<Redemption.Issued>();
            Assert.Empty(Of<Redemption.Requested>().Concat(Of<Redemption.StockIsHeld>()));
            Assert.Equal(vouchers, offer.Holds.Keys.Order(ById));
            Assert.Equal(Of<Redemption.Fulfilled>().Count, offer.Consumed);
            Assert.InRange(offer.Remaining, 0, Stock);
            Assert.Equal(vouchers, _accounts.Values.SelectMany(account => account.Holds).Order(ById));
            Assert.Equal(
                Of<Redemption.Fulfilled>(), _accounts.Values.SelectMany(account => account.Posted).Order(ById));
            Assert.All(_accounts.Values, account => Assert.InRange(account.Points, 0, PointsEach));
        }

        private static Comparer<RedemptionId> ById { get; } =
            Comparer<RedemptionId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value));

        private List<RedemptionId> Of<T>() where T : Redemption =>
            [.. _redemptions.Where(entry => entry.Value is T).Select(entry => entry.Key).Order(ById)];

        private void Deliver(int choice, bool twice)
        {
            var queues = _underWay.Values.Where(queue => queue.Count > 0).ToList();
            if (queues.Count == 0)
                return;
            var queue = queues[choice % queues.Count];
            var (id, send) = twice ? queue.Peek() : queue.Dequeue();
            if (_done.Add(id))
                Tell(send);
        }

        private void Tell(Send send)
        {
            switch (send.Command)
            {
                case OfferCommand command:
                    foreach (var fact in Accepted(OfferDecider.Decide(command, _offer, Context)).Cast<OfferFact>())
                    {
                        _offer = ThroughASnapshot.Of(Offer.Evolve(_offer, fact, _now));
                        Enqueue(Bowl.Actor, OfferReactions.Value.Sends(Bowl.Actor, fact, _now));
                    }

                    break;
                case RedemptionCommand command:
                    Tell(Id.Parse<RedemptionId>(send.Target.Key), command);
                    break;
                case AccountCommand command:
                    Enqueue(send.Target, AccountOf(Id.Parse<AccountId>(send.Target.Key)).Tell(command));
                    break;
            }
        }

        private void Tell(RedemptionId redemption, RedemptionCommand command)
        {
            var state = _redemptions.GetValueOrDefault(redemption, new Redemption.Unknown());
            foreach (var fact in Accepted(RedemptionDecider.Decide(command, state, Context)).Cast<RedemptionFact>())
            {
                _redemptions[redemption] = state = ThroughASnapshot.Of(Redemption.Evolve(state, fact, _now));
                Enqueue(redemption.Actor, RedemptionReactions.Value.Sends(redemption.Actor, fact, _now));
            }
        }

        private Context Context => new(CommandId.OfRequest("test"), Caller.System, _now);

        private static IReadOnlyList<IEvent> Accepted(Decision decision) =>
            decision is Decision.Accepted accepted ? accepted.Events : [];

        private void Enqueue(ActorId source, IEnumerable<Send> sends)
        {
            if (!_underWay.TryGetValue(source, out var queue))
                _underWay[source] = queue = new();
            foreach (var send in sends)
                queue.Enqueue(($"{++_ids}", send));
        }

        private Account AccountOf(AccountId id) =>
            _accounts.TryGetValue(id, out var account) ? account : _accounts[id] = new Account();
    }

    /// <summary>What the process relies on in an account: a hold or a refusal, and each hold ends once.</summary>
    private sealed class Account
    {
        public int Points { get; private set; } = PointsEach;

        public HashSet<RedemptionId> Holds { get; } = [];

        public List<RedemptionId> Posted { get; } = [];

        public IEnumerable<Send> Tell(AccountCommand command)
        {
            switch (command)
            {
                case AccountCommand.Hold(var redemption, var points) when points.Value > Points:
                    return [new(redemption.Actor, new RedemptionCommand.NoteRefused(RefusedFor.InsufficientPoints))];
                case AccountCommand.Hold(var redemption, var points):
                    Points -= points.Value;
                    Assert.True(Holds.Add(redemption));
                    return [new(redemption.Actor, new RedemptionCommand.NotePointsHeld())];
                case AccountCommand.PostHold(var redemption, var to):
                    Assert.Equal(AccountId.Of(Noodles), to);
                    Assert.True(Holds.Remove(redemption));
                    Posted.Add(redemption);
                    return [];
                case AccountCommand.VoidHold(var redemption):
                    Assert.True(Holds.Remove(redemption));
                    Points += Price;
                    return [];
                default:
                    throw new InvalidOperationException(command.ToString());
            }
        }
    }
}
