using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Points;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Points;

/// <summary>Accounts, awards and times that the scenarios share.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset May = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    public static readonly DateTimeOffset June = new(2026, 6, 1, 0, 0, 0, Calendar.Offset);
    public static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    public static readonly CommunityId Hebin = Id.Parse<CommunityId>("com_hebin");
    public static readonly ResidentId ZhangPerson = Id.Parse<ResidentId>("res_zhang");
    public static readonly AccountId Zhang = AccountId.Of(ZhangPerson);
    public static readonly AccountId Wang = AccountId.Of(Id.Parse<ResidentId>("res_wang"));
    public static readonly AccountId Family = AccountId.Of(Id.Parse<HouseholdId>("hou_zhang"));
    public static readonly AccountId NoodleShop = AccountId.Of(Id.Parse<MerchantId>("mer_li-noodle"));
    public static readonly RedemptionId Noodles = Id.Parse<RedemptionId>("red_noodles");
    public static readonly RedemptionId Dumplings = Id.Parse<RedemptionId>("red_dumplings");

    public static Given<AccountCommand, AccountFact, Account> Account(
        DateTimeOffset at, params IEnumerable<AccountFact> facts) => new(AccountDecider.Value, at, facts);

    /// <summary>Zhang's account with one lot of each of these.</summary>
    public static Given<AccountCommand, AccountFact, Account> ZhangOwns(params IEnumerable<LotPart> lots)
    {
        var given = Account(May, new AccountFact.AccountOpened(Zhang));
        foreach (var (lot, index) in lots.Select((lot, index) => (lot, index)))
            given.When(new AccountCommand.Receive(Award($"owned{index}", Zhang, lot)));
        return given;
    }

    public static ServiceEvidence Evidence(DateTimeOffset? checkedInAt = null) =>
        new(ServiceId.Of(Id.Parse<EventId>("evt_cleaning")), ZhangPerson, checkedInAt ?? May);

    public static TransferId Transfer(string name) => Id.Parse<TransferId>("trf_" + name);

    public static LotPart Lot(string award, int points, DateTimeOffset expiresAt, CommunityId? issuer = null) =>
        new(new(Transfer(award), issuer ?? Tangdu, Evidence(), May, expiresAt), Amount.Of(points));

    public static Transfer Award(string id, AccountId to, params LotPart[] lots) => new(
        Transfer(id), AccountId.Issuance(Tangdu), to, Sum(lots), TransferReason.Award, null, lots);

    public static Transfer Paid(string id, AccountId to, RedemptionId redemption, params LotPart[] lots) => new(
        Transfer(id), Zhang, to, Sum(lots), TransferReason.Redemption, redemption, lots);

    public static Amount Sum(IEnumerable<LotPart> lots) => Amount.Of(lots.Sum(lot => (long)lot.Points.Value));

    public static AccountCommand.Issue Issue(string id, int points) =>
        new(Transfer(id), Zhang, Amount.Of(points), Evidence(), 36);

    public static AccountCommand.SetBudget Budget(int perMonth, int policyVersion = 1) =>
        new(Tangdu, Amount.Of(perMonth), policyVersion);

    public static AccountCommand.Hold Hold(RedemptionId redemption, int points) => new(redemption, Amount.Of(points));

    public static AccountCommand.Give Give(string id, AccountId to, int points) =>
        new(Transfer(id), to, Amount.Of(points), new PointsRules(), SameHousehold: true);

    public static T As<T>(this Given<AccountCommand, AccountFact, Account> given) where T : Account =>
        Assert.IsType<T>(given.State);

    public static IReadOnlyList<Send> Sends(AccountId source, AccountFact fact) =>
        [.. AccountReactions.Value.Sends(source.Actor, fact, May)];

    public static IReadOnlyList<Deadline> Deadlines(AccountId source, AccountFact fact, DateTimeOffset? at = null) =>
        [.. AccountReactions.Value.Deadlines(source.Actor, fact, at ?? May)];
}
