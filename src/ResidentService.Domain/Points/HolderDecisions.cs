using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;

namespace ResidentService.Domain.Points;

/// <summary>What the account of a resident or household, or a fund, decides.</summary>
internal static class HolderDecisions
{
    public static Decision Decide(AccountCommand command, Account.Holder account, DateTimeOffset now) => command switch
    {
        AccountCommand.Hold hold => Hold(hold, account, now),
        AccountCommand.PostHold post => Post(post, account),
        AccountCommand.VoidHold(var redemption) => Void(redemption, account, now),
        AccountCommand.Give give => Give(give, account, now),
        AccountCommand.PassOn(var to) => PassOn(to, account, now),
        AccountCommand.NoteExpiryNear(var expiresAt) => NoteExpiryNear(expiresAt, account, now),
        AccountCommand.ExpireLots => Decision.Accept(Payments.PayIssuers(
            account.Id, account, account.Paid, TransferReason.Expiry, account.Lots.Expired(now), AccountId.Expiry)),
        _ => throw new InvalidOperationException($"{command} at {account.Id}"),
    };

    private static Decision Hold(AccountCommand.Hold hold, Account.Holder account, DateTimeOffset now)
    {
        if (account.Answered.Contains(hold.Redemption))
            return Decision.Already();
        var available = account.Spendable(now);
        if (available < hold.Points.Value)
        {
            return Decision.Accept(new AccountFact.HoldRefused(
                hold.Redemption, hold.Points, available, RefusedFor.InsufficientPoints));
        }

        var chunks = account.Lots.Take(hold.Points, now).Chunk(Payments.LotsPerEntryMax).ToList();
        if (chunks.Count == 0)
            chunks.Add([]);
        return Decision.Accept([.. chunks.Select((lots, index) => new AccountFact.PointsHeld(
            hold.Redemption, account.Id, Payments.Sum(lots), lots, More: index < chunks.Count - 1))]);
    }

    /// <summary>
    /// What was held is paid, even where it would have expired meanwhile: a held lot does not expire.
    /// </summary>
    private static Decision Post(AccountCommand.PostHold post, Account.Holder account)
    {
        if (!account.Holds.TryGetValue(post.Redemption, out var held))
            return Decision.Already();
        // A transfer is of at least one point: a hold of none just ends.
        return held.Points == 0
            ? Decision.Accept(new AccountFact.HoldVoided(post.Redemption, Amount.Zero, Amount.Zero))
            : Decision.Accept(Payments.Pay(TransferId.Of(post.Redemption), account, (account.Id, post.To),
                TransferReason.Redemption, held.Parts, post.Redemption));
    }

    /// <summary>A void that overtakes its hold is remembered, so that the hold, when it comes, holds nothing.</summary>
    private static Decision Void(RedemptionId redemption, Account.Holder account, DateTimeOffset now)
    {
        if (account.Holds.TryGetValue(redemption, out var held))
        {
            return Decision.Accept(new AccountFact.HoldVoided(
                redemption, Amount.Of(held.Points), Payments.Sum(held.Expired(now))));
        }

        return account.Answered.Contains(redemption)
            ? Decision.Already()
            : Decision.Accept(new AccountFact.HoldVoided(redemption, Amount.Zero, Amount.Zero));
    }

    /// <summary>Who left last stays the one; what is held follows when it comes back.</summary>
    private static Decision PassOn(AccountId? to, Account.Holder account, DateTimeOffset now)
    {
        if ((account.PassesOnTo ?? to) is not { } payee)
            return Decision.Already();
        var facts = Payments.PayIssuers(
            account.Id, account, account.Paid, TransferReason.PassedOn,
            account.Lots.Parts.Where(part => part.Lot.ExpiresAt > now), _ => payee);
        if (account.PassesOnTo is null)
            facts = [new AccountFact.PassingOn(account.Id, payee), .. facts];
        return facts.Count == 0 ? Decision.Already() : Decision.Accept(facts);
    }

    private static Decision NoteExpiryNear(DateTimeOffset expiresAt, Account.Holder account, DateTimeOffset now)
    {
        var points = account.Lots.Parts.Where(part => part.Lot.ExpiresAt == expiresAt)
            .Sum(part => (long)part.Points.Value);
        return points == 0 || expiresAt <= account.ToldOfExpiry || expiresAt <= now
            || now < expiresAt - AccountReactions.ExpiryToldBefore
                ? Decision.Already()
                : Decision.Accept(new AccountFact.ExpiryNear(account.Id, Amount.Of(points), expiresAt));
    }

    private static Decision Give(AccountCommand.Give give, Account.Holder account, DateTimeOffset now)
    {
        if (account.Transfers.Contains(give.Transfer))
            return Decision.Already(new GiftReply(give.Transfer));
        if (Refusal(give, account, now) is { } refusal)
            return Decision.Reject(refusal);

        var reason = give.To.Kind == AccountKind.Fund ? TransferReason.Donation : TransferReason.Gift;
        return Decision.Accept(new GiftReply(give.Transfer), Payments.Pay(
            give.Transfer, account, (account.Id, give.To), reason, account.Lots.Take(give.Points, now),
            message: give.Message));
    }

    private static AccountRejection? Refusal(AccountCommand.Give give, Account.Holder account, DateTimeOffset now)
    {
        if (give.Points == Amount.Zero)
            return new AccountRejection.PointsNotPositive();
        if (give.To == account.Id)
            return new AccountRejection.GiftToSelf();
        if (give.To.Kind is not (AccountKind.Resident or AccountKind.Household or AccountKind.Fund))
            return new AccountRejection.GiftTargetNotAllowed();
        if (give.IsToStranger)
            return new AccountRejection.NotInHousehold();

        var max = give.Rules.GiftsPerMonthMax;
        var left = Math.Max(0, max - account.Gifts.In(Calendar.MonthOf(now)));
        if (give.To.Kind != AccountKind.Fund && give.Points.Value > left)
            return new AccountRejection.GiftLimitReached(left, max);
        var missing = give.Points.Value - account.Spendable(now);
        return missing > 0 ? new AccountRejection.InsufficientPoints(missing) : null;
    }
}
