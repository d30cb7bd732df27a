using System.Collections.Immutable;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Points;

public abstract partial record Account
{
    /// <summary>
    /// Where a community's points come from: negative by what is in circulation. Its own lots end here.
    /// </summary>
    public sealed record Issuance(AccountId Id) : Account
    {
        public override long Owned => Balance;

        public override int Items => base.Items + Waiting.Count;

        public long Balance { get; init; }

        /// <summary>Known from the first budget on; before that nothing is issued.</summary>
        public CommunityId Community { get; init; }

        public Amount Budget { get; init; }

        /// <summary>Of the policy that set the budget.</summary>
        public int PolicyVersion { get; init; }

        public MonthTally Issued { get; init; }

        public AwardQueue Waiting { get; init; } = AwardQueue.Empty;

        /// <summary>The last month for which staff know, and a deadline stands, that awards wait.</summary>
        public Month? NotedMonth { get; init; }

        public bool Fits(Amount points, Month month) => Issued.In(month) + points.Value <= Budget.Value;

        internal Issuance After(AccountFact fact, DateTimeOffset at) => fact switch
        {
            AccountFact.BudgetSet set => this with
            {
                Community = set.Community,
                Budget = set.PerMonth,
                PolicyVersion = set.PolicyVersion,
            },
            AccountFact.AwardQueued queued => this with
            {
                Waiting = Waiting.Add(queued),
                Transfers = Transfers.Add(queued.Transfer),
                NotedMonth = queued.Month,
            },
            AccountFact.AwardsWaiting waiting => this with { NotedMonth = waiting.Month },
            AccountFact.PointsTransferred(var award, _, _) => this with
            {
                Balance = Balance - award.Points.Value,
                Issued = Issued.Plus(Calendar.MonthOf(at), award.Points),
                Waiting = Waiting.Without(award.Id),
                Transfers = Transfers.Add(award.Id),
            },
            AccountFact.PointsReceived(var transfer, _) => this with
            {
                Balance = Balance + transfer.Points.Value,
                Transfers = Transfers.Add(transfer.Id),
            },
            _ => this,
        };
    }
}

/// <summary>Awards that wait for a budget, first come first served.</summary>
/// <param name="Points">Their sum.</param>
public sealed record AwardQueue(ImmutableQueue<AccountCommand.Issue> Awards, int Count, long Points)
{
    public static AwardQueue Empty { get; } = new([], 0, 0);

    public AccountCommand.Issue? First => Awards.IsEmpty ? null : Awards.Peek();

    internal AwardQueue Add(AccountFact.AwardQueued queued) => new(
        Awards.Enqueue(new(queued.Transfer, queued.To, queued.Points, queued.Evidence, queued.ExpireAfterMonths)),
        Count + 1,
        Points + queued.Points.Value);

    /// <summary>Only the first can leave: an award that never waited leaves the queue as it is.</summary>
    internal AwardQueue Without(TransferId award) => First is { } first && first.Transfer == award
        ? new(Awards.Dequeue(), Count - 1, Points - first.Points.Value)
        : this;
}
