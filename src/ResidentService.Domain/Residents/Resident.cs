using System.Collections.Immutable;
using ResidentService.Domain.Appointments;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Residents;

/// <summary>A person: who they are, what they may do, and which of their time is claimed.</summary>
public abstract record Resident
{
    private Resident() { }

    public sealed record Unknown : Resident;

    public sealed record Registered(ResidentId Id) : Resident
    {
        public Sealed? DisplayName { get; init; }
        public Sealed? BirthDate { get; init; }
        public Sealed? Diet { get; init; }

        /// <summary>Whether meals that were ordered before go by it.</summary>
        public bool DietIsHeld { get; init; }
        public Sealed? Phone { get; init; }

        /// <summary>Null where the person has not signed in.</summary>
        public Sealed? OpenId { get; init; }
        public CommunityId? Community { get; init; }
        public DateTimeOffset? CommunitySince { get; init; }
        public HouseholdId? Household { get; init; }

        /// <summary>Entries into households ever made: the number of the last one.</summary>
        public int HouseholdEntry { get; init; }

        /// <summary>Whether the person has a way to sign in, and if they joined a record, by which.</summary>
        public Ownership Ownership { get; init; } = new Ownership.Own();
        public ResidentId? ConsentingGuardian { get; init; }
        /// <summary>The last consent that was given; null if none ever was.</summary>
        public PrivacyConsent? Privacy { get; init; }
        public ImmutableHashSet<RoleGrant> Roles { get; init; } = [];

        /// <summary>
        /// Claims of time, at most one for an event; those whose time is over are dropped when the next one is made. They
        /// are few, so that to walk through all of them is the quickest search.
        /// </summary>
        public ImmutableArray<Claim> Claims { get; init; } = [];

        /// <summary>Claims ever made: the number of the last one.</summary>
        public int ClaimNumber { get; init; }
        public ImmutableList<NoShow> NoShows { get; init; } = [];

        /// <summary>No-shows that staff have excused stay so, also when they are reported once more.</summary>
        public ImmutableHashSet<EventId> Excused { get; init; } = [];

        public MissedAppointments MissedAppointments { get; init; } = MissedAppointments.None;

        /// <summary>Whether nothing was ever done with it but to sign in and to say who one is.</summary>
        public bool IsUntouched => Ownership is Ownership.Own && Roles.IsEmpty && ClaimNumber == 0
            && HouseholdEntry == 0 && Household is null && NoShows.IsEmpty && MissedAppointments.Starts.IsEmpty
            && ConsentingGuardian is null;

        /// <summary>Null where none of their time is claimed for the event.</summary>
        public Claim? ClaimFor(EventId @event)
        {
            foreach (var claim in Claims)
            {
                if (claim.Event == @event)
                    return claim;
            }

            return null;
        }

        /// <summary>Until when signing up for events is barred; null when it is not.</summary>
        public DateTimeOffset? BarredUntil(DateTimeOffset now, EventRules rules) => NoShowBlock.Until(
            [.. NoShows.Select(noShow => noShow.EventStartsAt)], now,
            rules.NoShowsMax, rules.NoShowWindowDays, rules.NoShowBlockDays);

        /// <summary>Until when booking appointments by oneself is barred; null when it is not.</summary>
        public DateTimeOffset? BarredUntil(DateTimeOffset now, AppointmentRules rules) => NoShowBlock.Until(
            [.. MissedAppointments.Starts.Values.Order()], now,
            rules.NoShowsMax, rules.NoShowWindowDays, rules.NoShowBlockDays);
    }

    /// <param name="Community">Whose staff may still be asked about it.</param>
    public sealed record Erased(CommunityId? Community) : Resident;

    public static Resident Evolve(Resident state, ResidentFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (_, ResidentFact.Erased) => new Erased((state as Registered)?.Community),
        (Unknown, ResidentFact.Registered registered) => new Registered(registered.Resident),
        (Registered person, _) => Evolve(person, fact, at),
        _ => state,
    };

