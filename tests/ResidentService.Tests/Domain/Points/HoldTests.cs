using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Redemptions;
using static ResidentService.Tests.Domain.Points.Sample;

namespace ResidentService.Tests.Domain.Points;

public sealed class HoldTests
{
    private static readonly LotPart Soon = Lot("soon", 4, June);
    private static readonly LotPart Late = Lot("late", 6, June.AddYears(1));

    [Fact]
    public void A_hold_takes_first_what_expires_first() => ZhangOwns(Late, Soon)
        .When(Hold(Noodles, 5))
        .Then(new AccountFact.PointsHeld(Noodles, Zhang, Amount.Of(5), [Soon, Late with { Points = Amount.Of(1) }]));

    [Fact]
    public void A_hold_is_placed_once() => ZhangOwns(Late)
        .When(Hold(Noodles, 5)).When(Hold(Noodles, 5)).ThenNothing()
        .When(new AccountCommand.PostHold(Noodles, NoodleShop))
        .When(Hold(Noodles, 1)).ThenNothing();

    [Fact]
    public void What_is_held_is_not_held_again() => ZhangOwns(Late)
        .When(Hold(Noodles, 5)).When(Hold(Dumplings, 2))
        .Then(new AccountFact.HoldRefused(Dumplings, Amount.Of(2), 1, RefusedFor.InsufficientPoints))
        .When(Hold(Dumplings, 2)).ThenNothing();

    [Fact]
    public void Expired_points_are_not_held_though_no_deadline_has_fired() => ZhangOwns(Soon, Late)
        .When(Hold(Noodles, 7), June)
        .Then(new AccountFact.HoldRefused(Noodles, Amount.Of(7), 6, RefusedFor.InsufficientPoints))
        .When(Hold(Dumplings, 6))
        .Then(new AccountFact.PointsHeld(Dumplings, Zhang, Amount.Of(6), [Late]));

    [Fact]
    public void Who_has_no_account_is_refused_once() => Account(May)
        .When(Hold(Noodles, 5))
        .Then(new AccountFact.HoldRefused(Noodles, Amount.Of(5), 0, RefusedFor.AccountUnknown))
        .When(Hold(Noodles, 5)).ThenNothing()
        .When(new AccountCommand.PostHold(Noodles, NoodleShop)).ThenNothing()
        .When(new AccountCommand.VoidHold(Noodles)).ThenNothing();

    [Fact]
    public void A_posted_hold_is_a_transfer_of_the_held_lots() => ZhangOwns(Soon, Late)
        .When(Hold(Noodles, 5))
        .When(new AccountCommand.PostHold(Noodles, NoodleShop))
        .Then(new AccountFact.PointsTransferred(
            new(TransferId.Of(Noodles), Zhang, NoodleShop, Amount.Of(5), TransferReason.Redemption, Noodles,
                [Soon, Late with { Points = Amount.Of(1) }]), 5))
        .When(new AccountCommand.PostHold(Noodles, NoodleShop)).ThenNothing()
        .When(new AccountCommand.VoidHold(Noodles)).ThenNothing();

    [Fact]
    public void A_hold_that_never_was_is_not_posted() =>
        ZhangOwns(Late).When(new AccountCommand.PostHold(Noodles, NoodleShop)).ThenNothing();

    [Fact]
    public void A_held_lot_does_not_expire_and_can_be_posted_later() => ZhangOwns(Soon)
        .When(Hold(Noodles, 4))
        .When(new AccountCommand.ExpireLots(), June).ThenNothing()
        .When(new AccountCommand.PostHold(Noodles, NoodleShop))
        .ThenFact<AccountFact.PointsTransferred>();

    [Fact]
    public void A_voided_hold_gives_the_points_back() => ZhangOwns(Late)
        .When(Hold(Noodles, 5))
        .When(new AccountCommand.VoidHold(Noodles))
        .Then(new AccountFact.HoldVoided(Noodles, Amount.Of(5), Amount.Zero))
        .When(new AccountCommand.VoidHold(Noodles)).ThenNothing()
        .When(new AccountCommand.PostHold(Noodles, NoodleShop)).ThenNothing()
        .When(Hold(Dumplings, 6)).ThenFact<AccountFact.PointsHeld>();

