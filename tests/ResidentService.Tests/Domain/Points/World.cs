using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Redemptions;
using static ResidentService.Tests.Domain.Points.Sample;

namespace ResidentService.Tests.Domain.Points;

/// <summary>
/// A small world of accounts without a runtime: what one sends to another lies about until some step delivers it, in
/// any order and more than once. Every step checks what must always hold.
/// </summary>
internal sealed class World
{
    private static readonly AccountId[] Holders = [Zhang, Wang, Family, AccountId.Fund(Tangdu)];
    private static readonly AccountId[] Issuers = [AccountId.Issuance(Tangdu), AccountId.Issuance(Hebin)];
    private static readonly AccountId Shop = NoodleShop;

    private readonly Dictionary<ActorId, Account> _accounts = [];
    private int _policyVersion;
    private readonly Dictionary<ActorId, long> _entries = [];
    private readonly Dictionary<(ActorId, string), Deadline.Set> _deadlines = [];
    private readonly List<Send> _pending = [];
    private readonly List<Send> _delivered = [];
    private readonly Dictionary<TransferId, Transfer> _inTransit = [];
    private readonly Dictionary<ActorId, Queue<TransferId>> _asked = [];
    private readonly Dictionary<TransferId, long> _ended = [];
    private readonly Dictionary<TransferId, long> _awarded = [];
    private readonly List<RedemptionId> _redemptions = [];
    private DateTimeOffset _now = May;
    private int _names;

    /// <summary>One step, chosen by a number.</summary>
    public void Step(int number)
    {
        var random = new Random(number);
        var holder = Holders[random.Next(Holders.Length)];
        switch (random.Next(15))
        {
            case 0 or 1:
                Issue(Issuers[random.Next(2)], holder, random);
                break;
            case 2:
                Ask(Issuers[0].Actor, new AccountCommand.SetBudget(Tangdu, Amount.Of(random.Next(60)), ++_policyVersion));
                break;
            case 3:
                Ask(Issuers[1].Actor, new AccountCommand.SetBudget(Hebin, Amount.Of(random.Next(60)), ++_policyVersion));
                break;
            case 4:
                Ask(holder.Actor, Give($"gift{_names++}", Holders[random.Next(Holders.Length)], random.Next(12)));
                break;
            case 5:
                _redemptions.Add(Id.Parse<RedemptionId>($"red_{_names++}"));
                Ask(Payer(_redemptions[^1]), new AccountCommand.Hold(_redemptions[^1], Amount.Of(random.Next(12))));
                break;
            case 6 or 7 when _redemptions.Count > 0:
                End(_redemptions[random.Next(_redemptions.Count)], random);
                break;
            case 8:
                _now = _now.AddDays(random.Next(45)).AddMinutes(random.Next(1440));
                break;
            case 9 when _deadlines.Count > 0:
                Fire(_deadlines.Keys.ElementAt(random.Next(_deadlines.Count)));
                break;
            case 11 when random.Next(20) == 0:
                Ask(Family.Actor, new AccountCommand.PassOn(Holders[random.Next(2)])); // The family has moved apart.
                break;
            case 10 when _delivered.Count > 0:
                Ask(_delivered[random.Next(_delivered.Count)]);
                break;
            default:
                Deliver(random);
                break;
        }
    }

    /// <summary>Delivers all there is, over the next months, until nothing is left to do.</summary>
    public void Settle()
    {
        foreach (var (actor, account) in _accounts.ToList())
            _accounts[actor] = ThroughASnapshot.Of(account);
        var random = new Random(0);
        for (var month = 0; month < 6; month++)
        {
            _now = _now.AddMonths(1);
            while (_pending.Count > 0 || _deadlines.Values.Any(deadline => deadline.Due <= _now))
            {
                Deliver(random);
                foreach (var key in _deadlines.Where(d => d.Value.Due <= _now).Select(d => d.Key).ToList())
                    Fire(key);
            }
        }

        Assert.Empty(_inTransit);
        Assert.All(Holders, id => Assert.Empty(_accounts.GetValueOrDefault(id.Actor) is Account.Holder holder
            ? holder.PassesOnTo is null ? holder.Lots.Expired(_now) : holder.Lots.Parts
            : []));
    }

    private static ActorId Payer(RedemptionId redemption) => Holders[redemption.Value.Length % 2].Actor;

    private void Issue(AccountId issuer, AccountId to, Random random)
    {
        var id = Transfer($"award{_names++}");
        var evidence = new ServiceEvidence(ServiceId.Of(Id.Parse<EventId>("evt_cleaning")), ZhangPerson, _now.AddDays(-1));
        if (!_asked.TryGetValue(issuer.Actor, out var asked))
            _asked[issuer.Actor] = asked = new();
        asked.Enqueue(id);
        Ask(issuer.Actor, new AccountCommand.Issue(id, to, Amount.Of(random.Next(1, 20)), evidence, random.Next(3)));
    }

    /// <summary>Posts or voids, sometimes both: the first one wins, as in the redemption's stream.</summary>
    private void End(RedemptionId redemption, Random random) => Ask(Payer(redemption), random.Next(2) == 0
        ? new AccountCommand.PostHold(redemption, Shop)
        : new AccountCommand.VoidHold(redemption));

    private void Fire((ActorId, string) key)
    {
        var deadline = _deadlines[key];
        if (deadline.Due <= _now)
            _deadlines.Remove(key);
        Ask(deadline.Send);
    }

