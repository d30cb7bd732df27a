using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Households;

public sealed class HouseholdTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly HouseholdId Home = Id.Parse<HouseholdId>("hou_zhang");
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly ResidentId Wang = Id.Parse<ResidentId>("res_wang");
    private static readonly ResidentId Li = Id.Parse<ResidentId>("res_li");

    [Fact]
    public void A_household_is_founded_once() => Nothing()
        .When(new HouseholdCommand.Found(Home, Zhang)).Then(new HouseholdFact.Founded(Home, Zhang))
        .When(new HouseholdCommand.Found(Home, Zhang)).ThenNothing()
        .When(new HouseholdCommand.Admit(Zhang, 1))
        .When(new HouseholdCommand.Found(Home, Zhang)).ThenNothing()
        .When(new HouseholdCommand.Remove(Zhang, 1))
        .When(new HouseholdCommand.Found(Home, Zhang)).ThenNothing();

    [Fact]
    public void Nobody_founds_anothers_household() => Lived()
        .When(new HouseholdCommand.Found(Home, Wang)).ThenRejected<HouseholdRejection.FoundedAlready>();

    [Fact]
    public void Founding_opens_the_households_account() => Assert.Equal(
        [new Send(AccountId.Of(Home).Actor, new AccountCommand.Open(AccountId.Of(Home)))],
        Sends(new HouseholdFact.Founded(Home, Zhang)));

    [Fact]
    public void The_founder_enters_and_is_the_head()
    {
        var view = View(Nothing().When(new HouseholdCommand.Found(Home, Zhang))
            .When(new HouseholdCommand.Admit(Zhang, 1)).Then(new HouseholdFact.MemberAdmitted(Home, Zhang, 1))
            .When(new HouseholdCommand.Admit(Zhang, 1)).ThenNothing());
        Assert.Equal(Zhang, view.Head);
        Assert.Equal([Zhang], view.Members);
    }

    [Fact]
    public void A_household_whose_founder_has_not_entered_lets_nobody_else_in()
    {
        var awaiting = Nothing().When(new HouseholdCommand.Found(Home, Zhang));
        Assert.Null(View(awaiting).Head);
        Assert.Empty(View(awaiting).Members);
        Assert.Equal([Zhang], View(awaiting).Invited);
        awaiting.When(Invite(Wang, Zhang)).ThenRejected<HouseholdRejection.NoSuchHousehold>();
        awaiting.When(new HouseholdCommand.Remove(Zhang, 1)).ThenNothing();
        awaiting.When(new HouseholdCommand.Admit(Wang, 1)).Then(new HouseholdFact.AdmissionRefused(Wang, 1));
    }

    [Fact]
    public void The_head_invites() => Lived()
        .When(Invite(Wang, Zhang)).Then(new HouseholdFact.Invited(Home, Wang))
        .When(Invite(Wang, Zhang)).ThenNothing()
        .When(new HouseholdCommand.Admit(Wang, 1))
        .When(Invite(Wang, Zhang)).ThenNothing();

    [Fact]
    public void Staff_invite_on_paper_consent() =>
        Lived().When(Invite(Wang, null)).Then(new HouseholdFact.Invited(Home, Wang));

    [Fact]
    public void The_signed_form_stands_with_the_invitation_and_the_founding()
    {
        var onPaper = new HouseholdCommand.Invite(Wang, null, "forms/17.jpg");
        Lived().When(onPaper).Then(new HouseholdFact.Invited(Home, Wang, "forms/17.jpg"));
        Lived().When(Invite(Wang, Zhang)).When(onPaper).Then(new HouseholdFact.Invited(Home, Wang, "forms/17.jpg"));
        LivedWith(Wang).When(onPaper).ThenNothing();
        Nothing().When(new HouseholdCommand.Found(Home, Zhang, "forms/16.jpg"))
            .Then(new HouseholdFact.Founded(Home, Zhang, "forms/16.jpg"));
    }

    [Fact]
    public void The_head_and_staff_say_who_is_what_to_the_head()
    {
        var mother = new HouseholdCommand.Describe(Wang, Relation.Parent, MemberRole.Elder, Zhang);
        LivedWith(Wang).When(mother)
            .Then(new HouseholdFact.MemberDescribed(Home, Wang, Relation.Parent, MemberRole.Elder))
            .When(mother with { By = null }).ThenNothing();
        LivedWith(Wang).When(mother with { By = Wang }).ThenRejected<HouseholdRejection.NotHead>();
        Lived().When(mother).ThenRejected<HouseholdRejection.NotMember>();
        Nothing().When(mother).ThenRejected<HouseholdRejection.NoSuchHousehold>();
        Lived().When(mother with { Resident = Zhang })
            .Then(new HouseholdFact.MemberDescribed(Home, Zhang, Relation.Self, MemberRole.Elder));
        Lived().When(mother with { Resident = Zhang, Role = MemberRole.Minor })
            .ThenRejected<HouseholdRejection.HeadIsMinor>();
    }

    [Fact]
    public void Another_adult_becomes_the_head_and_who_is_what_is_open_again()
    {
        var pass = new HouseholdCommand.PassHead(Wang, Zhang);
        var described = LivedWith(Wang)
            .When(new HouseholdCommand.Describe(Wang, Relation.Parent, MemberRole.Elder, Zhang))
            .When(new HouseholdCommand.Describe(Zhang, Relation.Self, MemberRole.Adult, Zhang));
        described.When(pass).Then(new HouseholdFact.HeadPassed(Home, Wang)).When(pass).ThenNothing();
        Assert.Equal(new(Relation.Self, MemberRole.Elder), View(described).Profiles[Wang]);
        Assert.Equal(new(null, MemberRole.Adult), View(described).Profiles[Zhang]);
        LivedWith(Wang).When(pass with { By = Wang }).ThenRejected<HouseholdRejection.NotHead>();
        LivedWith(Wang).When(pass with { By = null }).Then(new HouseholdFact.HeadPassed(Home, Wang));
        Lived().When(pass).ThenRejected<HouseholdRejection.NotMember>();
        Nothing().When(pass).ThenRejected<HouseholdRejection.NoSuchHousehold>();
        LivedWith(Wang).When(new HouseholdCommand.Describe(Wang, Relation.Child, MemberRole.Minor, null))
            .When(pass).ThenRejected<HouseholdRejection.HeadIsMinor>();
    }

    [Fact]
    public void A_minor_is_head_only_where_nobody_else_is_left()
    {
        var child = new HouseholdCommand.Describe(Wang, Relation.Child, MemberRole.Minor, Zhang);
        LivedWith(Wang).When(child).When(Invite(Li, Zhang)).When(new HouseholdCommand.Admit(Li, 1))
            .When(new HouseholdCommand.Remove(Zhang, 1))
            .Then(new HouseholdFact.MemberLeft(Home, Zhang), new HouseholdFact.HeadPassed(Home, Li));
        LivedWith(Wang).When(child).When(new HouseholdCommand.Remove(Zhang, 1))
            .Then(new HouseholdFact.MemberLeft(Home, Zhang), new HouseholdFact.HeadPassed(Home, Wang));
    }

    [Fact]
    public void Nobody_else_invites() =>
        LivedWith(Wang).When(Invite(Li, Wang)).ThenRejected<HouseholdRejection.NotHead>();

    [Fact]
    public void There_is_no_inviting_where_there_is_no_household()
    {
        Nothing().When(Invite(Wang, Zhang)).ThenRejected<HouseholdRejection.NoSuchHousehold>();
        Lived().When(new HouseholdCommand.Remove(Zhang, 1))
            .When(Invite(Wang, Zhang)).ThenRejected<HouseholdRejection.NoSuchHousehold>();
        Nothing().When(new HouseholdCommand.WithdrawInvitation(Wang, Zhang))
            .ThenRejected<HouseholdRejection.NoSuchHousehold>();
    }

    [Fact]
    public void A_full_household_invites_nobody() => LivedWith([.. Others(19)])
        .When(Invite(Li, Zhang)).ThenRejected<HouseholdRejection.HouseholdFull>();

    [Fact]
    public void A_full_household_admits_nobody()
    {
        var home = LivedWith([.. Others(18)]).When(Invite(Wang, Zhang)).When(Invite(Li, Zhang))
            .When(new HouseholdCommand.Admit(Wang, 1));
        home.When(new HouseholdCommand.Admit(Li, 1)).Then(new HouseholdFact.AdmissionRefused(Li, 1));
    }

    [Fact]
    public void At_most_20_invitations_are_open()
    {
        var home = Lived();
        foreach (var other in Others(20))
            home.When(Invite(other, Zhang));
        home.When(Invite(Li, Zhang)).ThenRejected<HouseholdRejection.TooManyInvitations>();
        home.When(new HouseholdCommand.WithdrawInvitation(Others(1).Single(), Zhang))
            .When(Invite(Li, Zhang)).Then(new HouseholdFact.Invited(Home, Li));
    }

    [Fact]
    public void The_head_withdraws_and_the_invited_decline() => Lived()
        .When(Invite(Wang, Zhang)).When(Invite(Li, Zhang))
        .When(new HouseholdCommand.WithdrawInvitation(Wang, Zhang))
        .Then(new HouseholdFact.InvitationWithdrawn(Home, Wang))
        .When(new HouseholdCommand.WithdrawInvitation(Wang, Zhang)).ThenNothing()
        .When(new HouseholdCommand.WithdrawInvitation(Li, Li))
        .Then(new HouseholdFact.InvitationWithdrawn(Home, Li));

    [Fact]
    public void Nobody_else_withdraws() => Lived().When(Invite(Wang, Zhang))
        .When(new HouseholdCommand.WithdrawInvitation(Wang, Li)).ThenRejected<HouseholdRejection.NotHead>();

    [Fact]
    public void Who_was_invited_is_admitted_once() => Lived().When(Invite(Wang, Zhang))
        .When(new HouseholdCommand.Admit(Wang, 1)).Then(new HouseholdFact.MemberAdmitted(Home, Wang, 1))
        .When(new HouseholdCommand.Admit(Wang, 1)).ThenNothing();

    [Fact]
    public void Who_was_not_invited_is_refused_and_leaves_again()
    {
        var refused = Lived().When(new HouseholdCommand.Admit(Wang, 1)).ThenFact<HouseholdFact.AdmissionRefused>();
        Assert.Equal([new Send(Wang.Actor, new ResidentCommand.LeaveHousehold(Home, 1))], Sends(refused));
        Nothing().When(new HouseholdCommand.Admit(Wang, 1)).Then(new HouseholdFact.AdmissionRefused(Wang, 1));
        Lived().When(new HouseholdCommand.Remove(Zhang, 1))
            .When(new HouseholdCommand.Admit(Zhang, 2)).Then(new HouseholdFact.AdmissionRefused(Zhang, 2));
    }

    [Fact]
    public void Who_leaves_comes_back_only_by_a_new_invitation() => LivedWith(Wang)
        .When(new HouseholdCommand.Remove(Wang, 1)).Then(new HouseholdFact.MemberLeft(Home, Wang))
        .When(new HouseholdCommand.Remove(Wang, 1)).ThenNothing()
        .When(new HouseholdCommand.Admit(Wang, 2)).Then(new HouseholdFact.AdmissionRefused(Wang, 2));

    [Fact]
    public void A_leaving_that_is_told_once_more_does_not_end_a_later_membership() => Lived()
        .When(new HouseholdCommand.Admit(Wang, 1)).Then(new HouseholdFact.AdmissionRefused(Wang, 1))
        .When(new HouseholdCommand.Remove(Wang, 1)).ThenNothing() // and so not remembered
        .When(Invite(Wang, Zhang)).When(new HouseholdCommand.Admit(Wang, 2))
        .When(new HouseholdCommand.Remove(Wang, 1)).ThenNothing()
        .When(new HouseholdCommand.Remove(Wang, 2)).Then(new HouseholdFact.MemberLeft(Home, Wang));

    [Fact]
    public void An_entry_that_is_told_late_does_not_use_up_a_new_invitation() => LivedWith(Wang)
        .When(new HouseholdCommand.Remove(Wang, 1))
        .When(Invite(Wang, Zhang))
        .When(new HouseholdCommand.Admit(Wang, 1)).ThenNothing()
        .When(new HouseholdCommand.Admit(Wang, 2)).Then(new HouseholdFact.MemberAdmitted(Home, Wang, 2));

    [Fact]
    public void Who_has_left_and_comes_back_before_the_leaving_is_told_needs_an_invitation_too() => LivedWith(Wang)
        .When(new HouseholdCommand.Admit(Wang, 2))
        .Then(new HouseholdFact.MemberLeft(Home, Wang), new HouseholdFact.AdmissionRefused(Wang, 2))
        .When(new HouseholdCommand.Remove(Wang, 1)).ThenNothing();

    [Fact]
    public void Who_entered_before_entries_had_numbers_leaves_as_they_came()
    {
        var old = new Given<HouseholdCommand, HouseholdFact, Household>(HouseholdDecider.Value, Monday,
            new HouseholdFact.Founded(Home, Zhang), new HouseholdFact.MemberAdmitted(Home, Zhang),
            new HouseholdFact.Invited(Home, Wang), new HouseholdFact.MemberAdmitted(Home, Wang));
        old.When(new HouseholdCommand.Admit(Wang, 0)).ThenNothing()
            .When(new HouseholdCommand.Remove(Wang, 0)).Then(new HouseholdFact.MemberLeft(Home, Wang))
            .When(Invite(Wang, Zhang)).When(new HouseholdCommand.Admit(Wang, 1))
            .Then(new HouseholdFact.MemberAdmitted(Home, Wang, 1))
            .When(new HouseholdCommand.Remove(Wang, 0)).ThenNothing();
    }

    [Fact]
    public void When_the_head_leaves_the_member_of_longest_standing_is_head() => LivedWith(Wang, Li)
        .When(new HouseholdCommand.Remove(Zhang, 1))
        .Then(new HouseholdFact.MemberLeft(Home, Zhang), new HouseholdFact.HeadPassed(Home, Wang))
        .When(Invite(Zhang, Wang)).Then(new HouseholdFact.Invited(Home, Zhang));

    [Fact]
    public void The_last_one_to_leave_closes_it()
    {
        var closed = Lived().When(new HouseholdCommand.Remove(Zhang, 1))
            .Then(new HouseholdFact.MemberLeft(Home, Zhang), new HouseholdFact.Closed(Home, Zhang));
        Assert.Null(View(closed).Head);
        closed.When(new HouseholdCommand.Remove(Zhang, 1)).ThenNothing();
    }

    [Fact]
    public void Whoever_lives_there_is_told_that_its_points_expire()
    {
        var note = new HouseholdCommand.NotePointsExpiring(Amount.Of(7), Monday);
        LivedWith(Wang).When(note).Then(new HouseholdFact.PointsExpiring(Home, [Zhang, Wang], Amount.Of(7), Monday));
        Nothing().When(note).ThenNothing();
        Lived().When(new HouseholdCommand.Remove(Zhang, 1)).When(note).ThenNothing();
    }

    [Fact]
    public void A_household_that_never_was_is_not_shown_and_nobody_leaves_it()
    {
        Assert.Null(new GetHousehold().Answer(new Household.Unknown()));
        Nothing().When(new HouseholdCommand.Remove(Zhang, 1)).ThenNothing();
    }

    [Fact]
    public void Whoever_comes_and_goes_the_head_is_a_member_and_the_limits_hold() =>
        Prop.ForAll(Gen.Choose(0, 99).ArrayOf().ToArbitrary(), steps =>
        {
            var home = Lived();
            foreach (var (number, step) in steps.Index())
            {
                var who = Others(25).ElementAt(step / 4);
                home.When((step % 4) switch
                {
                    0 or 1 => Invite(who, null),
                    2 => new HouseholdCommand.Admit(who, number),
                    _ => new HouseholdCommand.Remove(who, number),
                });
                var household = Assert.IsType<Household.Inhabited>(home.State);
                Assert.Contains(household.Head, household.Members);
                Assert.InRange(household.Members.Count, 1, HouseholdDecider.MembersMax);
                Assert.InRange(household.Invited.Count, 0, HouseholdDecider.InvitationsMax);
                Assert.Equal(household.Members.Count, household.Members.Distinct().Count());
                Assert.DoesNotContain(household.Members, household.Invited.Contains);
            }
        }).QuickCheckThrowOnFailure();

    private static Given<HouseholdCommand, HouseholdFact, Household> Nothing() => new(HouseholdDecider.Value, Monday);

    private static Given<HouseholdCommand, HouseholdFact, Household> Lived() => Nothing()
        .When(new HouseholdCommand.Found(Home, Zhang)).When(new HouseholdCommand.Admit(Zhang, 1));

    private static Given<HouseholdCommand, HouseholdFact, Household> LivedWith(params ResidentId[] others)
    {
        var home = Lived();
        foreach (var other in others)
            home.When(Invite(other, Zhang)).When(new HouseholdCommand.Admit(other, 1));
        return home;
    }

    private static IEnumerable<ResidentId> Others(int count) =>
        Enumerable.Range(0, count).Select(number => Id.Parse<ResidentId>($"res_other{number}"));

    private static HouseholdCommand.Invite Invite(ResidentId resident, ResidentId? by) => new(resident, by);

    private static HouseholdView View(Given<HouseholdCommand, HouseholdFact, Household> household) =>
        Assert.IsType<HouseholdView>(new GetHousehold().Answer(household.State));

    private static IEnumerable<Send> Sends(HouseholdFact fact) =>
        HouseholdReactions.Value.Sends(Home.Actor, fact, Monday);
}
