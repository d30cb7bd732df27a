using System.Collections.Immutable;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;

namespace ResidentService.Domain.Points;

public abstract partial record Account
{
    /// <summary>
    /// The account of a resident or household, or a community's fund: its lots are spent, held and expire.
    /// </summary>
    public sealed record Holder(AccountId Id) : Account
    {
        public override long Owned => Lots.Points + Held;

        public override int Items => base.Items + Answered.Count + Lots.Parts.Count + Holds.Count;

        /// <summary>What isn't held; of these, what has expired is no longer spendable.</summary>
        public Lots Lots { get; init; } = Lots.None;

        public ImmutableDictionary<RedemptionId, Lots> Holds { get; init; } =
            ImmutableDictionary<RedemptionId, Lots>.Empty;

        /// <summary>The sum of all holds.</summary>
        public long Held { get; init; }

        /// <summary>
        /// Redemptions whose hold was placed, refused or voided: a second request of theirs holds nothing.
        /// </summary>
        public ImmutableHashSet<RedemptionId> Answered { get; init; } = [];

        public MonthTally Gifts { get; init; }

        /// <summary>The latest expiry of which the owner was told; of earlier ones they are not told any more.</summary>
        public DateTimeOffset ToldOfExpiry { get; init; }

        /// <summary>Transfers that it has paid: numbers those that nobody gives an id.</summary>
        public long Paid { get; init; }

        /// <summary>Where everything goes that it has and gets; null unless its household has closed.</summary>
        public AccountId? PassesOnTo { get; init; }

        public long Spendable(DateTimeOffset at) => Lots.Unexpired(at);

        internal Holder After(AccountFact fact, DateTimeOffset at) => fact switch
        {
            AccountFact.PointsReceived(var transfer, _) => this with
            {
                Lots = Lots.Add(transfer.Lots),
                Transfers = Transfers.Add(transfer.Id),
            },
            AccountFact.PointsHeld held => this with
            {
                Lots = Lots.Remove(held.Lots),
                Holds = Holds.SetItem(held.Redemption, HeldFor(held.Redemption).Add(held.Lots)),
                Held = Held + held.Points.Value,
                Answered = Answered.Add(held.Redemption),
            },
            AccountFact.HoldRefused refused => this with { Answered = Answered.Add(refused.Redemption) },
            AccountFact.HoldVoided voided => this with
            {
                Lots = Lots.Add(HeldFor(voided.Redemption).Parts),
                Holds = Holds.Remove(voided.Redemption),
                Held = Held - voided.Points.Value,
                Answered = Answered.Add(voided.Redemption),
            },
            AccountFact.PassingOn passing => this with { PassesOnTo = passing.To },
            AccountFact.ExpiryNear near => this with { ToldOfExpiry = near.ExpiresAt },
            AccountFact.PointsTransferred(var transfer, _, _) => AfterPaying(transfer, at) with { Paid = Paid + 1 },
            _ => this,
        };

        private Lots HeldFor(RedemptionId redemption) => Holds.GetValueOrDefault(redemption, Lots.None);

        private Holder AfterPaying(Transfer transfer, DateTimeOffset at) => transfer switch
        {
            { Redemption: { } redemption } => AfterPosting(redemption, transfer),
            { Reason: TransferReason.Gift } => this with
            {
                Lots = Lots.Remove(transfer.Lots),
                Gifts = Gifts.Plus(Calendar.MonthOf(at), transfer.Points),
                Transfers = Transfers.Add(transfer.Id),
            },
            _ => this with { Lots = Lots.Remove(transfer.Lots), Transfers = Transfers.Add(transfer.Id) },
        };

        private Holder AfterPosting(RedemptionId redemption, Transfer transfer)
        {
            var left = HeldFor(redemption).Remove(transfer.Lots);
            return this with
            {
                Holds = left.Points > 0 ? Holds.SetItem(redemption, left) : Holds.Remove(redemption),
                Held = Held - transfer.Points.Value,
            };
        }
    }
}