    private static Registered Evolve(Registered person, ResidentFact fact, DateTimeOffset at) => fact switch
    {
        ResidentFact.NameGiven(_, var name) => person with { DisplayName = name },
        ResidentFact.CommunityChanged(_, var community) => person with { Community = community, CommunitySince = at },
        ResidentFact.PhoneGiven(var phone) => person with { Phone = phone },
        ResidentFact.WeChatGiven(var openId) => person with { OpenId = openId },
        ResidentFact.Recorded => person with { Ownership = new Ownership.Waiting() },
        ResidentFact.Joined(_, var weChat) => person with { Ownership = new Ownership.Joined(weChat) },
        ResidentFact.BirthDateGiven(var birthDate) => person with { BirthDate = birthDate },
        ResidentFact.DietGiven(var diet) => person with { Diet = diet, DietIsHeld = false },
        ResidentFact.DietHeld => person with { DietIsHeld = true },
        ResidentFact.GuardianConsented(var guardian, _) => person with { ConsentingGuardian = guardian },
        ResidentFact.PrivacyAgreed(var version, var scopes) => person with
        {
            Privacy = new(version, scopes, at, WithdrawnAt: null),
        },
        ResidentFact.PrivacyWithdrawn when person.Privacy is { } given =>
            person with { Privacy = given with { WithdrawnAt = at } },
        ResidentFact.RoleGranted(_, var grant) => person with { Roles = person.Roles.Add(grant) },
        ResidentFact.RoleRevoked(_, var grant) => person with { Roles = person.Roles.Remove(grant) },
        ResidentFact.TimeClaimed(_, var @event, var number, var sessions) => person with
        {
            Claims = Ahead(person.Claims, at, @event).Add(new(@event, number, sessions)),
            ClaimNumber = number,
        },
        ResidentFact.ClaimReleased(var @event, _) => person with
        {
            Claims = Without(person.Claims, @event),
        },
        ResidentFact.NoShowNoted(var @event, var startsAt) => person with
        {
            NoShows = person.NoShows.Add(new(@event, startsAt))
                .Sort((a, b) => a.EventStartsAt.CompareTo(b.EventStartsAt)),
        },
        ResidentFact.NoShowExcused(var @event, _) => person with
        {
            Excused = person.Excused.Add(@event),
            NoShows = person.NoShows.RemoveAll(noShow => noShow.Event == @event),
        },
        ResidentFact.AppointmentMissed(var id, var startsAt) => person with
        {
            MissedAppointments = person.MissedAppointments with
            {
                Starts = person.MissedAppointments.Starts.SetItem(id, startsAt),
            },
        },
        ResidentFact.MissedAppointmentExcused(var id, _) => person with
        {
            MissedAppointments = new(
                person.MissedAppointments.Starts.Remove(id), person.MissedAppointments.Excused.Add(id)),
        },
        ResidentFact.HouseholdEntered(_, var household, var entry) =>
            person with { Household = household, HouseholdEntry = entry ?? 0 },
        ResidentFact.HouseholdLeft => person with { Household = null },
        _ => person,
    };

    private static ImmutableArray<Claim> Ahead(ImmutableArray<Claim> claims, DateTimeOffset at, EventId but) =>
        claims.RemoveAll(claim => claim.IsOver(at) || claim.Event == but);

    private static ImmutableArray<Claim> Without(ImmutableArray<Claim> claims, EventId @event) =>
        claims.RemoveAll(claim => claim.Event == @event);
}

/// <summary>Whose record it is.</summary>
public abstract record Ownership
{
    private Ownership() { }

    /// <summary>The person's own from the beginning: it was made when they signed in.</summary>
    public sealed record Own : Ownership;

    /// <summary>Staff have made it; nobody has signed in to it yet.</summary>
    public sealed record Waiting : Ownership;

    /// <summary>Staff have made it, and the person has joined it.</summary>
    public sealed record Joined(IdentityId WeChat) : Ownership;
}

/// <summary>What a person has agreed to, and whether they still do.</summary>
public sealed record PrivacyConsent(
    string PolicyVersion, IReadOnlyList<string> Scopes, DateTimeOffset At, DateTimeOffset? WithdrawnAt);

public sealed record NoShow(EventId Event, DateTimeOffset EventStartsAt);

/// <param name="Starts">When each began that counts.</param>
/// <param name="Excused">By staff; these stay so, also when they are reported once more.</param>
public sealed record MissedAppointments(
    ImmutableDictionary<AppointmentId, DateTimeOffset> Starts, ImmutableHashSet<AppointmentId> Excused)
{
    public static MissedAppointments None { get; } =
        new(ImmutableDictionary<AppointmentId, DateTimeOffset>.Empty, []);
}

/// <summary>What the edge needs to know of a person; null if there is none, or none any more.</summary>
public sealed record GetResident : IQuery<Resident, Resident.Registered?>
{
    public Resident.Registered? Answer(Resident state) => state as Resident.Registered;
}

/// <param name="IsErased">Then there is nothing else to tell but the community.</param>
public sealed record Standing(Sealed? DisplayName, CommunityId? Community, bool IsErased);

/// <summary>Who a person is to others, also after they have gone; null if there never was one.</summary>
public sealed record GetStanding : IQuery<Resident, Standing?>
{
    public Standing? Answer(Resident state) => state switch
    {
        Resident.Registered person => new(person.DisplayName, person.Community, IsErased: false),
        Resident.Erased(var community) => new(null, community, IsErased: true),
        _ => null,
    };
}
