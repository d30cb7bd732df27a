using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Points;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Merchants;

public sealed class MerchantTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly DateOnly Today = new(2026, 5, 4);
    private static readonly MerchantId Noodles = Id.Parse<MerchantId>("mer_noodles");
    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    private static readonly ResidentId Li = Id.Parse<ResidentId>("res_li");
    private static readonly ResidentId Wang = Id.Parse<ResidentId>("res_wang");
    private static readonly RedemptionId Voucher = Id.Parse<RedemptionId>("red_noodles");
    private static readonly MerchantDetails Details = new("李记面馆", "北干山路 1 号", null, null, null);

    public static TheoryData<MerchantCommand> ForAShop =>
    [
        new MerchantCommand.ChangeDetails(Details),
        new MerchantCommand.Approve(),
        new MerchantCommand.Suspend("检查"),
        new MerchantCommand.Resume(),
        new MerchantCommand.Leave(),
        new MerchantCommand.BindClerk(Wang),
        new MerchantCommand.UnbindClerk(Wang),
        new MerchantCommand.NoteFulfilment(Voucher),
    ];

    [Theory]
    [MemberData(nameof(ForAShop))]
    public void Nothing_is_done_for_a_shop_that_is_not(MerchantCommand command) => Nothing()
        .When(command)
        .ThenRejected<MerchantRejection.NoSuchMerchant>();

    [Fact]
    public void Who_applies_owns_the_shop_and_is_a_clerk()
    {
        var state = Nothing().When(Apply(Details))
            .Then(new MerchantFact.Applied(Noodles, Tangdu, Li, Details)).State;
        var shop = new GetMerchant().Answer(state)!;
        Assert.Equal((Noodles, Tangdu, Li, Details, MerchantStatus.Applied),
            (shop.Id, shop.Community, shop.Owner, shop.Details, shop.Status));
        Assert.Equal([Li], shop.Clerks);
    }

    [Fact]
    public void Applying_again_changes_nothing() => Applied()
        .When(Apply(Details with { })).ThenNothing()
        .When(new MerchantCommand.Approve())
        .When(Apply(Details)).ThenNothing();

    [Fact]
    public void Another_application_under_the_same_id_is_refused() => Applied()
        .When(Apply(Details with { Name = "王记面馆" }))
        .ThenRejected<MerchantRejection.AppliedAlready>();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一")]
    public void A_shop_needs_a_name(string name) => Nothing()
        .When(Apply(Details with { Name = name }))
        .ThenRejected<MerchantRejection.NameMalformed>();

    [Theory]
    [InlineData("91330109MA2XXXXX1", false)]
    [InlineData("91330109ma2xxxxx1k", false)]
    [InlineData("91330109MA2XXXXX1-", false)]
    [InlineData("91330109MA2XXXXX1K", true)]
    public void A_credit_code_has_18_digits_and_capitals(string code, bool isOne)
    {
        var applied = Nothing().When(Apply(Details with { CreditCode = code }));
        if (isOne)
            applied.ThenFact<MerchantFact.Applied>();
        else
            applied.ThenRejected<MerchantRejection.CreditCodeMalformed>();
    }

    [Fact]
    public void A_food_licence_has_an_end() => Nothing()
        .When(Apply(Details with { FoodLicence = "JY23301090000001" }))
        .ThenRejected<MerchantRejection.LicenceEndMissing>();

    [Fact]
    public void A_fulfilment_is_noted_and_changes_nothing_else()
    {
        var before = Active();
        var after = Active().When(new MerchantCommand.NoteFulfilment(Voucher))
            .Then(new MerchantFact.FulfilmentNoted(Noodles, Voucher));
        Assert.Equivalent(before.State, after.State, strict: true);
    }

    [Fact]
    public void A_shop_is_approved_once() => Applied()
        .When(new MerchantCommand.Approve()).Then(new MerchantFact.Approved(Noodles, Li))
        .When(new MerchantCommand.Approve()).ThenNothing();

    [Fact]
    public void A_food_licence_must_end_after_today()
    {
        Assert.Equal(Today, Nothing().When(Apply(Licensed(Today)))
            .When(new MerchantCommand.Approve())
            .ThenRejected<MerchantRejection.FoodLicenceExpired>().EndsOn);
        Nothing().When(Apply(Licensed(Today.AddDays(1))))
            .When(new MerchantCommand.Approve())
            .Then(new MerchantFact.Approved(Noodles, Li));
    }

    [Fact]
    public void With_a_renewed_licence_it_can_be_approved() => Nothing()
        .When(Apply(Licensed(Today)))
        .When(new MerchantCommand.ChangeDetails(Licensed(Today.AddYears(5))))
        .Then(new MerchantFact.DetailsChanged(Noodles, Licensed(Today.AddYears(5))))
        .When(new MerchantCommand.ChangeDetails(Licensed(Today.AddYears(5))))
        .ThenNothing()
        .When(new MerchantCommand.Approve())
        .Then(new MerchantFact.Approved(Noodles, Li));

    [Fact]
    public void A_change_made_over_details_that_were_changed_meanwhile_undoes_nothing()
    {
        var (renamed, moved) = (Details with { Name = "王记面馆" }, Details with { Address = "新地址" });
        var changed = Active().When(new MerchantCommand.ChangeDetails(renamed, Over: Details))
            .Then(new MerchantFact.DetailsChanged(Noodles, renamed));
        changed.When(new MerchantCommand.ChangeDetails(moved, Over: Details)).ThenRejected<ChangedMeanwhile>();
        changed.When(new MerchantCommand.ChangeDetails(renamed, Over: Details)).ThenNothing();
    }

    [Fact]
    public void Changed_details_are_looked_at_as_the_first_ones() => Active()
        .When(new MerchantCommand.ChangeDetails(Details with { Name = "" }))
        .ThenRejected<MerchantRejection.NameMalformed>();

    [Fact]
    public void A_suspension_has_a_reason_and_ends_by_resuming()
    {
        var suspended = Active()
            .When(new MerchantCommand.Suspend("卫生检查")).Then(new MerchantFact.Suspended(Noodles, "卫生检查"))
            .When(new MerchantCommand.Suspend("卫生检查")).ThenNothing();
        Assert.Equal("卫生检查", new GetMerchant().Answer(suspended.State)?.SuspendedFor);
        suspended.When(new MerchantCommand.Resume()).Then(new MerchantFact.Resumed(Noodles))
            .When(new MerchantCommand.Resume()).ThenNothing();
        Assert.Equal(MerchantStatus.Active, new GetMerchant().Answer(suspended.State)?.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_suspension_without_a_reason_is_refused(string reason) => Active()
        .When(new MerchantCommand.Suspend(reason))
        .ThenRejected<MerchantRejection.ReasonMalformed>();

    [Fact]
    public void What_was_never_approved_is_neither_suspended_nor_resumed()
    {
        Applied().When(new MerchantCommand.Suspend("检查")).ThenRejected<MerchantRejection.NotActive>();
        Applied().When(new MerchantCommand.Resume()).ThenRejected<MerchantRejection.NotActive>();
    }

    [Fact]
    public void A_suspended_shop_is_resumed_not_approved() => Active()
        .When(new MerchantCommand.Suspend("检查"))
        .When(new MerchantCommand.Approve())
        .ThenRejected<MerchantRejection.IsSuspended>();

    [Fact]
    public void A_shop_whose_licence_ended_meanwhile_is_not_resumed() => Nothing()
        .When(Apply(Licensed(Today.AddDays(10))))
        .When(new MerchantCommand.Approve())
        .When(new MerchantCommand.Suspend("许可证快到期"))
        .When(new MerchantCommand.Resume(), Monday.AddDays(10))
        .ThenRejected<MerchantRejection.FoodLicenceExpired>();

    [Fact]
    public void A_shop_leaves_once_and_for_good()
    {
        var left = Active()
            .When(new MerchantCommand.Leave()).Then(new MerchantFact.Left(Noodles))
            .When(new MerchantCommand.Leave()).ThenNothing();
        left.When(new MerchantCommand.Approve()).ThenRejected<MerchantRejection.HasLeft>();
        left.When(new MerchantCommand.Suspend("检查")).ThenRejected<MerchantRejection.HasLeft>();
        left.When(new MerchantCommand.Resume()).ThenRejected<MerchantRejection.HasLeft>();
        left.When(new MerchantCommand.ChangeDetails(Licensed(Today))).ThenRejected<MerchantRejection.HasLeft>();
        Assert.Equal(MerchantStatus.Left, new GetMerchant().Answer(left.State)?.Status);
    }

    [Fact]
    public void A_clerk_is_bound_and_unbound_once() => Active()
        .When(new MerchantCommand.UnbindClerk(Wang)).ThenNothing()
        .When(new MerchantCommand.BindClerk(Wang)).Then(new MerchantFact.ClerkBound(Noodles, Wang))
        .When(new MerchantCommand.BindClerk(Wang)).ThenNothing()
        .When(new MerchantCommand.UnbindClerk(Wang)).Then(new MerchantFact.ClerkUnbound(Noodles, Wang))
        .When(new MerchantCommand.UnbindClerk(Wang)).ThenNothing();

    [Fact]
    public void The_owner_is_a_clerk_and_stays_one() => Active()
        .When(new MerchantCommand.BindClerk(Li)).ThenNothing()
        .When(new MerchantCommand.UnbindClerk(Li)).ThenRejected<MerchantRejection.OwnerStaysClerk>();

    [Fact]
    public void Only_an_active_shop_binds_clerks()
    {
        Applied().When(new MerchantCommand.BindClerk(Wang)).ThenRejected<MerchantRejection.NotActive>();
        Active().When(new MerchantCommand.Suspend("检查"))
            .When(new MerchantCommand.BindClerk(Wang)).ThenRejected<MerchantRejection.NotActive>();
    }

    [Fact]
    public void A_shop_has_fifty_clerks_at_most()
    {
        var shop = Active();
        for (var i = 1; i < 50; i++)
            shop.When(new MerchantCommand.BindClerk(Clerk(i))).Then(new MerchantFact.ClerkBound(Noodles, Clerk(i)));
        shop.When(new MerchantCommand.BindClerk(Wang)).ThenRejected<MerchantRejection.TooManyClerks>();
        shop.When(new MerchantCommand.UnbindClerk(Clerk(1)))
            .When(new MerchantCommand.BindClerk(Wang)).Then(new MerchantFact.ClerkBound(Noodles, Wang));
    }

    [Fact]
    public void An_approved_shop_gets_an_account()
    {
        var account = AccountId.Of(Noodles);
        Assert.Equal(
            [new Send(account.Actor, new AccountCommand.Open(account))],
            MerchantReactions.Value.Sends(Noodles.Actor, new MerchantFact.Approved(Noodles), Monday));
        Assert.Empty(MerchantReactions.Value.Sends(Noodles.Actor, new MerchantFact.Resumed(Noodles), Monday));
    }

    [Fact]
    public void What_is_not_cannot_be_seen() => Assert.Null(new GetMerchant().Answer(new Merchant.Unknown()));

    private static Given<MerchantCommand, MerchantFact, Merchant> Nothing() => new(MerchantDecider.Value, Monday);

    private static Given<MerchantCommand, MerchantFact, Merchant> Applied() =>
        new(MerchantDecider.Value, Monday, new MerchantFact.Applied(Noodles, Tangdu, Li, Details));

    private static Given<MerchantCommand, MerchantFact, Merchant> Active() =>
        Applied().And(Monday, new MerchantFact.Approved(Noodles));

    private static MerchantCommand.Apply Apply(MerchantDetails details) => new(Noodles, Tangdu, Li, details);

    private static MerchantDetails Licensed(DateOnly endsOn) =>
        Details with { FoodLicence = "JY23301090000001", FoodLicenceEndsOn = endsOn };

    private static ResidentId Clerk(int number) => Id.Parse<ResidentId>($"res_clerk{number}");
}
