using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;

namespace ResidentService.Domain.Points;

/// <summary>How an account pays: one payment is as many transfers as keep each entry small.</summary>
internal static class Payments
{
    /// <summary>Parts of lots that one entry carries at most, so that it stays below 100 KB.</summary>
    public const int LotsPerEntryMax = 200;

    /// <summary>Transfers that one decision of a long run makes at most; what is left goes on in the next.</summary>
    public const int TransfersPerChunkMax = 100;

    /// <summary>
    /// Pays with these lots. The first transfer has the payment's id; ids of further ones follow from it.
    /// </summary>
    public static IReadOnlyList<IEvent> Pay(
        TransferId id,
        Account payer,
        (AccountId Debit, AccountId Credit) accounts,
        TransferReason reason,
        IEnumerable<LotPart> lots,
        RedemptionId? redemption = null,
        Sealed? message = null)
    {
        var facts = new List<IEvent>();
        var balance = payer.Owned;
        foreach (var parts in lots.Chunk(LotsPerEntryMax))
        {
            var part = facts.Count == 0 ? id : TransferId.From($"{id}/{facts.Count}");
            var points = Sum(parts);
            balance -= points.Value;
            facts.Add(new AccountFact.PointsTransferred(
                new(part, accounts.Debit, accounts.Credit, points, reason, redemption, parts, message), balance));
        }

        return facts;
    }

    /// <summary>
    /// Sends lots where their issuers want them, in chunks; the last fact of a chunk says that there is more.
    /// </summary>
    /// <param name="paid">Transfers that the payer has paid before: numbers these, so that each id is unique.</param>
    public static IReadOnlyList<IEvent> PayIssuers(
        AccountId debit,
        Account payer,
        long paid,
        TransferReason reason,
        IEnumerable<LotPart> lots,
        Func<CommunityId, AccountId> payee)
    {
        var entries = lots.GroupBy(part => part.Lot.Issuer)
            .SelectMany(issued => issued.Chunk(LotsPerEntryMax).Select(parts => (Issuer: issued.Key, Parts: parts)))
            .Take(TransfersPerChunkMax + 1).ToList();
        var facts = new List<IEvent>();
        var balance = payer.Owned;
        foreach (var (issuer, parts) in entries.Take(TransfersPerChunkMax))
        {
            var points = Sum(parts);
            balance -= points.Value;
            var id = TransferId.From($"{reason}/{debit}/{paid + facts.Count}");
            var more = facts.Count == TransfersPerChunkMax - 1 && entries.Count > TransfersPerChunkMax;
            facts.Add(new AccountFact.PointsTransferred(
                new(id, debit, payee(issuer), points, reason, null, parts), balance, more));
        }

        return facts;
    }

    public static Amount Sum(IEnumerable<LotPart> lots) => Amount.Of(lots.Sum(part => (long)part.Points.Value));
}
