using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Points;

/// <summary>
/// What a merchant's account decides: where the line under a month stands, and what is retired below it.
/// </summary>
internal static class MerchantDecisions
{
    public static Decision Decide(AccountCommand command, Account.Merchant account, DateTimeOffset now) =>
        command switch
        {
            AccountCommand.CloseStatement(var month) => Close(month, account, now),
            AccountCommand.RetireClosed => Decision.Accept(Retire(account)),
            _ => throw new InvalidOperationException($"{command} at {account.Id}"),
        };

    /// <summary>
    /// The month of a receipt is that of its entry here: what comes after the month's end, but before the closing,
    /// stands on the next statement.
    /// </summary>
    private static Decision Close(Month month, Account.Merchant account, DateTimeOffset now)
    {
        if (month < account.NextStatement || now < month.End)
            return Decision.Already();
        var closing = account.Open.Where(open => open.Month <= month).ToList();
        var closed = new AccountFact.StatementClosed(
            account.Id, month, closing.Sum(open => open.Count), closing.Sum(open => open.Lots.Points));
        return Decision.Accept([closed, .. Retire(account.After(closed, now))]);
    }

    private static IReadOnlyList<IEvent> Retire(Account.Merchant account) => Payments.PayIssuers(
        account.Id, account, account.Paid, TransferReason.Retirement, account.Retiring.Parts, AccountId.Issuance);
}
