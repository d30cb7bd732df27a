using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Households;

/// <summary>Facts on disk: change with care.</summary>
public abstract record HouseholdFact : IEvent
{
    private HouseholdFact() { }

    /// <param name="PaperConsent">The picture of the signed form, where staff have founded it; absent before.</param>
    [Named("household.founded.v1")]
    public sealed record Founded(HouseholdId Household, ResidentId Founder, string? PaperConsent = null)
        : HouseholdFact;

    /// <param name="PaperConsent">As above: the person's yes, and they enter next.</param>
    [Named("household.invited.v1")]
    public sealed record Invited(HouseholdId Household, ResidentId Resident, string? PaperConsent = null)
        : HouseholdFact;

    [Named("household.invitation-withdrawn.v1")]
    public sealed record InvitationWithdrawn(HouseholdId Household, ResidentId Resident) : HouseholdFact;

    /// <summary>The first one admitted is the founder, and so the head.</summary>
    /// <param name="Entry">Which of the resident's entries; absent in what was written before they had numbers.</param>
    [Named("household.member-admitted.v1")]
    public sealed record MemberAdmitted(HouseholdId Household, ResidentId Resident, int? Entry = null) : HouseholdFact;

    /// <summary>The resident has entered without an invitation, and so leaves again.</summary>
    [Named("household.admission-refused.v1")]
    public sealed record AdmissionRefused(ResidentId Resident, int? Entry = null) : HouseholdFact;

    [Named("household.member-left.v1")]
    public sealed record MemberLeft(HouseholdId Household, ResidentId Resident) : HouseholdFact;

    /// <summary>Who a member is in the household, as far as that matters for looking after them.</summary>
    [Named("household.member-described.v1")]
    public sealed record MemberDescribed(
        HouseholdId Household, ResidentId Resident, Relation Relation, MemberRole Role) : HouseholdFact;

    /// <summary>What everybody is to the head is open again.</summary>
    [Named("household.head-passed.v1")]
    public sealed record HeadPassed(HouseholdId Household, ResidentId Head) : HouseholdFact;

    /// <summary>Points of its account expire soon.</summary>
    /// <param name="Members">Who is told.</param>
    [Named("household.points-expiring.v1")]
    public sealed record PointsExpiring(
        HouseholdId Household, IReadOnlyList<ResidentId> Members, Amount Points, DateTimeOffset ExpiresAt)
        : HouseholdFact;

    /// <param name="Last">Who has left last; absent in what was written before points were pooled.</param>
    [Named("household.closed.v1")]
    public sealed record Closed(HouseholdId Household, ResidentId? Last = null) : HouseholdFact;
}

/// <summary>What somebody is to the head.</summary>
public enum Relation
{
    Self,
    Spouse,
    Child,
    Parent,
    Sibling,
    Grandchild,
    Grandparent,
    OtherRelative,
    NotRelated,
}

/// <summary>Beside the head.</summary>
public enum MemberRole
{
    Adult,
    Minor,
    Elder,

    /// <summary>Needs the others' care.</summary>
    Dependent,
}
