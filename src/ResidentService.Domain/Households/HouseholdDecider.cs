using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Households;

public abstract record HouseholdCommand : ICommand
{
    private HouseholdCommand() { }

    /// <summary>Founds a household; the founder is its head and first member as soon as they enter.</summary>
    /// <param name="PaperConsent">The picture of the signed form, where staff found it for them.</param>
    public sealed record Found(HouseholdId Household, ResidentId Head, string? PaperConsent = null) : HouseholdCommand;

    /// <param name="By">Who invites: the head. Null where staff do, on paper consent; the edge checks the role.</param>
    /// <param name="PaperConsent">The picture of the signed form.</param>
    public sealed record Invite(ResidentId Resident, ResidentId? By, string? PaperConsent = null) : HouseholdCommand;

    /// <summary>Says what a member is to the head, and which role they have.</summary>
    /// <param name="By">As for inviting.</param>
    public sealed record Describe(ResidentId Resident, Relation Relation, MemberRole Role, ResidentId? By)
        : HouseholdCommand;

    /// <param name="By">As for inviting.</param>
    public sealed record PassHead(ResidentId To, ResidentId? By) : HouseholdCommand;

    /// <param name="By">As for inviting; who was invited may decline as well.</param>
    public sealed record WithdrawInvitation(ResidentId Resident, ResidentId? By) : HouseholdCommand;

    /// <summary>
    /// A reaction to a resident's entering: who was not invited is refused by an event and leaves again.
    /// </summary>
    /// <param name="Entry">Which of the resident's entries, from 1: one that is not newer comes again or late.</param>
    public sealed record Admit(ResidentId Resident, int Entry) : HouseholdCommand;

    /// <summary>A reaction to a resident's leaving.</summary>
    /// <param name="Entry">The entry that it ends: a later one stays.</param>
    public sealed record Remove(ResidentId Resident, int Entry) : HouseholdCommand;

    /// <summary>A reaction of its account.</summary>
    public sealed record NotePointsExpiring(Amount Points, DateTimeOffset ExpiresAt) : HouseholdCommand;
}

public abstract record HouseholdRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record NoSuchHousehold() : HouseholdRejection(RejectionKind.NotFound, "not_found",
        "没有找到这个家庭，请核对后再试。", "There is no such household. Please check and try again.");

    public sealed record FoundedAlready() : HouseholdRejection(RejectionKind.Conflict, "already_exists",
        "这个家庭已经由别人建立，请重新建立一个。", "Somebody else has founded this household. Please found another one.");

    public sealed record NotHead() : HouseholdRejection(RejectionKind.NotAllowed, "not_allowed",
        "只有户主可以这样做，请联系户主或社区。", "Only the head of the household can do this. Please ask the head.");

    public sealed record NotMember() : HouseholdRejection(RejectionKind.Conflict, "not_member",
        "这个人不在这个家庭里，请先让他加入。", "This person does not belong to the household. Please let them join first.");

    public sealed record HeadIsMinor() : HouseholdRejection(RejectionKind.Conflict, "head_is_minor",
        "未成年人不能当户主，请选择一位成年人。", "A minor cannot be the head. Please choose an adult.");

    public sealed record MinorsDoNotSpend() : HouseholdRejection(RejectionKind.NotAllowed, "minors_do_not_spend",
        "家庭积分由家里的大人来兑换，请找家人帮忙；如果您已成年，请先填写出生日期，或请户主登记您的家庭角色。",
        "The household's points are spent by its adults. Please ask one of your family; if you are of age, give your "
        + "birth date, or ask the head to say what you are in the household.");

    public sealed record HouseholdFull() : HouseholdRejection(RejectionKind.Conflict, "household_full",
        $"一个家庭最多 {HouseholdDecider.MembersMax} 人，现在已经满了；如有特殊情况请联系社区。",
        $"A household has at most {HouseholdDecider.MembersMax} members and is full. Please call the community.");

    public sealed record TooManyInvitations() : HouseholdRejection(RejectionKind.Conflict, "too_many_invitations",
        $"最多同时邀请 {HouseholdDecider.InvitationsMax} 人，请等家人加入，或者先收回一个邀请。",
        $"At most {HouseholdDecider.InvitationsMax} invitations can be open. Please withdraw one or wait for a yes.");
}

public static class HouseholdDecider
{
    public const int MembersMax = 20;

    public const int InvitationsMax = 20;

    public static Decider<HouseholdCommand, HouseholdFact, Household> Value { get; } =
        new("household", new Household.Unknown(), Decide, Household.Evolve);

    public static Decision Decide(HouseholdCommand command, Household state, Context context) => command switch
    {
        HouseholdCommand.Found found => Found(found, state),
        HouseholdCommand.Invite invite => state is Household.Inhabited household
            ? Invite(invite, household)
            : Decision.Reject(new HouseholdRejection.NoSuchHousehold()),
        HouseholdCommand.Describe describe => state is Household.Inhabited household
            ? Describe(describe, household)
            : Decision.Reject(new HouseholdRejection.NoSuchHousehold()),
        HouseholdCommand.PassHead pass => state is Household.Inhabited household
            ? PassHead(pass, household)
            : Decision.Reject(new HouseholdRejection.NoSuchHousehold()),
        HouseholdCommand.WithdrawInvitation withdraw => state is Household.Inhabited household
            ? Withdraw(withdraw, household)
            : Decision.Reject(new HouseholdRejection.NoSuchHousehold()),
        HouseholdCommand.Admit admit => Admit(admit, state),
        HouseholdCommand.Remove(var resident, var entry) => state is Household.Inhabited household
            && household.Members.Contains(resident) && household.EntryOf(resident) <= entry
                ? Decision.Accept(Remove(resident, household))
                : Decision.Already(),
        HouseholdCommand.NotePointsExpiring(var points, var expiresAt) => state is Household.Inhabited household
            ? Decision.Accept(new HouseholdFact.PointsExpiring(household.Id, household.Members, points, expiresAt))
            : Decision.Already(),
        _ => throw new InvalidOperationException(command.ToString()),
    };