    private void Deliver(Random random)
    {
        if (_pending.Count == 0)
            return;
        var send = _pending[random.Next(_pending.Count)];
        _pending.Remove(send);
        _delivered.Add(send);
        Ask(send);
    }

    private void Ask(Send send)
    {
        if (send.Command is AccountCommand command)
            Ask(send.Target, command);
    }

    private void Ask(ActorId actor, AccountCommand command)
    {
        if (Decide(actor, command) is not Decision.Accepted accepted)
            return;
        foreach (var fact in accepted.Events.Cast<AccountFact>())
        {
            _accounts[actor] = AccountDecider.Value.Evolve(State(actor), fact, _now);
            Check(actor, fact);
            _pending.AddRange(AccountReactions.Value.Sends(actor, fact, _now));
            foreach (var deadline in AccountReactions.Value.Deadlines(actor, fact, _now).OfType<Deadline.Set>())
                _deadlines[(actor, deadline.Key)] = deadline;
        }

        Check();
        Assert.Empty(Assert.IsType<Decision.Accepted>(Decide(actor, command)).Events);
    }

    private Account State(ActorId actor) => _accounts.GetValueOrDefault(actor, AccountDecider.Value.Initial);

    private Decision Decide(ActorId actor, AccountCommand command) =>
        AccountDecider.Decide(command, State(actor), new(CommandId.OfRequest("test"), Caller.System, _now));

    private void Check(ActorId actor, AccountFact fact)
    {
        switch (fact)
        {
            case AccountFact.PointsTransferred(var transfer, var balanceAfter, _):
                Assert.True(transfer.Points > Amount.Zero);
                Assert.Equal(transfer.Points, Sum(transfer.Lots));
                Enter(actor, -transfer.Points.Value, balanceAfter);
                _inTransit.Add(transfer.Id, transfer);
                CheckSpending(transfer);
                break;
            case AccountFact.PointsReceived(var transfer, var balanceAfter):
                Enter(actor, transfer.Points.Value, balanceAfter);
                Assert.True(_inTransit.Remove(transfer.Id), "received what was never sent");
                if (transfer.Credit.Kind is AccountKind.Issuance or AccountKind.Expiry)
                    Count(_ended, transfer.Lots);
                break;
            case AccountFact.PointsHeld held:
                Assert.All(held.Lots, part => Assert.True(part.Lot.ExpiresAt > _now, "held an expired lot"));
                break;
        }
    }

    private void Enter(ActorId actor, long points, long balanceAfter)
    {
        _entries[actor] = _entries.GetValueOrDefault(actor) + points;
        Assert.Equal(_entries[actor], balanceAfter);
    }

    private void CheckSpending(Transfer transfer)
    {
        if (transfer.Reason is TransferReason.Gift or TransferReason.Donation or TransferReason.PassedOn)
            Assert.All(transfer.Lots, part => Assert.True(part.Lot.ExpiresAt > _now, "gave an expired lot"));
        if (transfer.Reason == TransferReason.Expiry)
            Assert.All(transfer.Lots, part => Assert.True(part.Lot.ExpiresAt <= _now, "expired too early"));
        if (transfer.Reason != TransferReason.Award)
            return;
        Assert.Equal(_asked[transfer.Debit.Actor].Dequeue(), transfer.Id); // first come, first served
        Count(_awarded, transfer.Lots);
        var issuance = Assert.IsType<Account.Issuance>(State(transfer.Debit.Actor));
        Assert.True(issuance.Issued.In(Calendar.MonthOf(_now)) <= issuance.Budget.Value, "over budget");
    }

    /// <summary>What must hold after each command.</summary>
    private void Check()
    {
        var inTransit = _inTransit.Values.Sum(transfer => (long)transfer.Points.Value);
        Assert.Equal(0, _accounts.Values.Sum(account => account.Owned) + inTransit);
        var lots = new Dictionary<TransferId, long>(_ended);
        foreach (var transfer in _inTransit.Values)
            Count(lots, transfer.Lots);
        foreach (var (actor, account) in _accounts)
        {
            Assert.Equal(_entries.GetValueOrDefault(actor), account.Owned);
            Count(lots, LotsOf(account).SelectMany(Counted));
        }

        Assert.Equal(_awarded.Count, lots.Count);
        Assert.Empty(_awarded.Except(lots));
    }

    private IEnumerable<Lots> LotsOf(Account account)
    {
        if (account is Account.Holder holder)
        {
            Assert.True(holder.Spendable(_now) >= 0 && holder.Held >= 0, "below zero");
            Assert.Equal(holder.Held, holder.Holds.Values.Sum(hold => hold.Points));
            return holder.Holds.Values.Append(holder.Lots);
        }

        return account is Account.Merchant shop ? shop.Open.Select(open => open.Lots).Append(shop.Retiring) : [];
    }

    private static IEnumerable<LotPart> Counted(Lots lots)
    {
        Assert.Equal(lots.Points, Sum(lots.Parts).Value);
        Assert.All(lots.Parts, part => Assert.True(part.Points > Amount.Zero));
        return lots.Parts;
    }

    private static void Count(Dictionary<TransferId, long> counts, IEnumerable<LotPart> parts)
    {
        foreach (var (lot, points) in parts)
            counts[lot.Award] = counts.GetValueOrDefault(lot.Award) + points.Value;
    }
}
