using ResidentService.Domain.Care;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;

namespace ResidentService.Tests.Domain.Residents;

public sealed class ErasingTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    private static readonly HouseholdId Home = Id.Parse<HouseholdId>("hou_home");
    private static readonly EventId Cleaning = Id.Parse<EventId>("evt_cleaning");
    private static readonly EventId Dancing = Id.Parse<EventId>("evt_dancing");
    private static readonly RoleGrant Worker = new(StaffRole.CommunityWorker, "com_tangdu");
    private static readonly Sealed Text = new("dGV4dA==");
    private static readonly ResidentCommand Erase = new ResidentCommand.Erase(Zhang, "Z-2026-0117");

    public static TheoryData<ResidentCommand> AnythingElse =>
    [
        new ResidentCommand.Register(Zhang),
        new ResidentCommand.ChangeProfile(Text, null),
        new ResidentCommand.GiveBirthDate(Text),
        new ResidentCommand.RecordGuardianConsent(Id.Parse<ResidentId>("res_mother"), Text),
        new ResidentCommand.GrantRole(Worker),
        new ResidentCommand.RevokeRole(Worker),
        new ResidentCommand.ClaimTime(Cleaning, [], AgeAnswer.Fits, new()),
        new ResidentCommand.ExcuseNoShow(Cleaning, Text),
        new ResidentCommand.EnterHousehold(Home),
    ];

    [Fact]
    public void The_fact_names_what_others_have_to_let_go() => Known()
        .When(Erase)
        .Then(new ResidentFact.Erased(Zhang, Home, 1, [new(Cleaning, 1), new(Dancing, 2)], "Z-2026-0117"))
        .When(Erase).ThenNothing();

    [Theory]
    [MemberData(nameof(AnythingElse))]
    public void Afterwards_every_command_is_refused(ResidentCommand command) => Erased()
        .When(command).ThenRejected<ResidentRejection.AccountDeleted>();

    [Fact]
    public void A_reaction_is_not_rejected_afterwards()
    {
        Erased().When(new ResidentCommand.ReleaseClaim(Cleaning, 1)).ThenNothing();
        Erased().When(new ResidentCommand.NoteNoShow(Cleaning, Monday)).ThenNothing();
        Erased().When(new ResidentCommand.LeaveHousehold(Home)).ThenNothing();
    }

    [Fact]
    public void Nothing_of_the_person_is_left_but_where_staff_may_ask()
    {
        var state = Erased().State;
        Assert.Null(new GetResident().Answer(state));
        Assert.Equal(new Standing(null, Tangdu, IsErased: true), new GetStanding().Answer(state));
        Assert.Equal(new Standing(Text, Tangdu, IsErased: false), new GetStanding().Answer(Known().State));
    }

    [Fact]
    public void A_restored_store_from_before_somebody_came_is_told_too()
    {
        var unknown = new Given<ResidentCommand, ResidentFact, Resident>(ResidentDecider.Value, Monday);
        Assert.Null(new GetStanding().Answer(unknown.State));
        unknown.When(new ResidentCommand.Erase(Zhang, null)).Then(new ResidentFact.Erased(Zhang, null, null, [], null))
            .When(new ResidentCommand.Register(Zhang)).ThenRejected<ResidentRejection.AccountDeleted>();
    }

    [Fact]
    public void Household_care_and_events_are_told() => Assert.Equal(
        [
            new Send(Home.Actor, new HouseholdCommand.Remove(Zhang, 1)),
            new Send(CareDecider.ActorOf(Zhang), new CareCommand.Close()),
            new Send(VolunteerDecider.ActorOf(Zhang), new VolunteerCommand.Leave()),
            new Send(Cleaning.Actor, new CommunityEventCommand.LetGo(Zhang, 1)),
        ],
        ResidentReactions.Value.Sends(
            Zhang.Actor, new ResidentFact.Erased(Zhang, Home, 1, [new(Cleaning, 1)], null), Monday));

    [Fact]
    public void Whoever_was_erased_gives_way_to_the_same_WeChat_user_as_somebody_else()
    {
        var (li, wang) = (Id.Parse<ResidentId>("res_li"), Id.Parse<ResidentId>("res_wang"));
        new Given<IdentityCommand, IdentityFact, Identity>(
                IdentityDecider.Value, Monday, [new IdentityFact.Bound(Zhang)])
            .When(new IdentityCommand.Bind(li, InsteadOf: wang)).ThenNothing().ThenReply(new IdentityReply(Zhang))
            .When(new IdentityCommand.Bind(li, InsteadOf: Zhang)).Then(new IdentityFact.Bound(li))
            .When(new IdentityCommand.Bind(wang, InsteadOf: Zhang)).ThenNothing().ThenReply(new IdentityReply(li));
    }

    private static Given<ResidentCommand, ResidentFact, Resident> Erased() => Known().When(Erase);

    private static Given<ResidentCommand, ResidentFact, Resident> Known() => new(ResidentDecider.Value, Monday,
    [
        new ResidentFact.Registered(Zhang),
        new ResidentFact.NameGiven(Zhang, Text),
        new ResidentFact.BirthDateGiven(Text),
        new ResidentFact.CommunityChanged(Zhang, Tangdu),
        new ResidentFact.RoleGranted(Zhang, Worker),
        new ResidentFact.HouseholdEntered(Zhang, Home, 1),
        new ResidentFact.TimeClaimed(Zhang, Cleaning, 1, [new(Monday.AddDays(1), Monday.AddDays(2))]),
        new ResidentFact.TimeClaimed(Zhang, Dancing, 2, [new(Monday.AddDays(3), Monday.AddDays(4))]),
    ]);
}
