using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Verification;

/// <summary>
/// Counts the points again from the entries alone: every account's balance is the sum of its entries, no holder owns
/// less than nothing, and all balances and transfers in transit together are zero (DESIGN.md §7).
/// </summary>
public sealed class PointsAudit
{
    private readonly Dictionary<AccountId, long> _balances = [];
    private readonly Dictionary<TransferId, Transfer> _inTransit = [];
    private readonly HashSet<TransferId> _received = [];
    private readonly List<string> _faults = [];
    private long _issued;
    private long _retired;

    public void See(Entry entry, IEvent fact)
    {
        switch (fact)
        {
            case AccountFact.PointsTransferred(var transfer, var balanceAfter, _):
                Post(entry, transfer.Debit, -transfer.Points.Value, balanceAfter);
                Sent(entry, transfer);
                break;
            case AccountFact.PointsReceived(var transfer, var balanceAfter):
                Post(entry, transfer.Credit, transfer.Points.Value, balanceAfter);
                Received(entry, transfer);
                break;
        }
    }

    public IEnumerable<string> Faults()
    {
        var owned = _balances.Values.Sum();
        var onTheWay = _inTransit.Values.Sum(transfer => (long)transfer.Points.Value);
        return owned + onTheWay == 0
            ? _faults
            : _faults.Append($"balances are {owned} and transfers in transit {onTheWay}: together not zero");
    }

    public IReadOnlyList<string> InTransit() =>
        [.. _inTransit.Values.Select(t => $"{t.Id}: {t.Points} points from {t.Debit} to {t.Credit}")];

    public PointsSummary Summary() =>
        new(_balances.Count, _issued, _retired, -_balances.Values.Where(balance => balance < 0).Sum());

    private void Post(Entry entry, AccountId account, long points, long balanceAfter)
    {
        var balance = _balances.GetValueOrDefault(account) + points;
        _balances[account] = balance;
        if (account.Actor != entry.Stream)
            _faults.Add($"{entry.Stream}@{entry.Version}: an entry of {account}");
        if (balance != balanceAfter)
            _faults.Add($"{entry.Stream}@{entry.Version}: says {balanceAfter}, the sum of its entries is {balance}");
        if (balance < 0 && account.Kind != AccountKind.Issuance)
            _faults.Add($"{entry.Stream}@{entry.Version}: {account} owns {balance}");
    }

    private void Sent(Entry entry, Transfer transfer)
    {
        if (transfer.Points == Amount.Zero || transfer.Lots.Sum(part => (long)part.Points.Value) != transfer.Points.Value)
            _faults.Add($"{entry.Stream}@{entry.Version}: the lots of {transfer.Id} are not its points");
        if (_received.Contains(transfer.Id) || !_inTransit.TryAdd(transfer.Id, transfer))
            _faults.Add($"{entry.Stream}@{entry.Version}: {transfer.Id} is sent twice");
        if (transfer.Reason == TransferReason.Award)
            _issued += transfer.Points.Value;
    }

    private void Received(Entry entry, Transfer transfer)
    {
        if (!_received.Add(transfer.Id))
            _faults.Add($"{entry.Stream}@{entry.Version}: {transfer.Id} is received twice");
        else if (!_inTransit.Remove(transfer.Id, out var sent))
            _faults.Add($"{entry.Stream}@{entry.Version}: {transfer.Id} was never sent");
        else if ((sent.Debit, sent.Credit, sent.Points) != (transfer.Debit, transfer.Credit, transfer.Points))
            _faults.Add($"{entry.Stream}@{entry.Version}: {transfer.Id} is not what was sent");
        if (transfer.Credit.Kind == AccountKind.Issuance)
            _retired += transfer.Points.Value;
    }
}

/// <param name="Issued">Points ever awarded.</param>
/// <param name="Retired">Points that went back to where they were issued.</param>
/// <param name="InCirculation">What all holders own, with what is in transit.</param>
public sealed record PointsSummary(int Accounts, long Issued, long Retired, long InCirculation);
