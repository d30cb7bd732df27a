using System.Collections.Immutable;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Points;

public abstract partial record Account
{
    /// <summary>A merchant's account: it spends nothing, and its lots don't expire but wait to be retired.</summary>
    /// <param name="NextStatement">The first month whose statement is not closed.</param>
    public sealed record Merchant(AccountId Id, Month NextStatement) : Account
    {
        public override long Owned => Open.Sum(month => month.Lots.Points) + Retiring.Points;

        public override int Items => base.Items + Open.Sum(month => month.Lots.Parts.Count) + Retiring.Parts.Count;

        /// <summary>The months above the last line, in order: mostly one.</summary>
        public ImmutableList<OpenMonth> Open { get; init; } = [];

        /// <summary>What stands below a line and is on its way back to where it came from.</summary>
        public Lots Retiring { get; init; } = Lots.None;

        /// <summary>Transfers that it has paid: numbers them.</summary>
        public long Paid { get; init; }

        internal Merchant After(AccountFact fact, DateTimeOffset at) => fact switch
        {
            AccountFact.PointsReceived(var transfer, _) => AfterReceiving(transfer, Calendar.MonthOf(at)),
            AccountFact.StatementClosed closed => this with
            {
                NextStatement = closed.Month.Plus(1),
                Open = Open.RemoveAll(open => open.Month <= closed.Month),
                Retiring = Open.Where(open => open.Month <= closed.Month)
                    .Aggregate(Retiring, (lots, open) => lots.Add(open.Lots.Parts)),
            },
            AccountFact.PointsTransferred(var transfer, _, _) => this with
            {
                Retiring = Retiring.Remove(transfer.Lots),
                Paid = Paid + 1,
            },
            _ => this,
        };

        private Merchant AfterReceiving(Transfer transfer, Month month)
        {
            var last = Open.Count > 0 && Open[^1].Month == month ? Open[^1] : null;
            var next = new OpenMonth(month, (last?.Count ?? 0) + 1, (last?.Lots ?? Lots.None).Add(transfer.Lots));
            return this with
            {
                Open = last is null ? Open.Add(next) : Open.SetItem(Open.Count - 1, next),
                Transfers = Transfers.Add(transfer.Id),
            };
        }
    }
}

/// <param name="Count">Receipts in the month.</param>
public sealed record OpenMonth(Month Month, int Count, Lots Lots);