    private static Decision Found(HouseholdCommand.Found found, Household state) => state switch
    {
        Household.Unknown => Decision.Accept(
            new HouseholdFact.Founded(found.Household, found.Head, found.PaperConsent)),
        Household.Awaiting { Founder: var founder } when founder == found.Head => Decision.Already(),
        Household.Inhabited { Founder: var founder } when founder == found.Head => Decision.Already(),
        Household.Closed { Founder: var founder } when founder == found.Head => Decision.Already(),
        _ => Decision.Reject(new HouseholdRejection.FoundedAlready()),
    };

    private static Decision Invite(HouseholdCommand.Invite invite, Household.Inhabited household)
    {
        if (invite.By is { } by && by != household.Head)
            return Decision.Reject(new HouseholdRejection.NotHead());
        var isInvited = household.Invited.Contains(invite.Resident);
        if (household.Members.Contains(invite.Resident) || (isInvited && invite.PaperConsent is null))
            return Decision.Already();
        if (household.Members.Count >= MembersMax)
            return Decision.Reject(new HouseholdRejection.HouseholdFull());
        return household.Invited.Count >= InvitationsMax && !isInvited
            ? Decision.Reject(new HouseholdRejection.TooManyInvitations())
            : Decision.Accept(new HouseholdFact.Invited(household.Id, invite.Resident, invite.PaperConsent));
    }

    private static Decision Describe(HouseholdCommand.Describe describe, Household.Inhabited household)
    {
        var (resident, relation, role, by) = describe;
        if (by is { } who && who != household.Head)
            return Decision.Reject(new HouseholdRejection.NotHead());
        if (!household.Members.Contains(resident))
            return Decision.Reject(new HouseholdRejection.NotMember());
        if (resident == household.Head && role == MemberRole.Minor)
            return Decision.Reject(new HouseholdRejection.HeadIsMinor());
        var profile = new MemberProfile(resident == household.Head ? Relation.Self : relation, role);
        return household.Profiles.GetValueOrDefault(resident) == profile
            ? Decision.Already()
            : Decision.Accept(new HouseholdFact.MemberDescribed(
                household.Id, resident, profile.Relation!.Value, role));
    }

    private static Decision PassHead(HouseholdCommand.PassHead pass, Household.Inhabited household)
    {
        if (pass.To == household.Head)
            return Decision.Already();
        if (pass.By is { } by && by != household.Head)
            return Decision.Reject(new HouseholdRejection.NotHead());
        if (!household.Members.Contains(pass.To))
            return Decision.Reject(new HouseholdRejection.NotMember());
        return household.Profiles.GetValueOrDefault(pass.To)?.Role == MemberRole.Minor
            ? Decision.Reject(new HouseholdRejection.HeadIsMinor())
            : Decision.Accept(new HouseholdFact.HeadPassed(household.Id, pass.To));
    }

    private static Decision Withdraw(HouseholdCommand.WithdrawInvitation withdraw, Household.Inhabited household)
    {
        if (withdraw.By is { } by && by != household.Head && by != withdraw.Resident)
            return Decision.Reject(new HouseholdRejection.NotHead());
        return household.Invited.Contains(withdraw.Resident)
            ? Decision.Accept(new HouseholdFact.InvitationWithdrawn(household.Id, withdraw.Resident))
            : Decision.Already();
    }

    /// <summary>
    /// An entry is decided once, and never after a later one. A member who enters by a later entry has left in
    /// between, which only has not been told here yet: they leave, and come in by an invitation or not at all.
    /// </summary>
    private static Decision Admit(HouseholdCommand.Admit admit, Household state)
    {
        var (resident, entry) = admit;
        var refused = new HouseholdFact.AdmissionRefused(resident, entry);
        return state switch
        {
            Household.Awaiting(var id, var founder) when founder == resident =>
                Decision.Accept(new HouseholdFact.MemberAdmitted(id, resident, entry)),
            Household.Inhabited household when household.HasDecided(resident, entry) => Decision.Already(),
            Household.Inhabited household when household.Members.Contains(resident) =>
                Decision.Accept([.. Remove(resident, household), refused]),
            Household.Inhabited household when household.Invited.Contains(resident)
                && household.Members.Count < MembersMax =>
                Decision.Accept(new HouseholdFact.MemberAdmitted(household.Id, resident, entry)),
            _ => Decision.Accept(refused),
        };
    }

    /// <summary>
    /// Headship passes to the member of longest standing who is no minor, if there is one; the last closes the door.
    /// </summary>
    private static IReadOnlyList<IEvent> Remove(ResidentId resident, Household.Inhabited household)
    {
        var left = new HouseholdFact.MemberLeft(household.Id, resident);
        var staying = household.Members.Remove(resident);
        if (staying.IsEmpty)
            return [left, new HouseholdFact.Closed(household.Id, resident)];
        if (resident != household.Head)
            return [left];
        var next = staying.FindIndex(one => household.Profiles.GetValueOrDefault(one)?.Role != MemberRole.Minor);
        return [left, new HouseholdFact.HeadPassed(household.Id, staying[Math.Max(next, 0)])];
    }
}