    [Fact]
    public void What_would_have_expired_while_it_was_held_expires_when_it_comes_back()
    {
        var account = ZhangOwns(Soon, Late).When(Hold(Noodles, 5)).When(new AccountCommand.VoidHold(Noodles), June);
        var voided = account.ThenFact<AccountFact.HoldVoided>();
        Assert.Equal(Amount.Of(4), voided.Expired);
        Assert.Equal([new Send(Zhang.Actor, new AccountCommand.ExpireLots())], Sends(Zhang, voided));
        Assert.Equal(
            [Soon],
            account.When(new AccountCommand.ExpireLots()).ThenFact<AccountFact.PointsTransferred>().Transfer.Lots);
    }

    [Fact]
    public void A_void_that_overtakes_its_hold_keeps_it_from_holding() => ZhangOwns(Late)
        .When(new AccountCommand.VoidHold(Noodles))
        .Then(new AccountFact.HoldVoided(Noodles, Amount.Zero, Amount.Zero))
        .When(new AccountCommand.VoidHold(Noodles)).ThenNothing()
        .When(Hold(Noodles, 5)).ThenNothing();

    [Fact]
    public void A_void_is_remembered_even_before_the_account_opens() => Account(May)
        .When(new AccountCommand.VoidHold(Noodles))
        .Then(new AccountFact.HoldVoided(Noodles, Amount.Zero, Amount.Zero))
        .When(new AccountCommand.Receive(Award("late", Zhang, Late)))
        .When(Hold(Noodles, 5)).ThenNothing();

    [Fact]
    public void A_hold_of_no_points_ends_without_a_transfer() => ZhangOwns()
        .When(Hold(Noodles, 0)).Then(new AccountFact.PointsHeld(Noodles, Zhang, Amount.Zero, []))
        .When(new AccountCommand.PostHold(Noodles, NoodleShop))
        .Then(new AccountFact.HoldVoided(Noodles, Amount.Zero, Amount.Zero))
        .When(new AccountCommand.PostHold(Noodles, NoodleShop)).ThenNothing();

    [Fact]
    public void A_hold_of_many_lots_is_several_facts_and_several_transfers()
    {
        var account = ZhangOwns(Enumerable.Range(0, 450).Select(n => Lot($"n{n:000}", 1, June)));
        account.When(Hold(Noodles, 450)).Then(
            [.. new[] { (0, 200), (200, 200), (400, 50) }.Select(part => new AccountFact.PointsHeld(
                Noodles, Zhang, Amount.Of(part.Item2),
                [.. Enumerable.Range(part.Item1, part.Item2).Select(n => Lot($"n{n:000}", 1, June))],
                More: part.Item2 == 200))]);
        account.When(new AccountCommand.PostHold(Noodles, NoodleShop));
        Assert.Equal((0, 3), (account.As<Account.Holder>().Owned, account.As<Account.Holder>().Paid));
    }

    [Fact]
    public void The_redemption_is_told_once_that_its_points_are_held()
    {
        var held = new AccountFact.PointsHeld(Noodles, Zhang, Amount.Of(4), [Soon]);
        Assert.Equal([new Send(Noodles.Actor, new RedemptionCommand.NotePointsHeld())], Sends(Zhang, held));
        Assert.Empty(Sends(Zhang, held with { More = true }));
    }

    [Fact]
    public void The_redemption_is_told_why_its_points_are_not_held() => Assert.Equal(
        [new Send(Noodles.Actor, new RedemptionCommand.NoteRefused(RefusedFor.InsufficientPoints))],
        Sends(Zhang, new AccountFact.HoldRefused(Noodles, Amount.Of(4), 1, RefusedFor.InsufficientPoints)));
}
