using System.Collections.Immutable;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Households;

/// <summary>
/// Residents who live together. To which household somebody belongs is decided by the resident's own actor (one at a
/// time); this one decides whom it lets in. So both founding and joining end with the resident's entering, and a
/// household whose founder never enters, because they belong to another one, stays empty and does no harm.
/// </summary>
public abstract record Household
{
    private Household() { }

    public sealed record Unknown : Household;

    /// <summary>Founded; only its founder can enter.</summary>
    public sealed record Awaiting(HouseholdId Id, ResidentId Founder) : Household;

    /// <param name="Founder">By whom it was founded, whoever is its head now.</param>
    /// <param name="Members">In the order in which they entered; at least one.</param>
    public sealed record Inhabited(
        HouseholdId Id, ResidentId Founder, ResidentId Head, ImmutableList<ResidentId> Members) : Household
    {
        public ImmutableHashSet<ResidentId> Invited { get; init; } = [];

        /// <summary>Of those members who were described.</summary>
        public ImmutableDictionary<ResidentId, MemberProfile> Profiles { get; init; } =
            ImmutableDictionary<ResidentId, MemberProfile>.Empty;

        /// <summary>
        /// The last entry of each resident that was decided here, also of those who have left: a delivery that comes
        /// again or late never acts on a newer one.
        /// </summary>
        public ImmutableDictionary<ResidentId, int> Entries { get; init; } = ImmutableDictionary<ResidentId, int>.Empty;

        public int EntryOf(ResidentId resident) => Entries.GetValueOrDefault(resident);

        /// <summary>
        /// Whether an entry, or a later one, is decided. Entries from before they had numbers all count as 0: of those
        /// only being a member shows it.
        /// </summary>
        public bool HasDecided(ResidentId resident, int entry) =>
            EntryOf(resident) >= Math.Max(entry, Members.Contains(resident) ? 0 : 1);

        internal Inhabited Decided(ResidentId resident, int? entry) =>
            this with { Entries = Entries.SetItem(resident, entry ?? 0) };
    }

    /// <summary>The last member has left.</summary>
    public sealed record Closed(HouseholdId Id, ResidentId Founder) : Household;

    public static Household Evolve(Household state, HouseholdFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (Unknown, HouseholdFact.Founded founded) => new Awaiting(founded.Household, founded.Founder),
        (Awaiting(var id, var founder), HouseholdFact.MemberAdmitted(_, var first, var entry)) =>
            new Inhabited(id, founder, first, [first]).Decided(first, entry),
        (Inhabited household, HouseholdFact.Closed) => new Closed(household.Id, household.Founder),
        (Inhabited household, _) => Evolve(household, fact),
        _ => state,
    };

    private static Inhabited Evolve(Inhabited household, HouseholdFact fact) => fact switch
    {
        HouseholdFact.Invited(_, var resident, _) => household with { Invited = household.Invited.Add(resident) },
        HouseholdFact.InvitationWithdrawn(_, var resident) =>
            household with { Invited = household.Invited.Remove(resident) },
        HouseholdFact.MemberAdmitted(_, var resident, var entry) => household.Decided(resident, entry) with
        {
            Members = household.Members.Add(resident),
            Invited = household.Invited.Remove(resident),
        },
        HouseholdFact.AdmissionRefused(var resident, var entry) => household.Decided(resident, entry),
        HouseholdFact.MemberLeft(_, var resident) => household with
        {
            Members = household.Members.Remove(resident),
            Profiles = household.Profiles.Remove(resident),
        },
        HouseholdFact.MemberDescribed(_, var resident, var relation, var role) =>
            household with { Profiles = household.Profiles.SetItem(resident, new(relation, role)) },
        HouseholdFact.HeadPassed(_, var head) => household with
        {
            Head = head,
            Profiles = household.Profiles.ToImmutableDictionary(
                one => one.Key, one => one.Value with { Relation = one.Key == head ? Relation.Self : null }),
        },
        _ => household,
    };
}

/// <param name="Relation">To the head; null since there is another one.</param>
public sealed record MemberProfile(Relation? Relation, MemberRole Role);

/// <param name="Head">Null before the founder has entered and after the last one has left.</param>
/// <param name="Members">In the order in which they entered.</param>
/// <param name="Invited">Who may enter; before the founder has entered, the founder.</param>
public sealed record HouseholdView(
    HouseholdId Household, ResidentId? Head, IReadOnlyList<ResidentId> Members, IReadOnlyList<ResidentId> Invited)
{
    /// <summary>Of those members who were described.</summary>
    public ImmutableDictionary<ResidentId, MemberProfile> Profiles { get; init; } =
        ImmutableDictionary<ResidentId, MemberProfile>.Empty;
}

/// <summary>The household; null if it was never founded.</summary>
public sealed record GetHousehold : IQuery<Household, HouseholdView?>
{
    public HouseholdView? Answer(Household state) => state switch
    {
        Household.Awaiting awaiting => new(awaiting.Id, null, [], [awaiting.Founder]),
        Household.Inhabited household => new(household.Id, household.Head, household.Members,
            [.. household.Invited.OrderBy(resident => resident.Value, StringComparer.Ordinal)])
        {
            Profiles = household.Profiles,
        },
        Household.Closed closed => new(closed.Id, null, [], []),
        _ => null,
    };
}
