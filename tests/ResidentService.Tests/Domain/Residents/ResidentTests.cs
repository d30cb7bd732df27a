using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Residents;

public sealed class ResidentTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly ResidentId Mother = Id.Parse<ResidentId>("res_mother");
    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    private static readonly CommunityId Beigan = Id.Parse<CommunityId>("com_beigan");
    private static readonly HouseholdId Home = Id.Parse<HouseholdId>("hou_home");
    private static readonly HouseholdId Other = Id.Parse<HouseholdId>("hou_other");
    private static readonly EventId Cleaning = Id.Parse<EventId>("evt_cleaning");
    private static readonly RoleGrant Worker = new(StaffRole.CommunityWorker, "com_tangdu");
    private static readonly IdentityId WeChat = Id.Parse<IdentityId>("idn_zhang");
    private static readonly Sealed Name = new("bmFtZQ==");
    private static readonly Sealed Text = new("dGV4dA==");

    public static TheoryData<ResidentCommand> ForSomebody =>
    [
        new ResidentCommand.ChangeProfile(Name, null),
        new ResidentCommand.GiveBirthDate(Text),
        new ResidentCommand.GivePhone(Text),
        new ResidentCommand.GiveWeChat(Text),
        new ResidentCommand.MakeWay(),
        new ResidentCommand.Join(WeChat),
        new ResidentCommand.RecordGuardianConsent(Mother, Text),
        new ResidentCommand.GrantRole(Worker),
        new ResidentCommand.RevokeRole(Worker),
        new ResidentCommand.ClaimTime(Cleaning, [], AgeAnswer.Fits, new()),
        new ResidentCommand.ExcuseNoShow(Cleaning, new("c2VhbGVk")),
        new ResidentCommand.EnterHousehold(Home),
        new ResidentCommand.LeaveHousehold(Home),
    ];

    [Theory]
    [MemberData(nameof(ForSomebody))]
    public void Nothing_is_done_for_nobody(ResidentCommand command) => Nobody()
        .When(command)
        .ThenRejected<ResidentRejection.NoSuchResident>();

    [Fact]
    public void A_reaction_to_nobody_is_not_rejected()
    {
        Nobody().When(new ResidentCommand.ReleaseClaim(Cleaning, 1)).ThenNothing();
        Nobody().When(new ResidentCommand.NoteNoShow(Cleaning, Monday)).ThenNothing();
    }

    [Fact]
    public void A_person_registers_once() => Nobody()
        .When(new ResidentCommand.Register(Zhang)).Then(new ResidentFact.Registered(Zhang))
        .When(new ResidentCommand.Register(Zhang)).ThenNothing();

    [Fact]
    public void Staff_record_a_person_once_and_with_what_they_know()
    {
        var record = new ResidentCommand.Record(Zhang, Name, null, Tangdu, Text);
        Nobody().When(record)
            .Then(
                new ResidentFact.Registered(Zhang), new ResidentFact.Recorded(Zhang),
                new ResidentFact.CommunityChanged(Zhang, Tangdu), new ResidentFact.NameGiven(Zhang, Name),
                new ResidentFact.PhoneGiven(Text))
            .When(record with { BirthDate = Text }).ThenNothing();
        Known().When(record).ThenNothing();
    }

    [Fact]
    public void A_record_is_joined_by_one_person()
    {
        Recorded().When(new ResidentCommand.Join(WeChat)).Then(new ResidentFact.Joined(Zhang, WeChat))
            .When(new ResidentCommand.Join(WeChat)).ThenNothing()
            .When(new ResidentCommand.Join(Id.Parse<IdentityId>("idn_other")))
            .ThenRejected<ResidentRejection.PhoneInUse>();
    }

    [Fact]
    public void Who_registered_by_themself_is_joined_by_nobody() => Known()
        .When(new ResidentCommand.Join(WeChat))
        .ThenRejected<ResidentRejection.PhoneInUse>();

    [Fact]
    public void A_phone_is_given_once() => Known()
        .When(new ResidentCommand.GivePhone(Text)).Then(new ResidentFact.PhoneGiven(Text))
        .When(new ResidentCommand.GivePhone(Text)).ThenNothing();

    [Fact]
    public void A_profile_takes_what_is_given_and_leaves_the_rest()
    {
        var state = Known()
            .When(new ResidentCommand.ChangeProfile(Name, Tangdu))
            .Then(new ResidentFact.CommunityChanged(Zhang, Tangdu), new ResidentFact.NameGiven(Zhang, Name))
            .When(new ResidentCommand.ChangeProfile(null, null))
            .ThenNothing().State;
        var person = Assert.IsType<Resident.Registered>(state);
        Assert.Equal((Name, Tangdu, Monday), (person.DisplayName, person.Community, person.CommunitySince));
    }

    [Fact]
    public void The_same_profile_changes_nothing() => Known()
        .When(new ResidentCommand.ChangeProfile(Name, Tangdu))
        .When(new ResidentCommand.ChangeProfile(Name, Tangdu), Monday.AddDays(1))
        .ThenNothing();

    [Fact]
    public void The_community_changes_once_in_thirty_days()
    {
        var moved = Known().When(new ResidentCommand.ChangeProfile(null, Tangdu));
        var rejection = moved.When(new ResidentCommand.ChangeProfile(Name, Beigan), Monday.AddDays(30).AddTicks(-1))
            .ThenRejected<ResidentRejection.CommunityChangedRecently>();
        Assert.Equal(Monday.AddDays(30), rejection.Again);
        moved.When(new ResidentCommand.ChangeProfile(null, Beigan), Monday.AddDays(30))
            .Then(new ResidentFact.CommunityChanged(Zhang, Beigan));
    }

    [Fact]
    public void A_refusal_tells_the_time_of_Shanghai() => Assert.Contains(
        "5 月 4 日 09:00", new ResidentRejection.Barred(Monday.ToUniversalTime()).Chinese, StringComparison.Ordinal);

    [Fact]
    public void A_birth_date_can_be_given_and_corrected() => Known()
        .When(new ResidentCommand.GiveBirthDate(Text)).Then(new ResidentFact.BirthDateGiven(Text))
        .When(new ResidentCommand.GiveBirthDate(Text)).ThenNothing()
        .When(new ResidentCommand.GiveBirthDate(Name)).Then(new ResidentFact.BirthDateGiven(Name));

    [Fact]
    public void A_diet_can_be_given_and_corrected() => Known()
        .When(new ResidentCommand.GiveDiet(Text)).Then(new ResidentFact.DietGiven(Text))
        .When(new ResidentCommand.GiveDiet(Text)).ThenNothing()
        .When(new ResidentCommand.GiveDiet(Name)).Then(new ResidentFact.DietGiven(Name));

    [Fact]
    public void Meals_are_noted_as_held_to_a_diet_once_and_never_to_one_that_was_replaced()
    {
        Known().When(new ResidentCommand.NoteDietHeld(Text)).ThenNothing()
            .When(new ResidentCommand.GiveDiet(Text))
            .When(new ResidentCommand.NoteDietHeld(Text)).Then(new ResidentFact.DietHeld())
            .When(new ResidentCommand.NoteDietHeld(Text)).ThenNothing()
            .When(new ResidentCommand.GiveDiet(Name))
            .When(new ResidentCommand.NoteDietHeld(Text)).ThenNothing()
            .When(new ResidentCommand.NoteDietHeld(Name)).Then(new ResidentFact.DietHeld());
        Nobody().When(new ResidentCommand.NoteDietHeld(Text)).ThenNothing();
    }

    [Fact]
    public void A_guardian_consents_once() => Known()
        .When(new ResidentCommand.RecordGuardianConsent(Mother, Text))
        .Then(new ResidentFact.GuardianConsented(Mother, Text))
        .When(new ResidentCommand.RecordGuardianConsent(Mother, Name))
        .ThenNothing();

    [Fact]
    public void Nobody_is_their_own_guardian() => Known()
        .When(new ResidentCommand.RecordGuardianConsent(Zhang, Text))
        .ThenRejected<ResidentRejection.OwnGuardian>();

    [Fact]
    public void Consent_is_to_one_version_and_scope_until_it_is_withdrawn()
    {
        var (agree, withdraw) = (Agree("2026-05", "scope.userLocation"), new ResidentCommand.WithdrawPrivacy());
        var given = Known().When(withdraw).ThenNothing()
            .When(agree).Then(new ResidentFact.PrivacyAgreed("2026-05", ["scope.userLocation"]))
            .When(Agree("2026-05", "scope.userLocation")).ThenNothing()
            .When(Agree("2026-05")).Then(new ResidentFact.PrivacyAgreed("2026-05", []))
            .When(Agree("2026-06")).Then(new ResidentFact.PrivacyAgreed("2026-06", []))
            .When(withdraw, Monday.AddDays(1)).Then(new ResidentFact.PrivacyWithdrawn("2026-06"))
            .When(withdraw).ThenNothing();
        var privacy = Assert.IsType<Resident.Registered>(given.State).Privacy!;
        Assert.Equal((Monday, Monday.AddDays(1)), (privacy.At, privacy.WithdrawnAt));
        given.When(Agree("2026-06")).Then(new ResidentFact.PrivacyAgreed("2026-06", []));

        static ResidentCommand Agree(string version, params string[] scopes) =>
            new ResidentCommand.AgreeToPrivacy(version, scopes);
    }

    [Fact]
    public void A_role_is_granted_and_revoked_once() => Known()
        .When(new ResidentCommand.RevokeRole(Worker)).ThenNothing()
        .When(new ResidentCommand.GrantRole(Worker)).Then(new ResidentFact.RoleGranted(Zhang, Worker))
        .When(new ResidentCommand.GrantRole(Worker)).ThenNothing()
        .When(new ResidentCommand.RevokeRole(Worker)).Then(new ResidentFact.RoleRevoked(Zhang, Worker))
        .When(new ResidentCommand.RevokeRole(Worker)).ThenNothing();

    [Fact]
    public void A_role_holds_in_its_own_scope_only() => Known()
        .When(new ResidentCommand.GrantRole(Worker))
        .When(new ResidentCommand.GrantRole(Worker with { Scope = "com_beigan" }))
        .Then(new ResidentFact.RoleGranted(Zhang, Worker with { Scope = "com_beigan" }));

    [Fact]
    public void A_no_show_is_noted_and_excused_once() => Known()
        .When(new ResidentCommand.ExcuseNoShow(Cleaning, new("c2VhbGVk"))).ThenNothing()
        .When(new ResidentCommand.NoteNoShow(Cleaning, Monday)).Then(new ResidentFact.NoShowNoted(Cleaning, Monday))
        .When(new ResidentCommand.NoteNoShow(Cleaning, Monday)).ThenNothing()
        .When(new ResidentCommand.ExcuseNoShow(Cleaning, new("c2VhbGVk"))).Then(new ResidentFact.NoShowExcused(Cleaning, new("c2VhbGVk")))
        .When(new ResidentCommand.ExcuseNoShow(Cleaning, new("c2VhbGVk"))).ThenNothing();

    [Fact]
    public void A_person_has_one_household_at_a_time() => Known()
        .When(new ResidentCommand.EnterHousehold(Home)).Then(new ResidentFact.HouseholdEntered(Zhang, Home, 1))
        .When(new ResidentCommand.EnterHousehold(Home)).ThenNothing()
        .When(new ResidentCommand.LeaveHousehold(Other)).ThenNothing()
        .When(new ResidentCommand.LeaveHousehold(Home)).Then(new ResidentFact.HouseholdLeft(Zhang, Home, 1))
        .When(new ResidentCommand.LeaveHousehold(Home)).ThenNothing()
        .When(new ResidentCommand.EnterHousehold(Other)).Then(new ResidentFact.HouseholdEntered(Zhang, Other, 2));

    [Fact]
    public void A_refusal_that_is_told_once_more_does_not_end_a_later_entry() => Known()
        .When(new ResidentCommand.EnterHousehold(Home))
        .When(new ResidentCommand.LeaveHousehold(Home))
        .When(new ResidentCommand.LeaveHousehold(Home, Entry: 1)).ThenNothing() // and so not remembered
        .When(new ResidentCommand.EnterHousehold(Home))
        .When(new ResidentCommand.LeaveHousehold(Home, Entry: 1)).ThenNothing()
        .When(new ResidentCommand.LeaveHousehold(Home, Entry: 2)).Then(new ResidentFact.HouseholdLeft(Zhang, Home, 2));

    [Fact]
    public void An_entry_from_before_they_had_numbers_ends_by_its_refusal_and_the_next_one_does_not() => Known()
        .And(Monday, new ResidentFact.HouseholdEntered(Zhang, Home))
        .When(new ResidentCommand.LeaveHousehold(Home, Entry: 0)).Then(new ResidentFact.HouseholdLeft(Zhang, Home, 0))
        .When(new ResidentCommand.EnterHousehold(Home)).Then(new ResidentFact.HouseholdEntered(Zhang, Home, 1))
        .When(new ResidentCommand.LeaveHousehold(Home, Entry: 0)).ThenNothing();

    [Fact]
    public void A_second_household_is_refused() => Known()
        .When(new ResidentCommand.EnterHousehold(Home))
        .When(new ResidentCommand.EnterHousehold(Other))
        .ThenRejected<ResidentRejection.InAnotherHousehold>();

    [Fact]
    public void Only_who_is_registered_can_be_seen()
    {
        Assert.Null(new GetResident().Answer(Nobody().State));
        Assert.Equal(Zhang, new GetResident().Answer(Known().State)?.Id);
    }

    [Fact]
    public void The_name_for_WeChat_is_given_once() => Known()
        .When(new ResidentCommand.GiveWeChat(Text)).Then(new ResidentFact.WeChatGiven(Text))
        .When(new ResidentCommand.GiveWeChat(Text)).ThenNothing();

    [Fact]
    public void An_account_with_which_nothing_was_done_makes_way() => Known()
        .When(new ResidentCommand.GiveWeChat(Text))
        .When(new ResidentCommand.ChangeProfile(Name, Tangdu))
        .When(new ResidentCommand.GiveBirthDate(Text))
        .When(new ResidentCommand.MakeWay()).Then(new ResidentFact.Erased(Zhang, null, 0, [], null))
        .When(new ResidentCommand.MakeWay()).ThenNothing();

    [Fact]
    public void An_account_that_was_used_does_not_make_way()
    {
        Known().When(new ResidentCommand.ClaimTime(Cleaning, [], AgeAnswer.Fits, new()))
            .When(new ResidentCommand.ReleaseClaim(Cleaning, 1))
            .When(new ResidentCommand.MakeWay()).ThenRejected<ResidentRejection.PhoneInUse>();
        Known().When(new ResidentCommand.EnterHousehold(Home)).When(new ResidentCommand.LeaveHousehold(Home))
            .When(new ResidentCommand.MakeWay()).ThenRejected<ResidentRejection.PhoneInUse>();
        Known().When(new ResidentCommand.GrantRole(Worker))
            .When(new ResidentCommand.MakeWay()).ThenRejected<ResidentRejection.PhoneInUse>();
        Known().When(new ResidentCommand.RecordGuardianConsent(Mother, Text))
            .When(new ResidentCommand.MakeWay()).ThenRejected<ResidentRejection.PhoneInUse>();
        Known().When(new ResidentCommand.NoteNoShow(Cleaning, Monday))
            .When(new ResidentCommand.MakeWay()).ThenRejected<ResidentRejection.PhoneInUse>();
        Recorded().When(new ResidentCommand.MakeWay()).ThenRejected<ResidentRejection.PhoneInUse>();
    }

    private static Given<ResidentCommand, ResidentFact, Resident> Nobody() => new(ResidentDecider.Value, Monday);

    private static Given<ResidentCommand, ResidentFact, Resident> Recorded() =>
        Nobody().When(new ResidentCommand.Record(Zhang, Name, null, Tangdu, Text));

    private static Given<ResidentCommand, ResidentFact, Resident> Known() =>
        new(ResidentDecider.Value, Monday, new ResidentFact.Registered(Zhang));
}
