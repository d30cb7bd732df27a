using ResidentService.Domain.Appointments;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.ServiceOrders;

/// <summary>Facts on disk: change with care.</summary>
public abstract record OrderFact : IEvent
{
    private OrderFact() { }

    /// <summary>Next: the catalogue says whether the day has room for it.</summary>
    /// <param name="Wish">What is needed and where; sealed with the resident's key.</param>
    [Named("order.placed.v1")]
    public sealed record Placed(OrderId Order, OrderTerms Terms, Sealed Wish) : OrderFact;

    [Named("order.refused.v1")]
    public sealed record Refused(OrderId Order, OrderRefusal Reason) : OrderFact;

    /// <summary>The day has room for it. Next: somebody is asked to serve.</summary>
    /// <param name="PlacedFor">Who needs it, where somebody else has placed it; null: they have themself.</param>
    [Named("order.taken.v1")]
    public sealed record Taken(OrderId Order, ResidentId? PlacedFor, DateTimeOffset DueBy) : OrderFact;

    /// <summary>Whoever gives the service may take it.</summary>
    /// <param name="Before">Who was asked until now.</param>
    [Named("order.opened-for-grabbing.v1")]
    public sealed record OpenedForGrabbing(
        OrderId Order, CommunityId Community, ResidentId? Before, DateTimeOffset DueBy) : OrderFact;

    /// <param name="Before">Who was asked, or had accepted, until now.</param>
    /// <param name="By">The worker who chose; null: the rule.</param>
    [Named("order.dispatched.v1")]
    public sealed record Dispatched(
        OrderId Order, CommunityId Community, ResidentId Provider, ResidentId? Before, ResidentId? By,
        DateTimeOffset DueBy) : OrderFact;

    /// <param name="Askers">Who is told: who needs it, and who has placed it for them.</param>
    /// <param name="IsGrabbed">They took it without having been asked.</param>
    [Named("order.accepted.v1")]
    public sealed record Accepted(
        OrderId Order, CommunityId Community, IReadOnlyList<ResidentId> Askers, ResidentId Provider, bool IsGrabbed,
        DateTimeOffset DueBy) : OrderFact;

    /// <param name="Except">Who has declined it so far.</param>
    [Named("order.declined.v1")]
    public sealed record Declined(
        OrderId Order, CommunityId Community, IReadOnlyList<ResidentId> Askers, ResidentId Provider, Sealed Reason,
        IReadOnlyList<ResidentId>? Near, IReadOnlyList<ResidentId> Except, DateTimeOffset DueBy) : OrderFact;

    [Named("order.set-out.v1")]
    public sealed record SetOut(
        OrderId Order, IReadOnlyList<ResidentId> Askers, ResidentId Provider, DateTimeOffset DueBy) : OrderFact;

    /// <summary>The provider is with the person, as the person's own card shows.</summary>
    [Named("order.arrived.v1")]
    public sealed record Arrived(OrderId Order, ResidentId Provider, EarningRules Earning) : OrderFact;

    /// <param name="Evidence">What was done; sealed with the resident's key.</param>
    /// <param name="Pictures">References to stored pictures.</param>
    /// <param name="Minutes">Signed by the person's card; 0 without.</param>
    [Named("order.done.v1")]
    public sealed record Done(
        OrderId Order, CommunityId Community, IReadOnlyList<ResidentId> Askers, ResidentId Provider, Sealed Evidence,
        IReadOnlyList<string> Pictures, int Minutes, SignedPresence? Signed, DateTimeOffset ReviewBy) : OrderFact;

    /// <param name="Stars">1 to 5.</param>
    [Named("order.reviewed.v1")]
    public sealed record Reviewed(OrderId Order, int Stars, Sealed? Words) : OrderFact;

    [Named("order.closed-unrated.v1")]
    public sealed record ClosedUnrated(OrderId Order) : OrderFact;

    /// <param name="Provider">Who was asked, or had accepted, until now.</param>
    [Named("order.cancelled.v1")]
    public sealed record Cancelled(
        OrderId Order, CommunityId Community, IReadOnlyList<ResidentId> Askers, ResidentId? Provider, bool ByStaff,
        Sealed? Reason) : OrderFact;

    /// <summary>Who serves has found the person changed: staff are told at once.</summary>
    /// <param name="Words">Sealed with the resident's key.</param>
    [Named("order.condition-reported.v1")]
    public sealed record ConditionReported(OrderId Order, CommunityId Community, ResidentId Provider, Sealed Words)
        : OrderFact;

    /// <param name="Step">What has not happened in time.</param>
    /// <param name="AgainAt">When somebody is told once more, unless it has happened by then.</param>
    [Named("order.overdue.v1")]
    public sealed record Overdue(
        OrderId Order, CommunityId Community, OrderStep Step, DateTimeOffset DueBy, OrderAlert Alert, bool IsUrgent,
        DateTimeOffset AgainAt) : OrderFact;
}

/// <param name="PlacedBy">The resident, or who placed it for them: both names stand on it.</param>
/// <param name="TellsPlacer">Whether who placed it is told of each step too: the family, but no worker.</param>
/// <param name="Title">Of the service, as it was then.</param>
/// <param name="WantedAt">Null: as soon as possible.</param>
/// <param name="Hours">Of the service: its time limits run in them.</param>
/// <param name="HasPlace">
/// Whether the rule chooses from <paramref name="Near"/> only: a place was given, which is kept nowhere, or the person
/// is a minor.
/// </param>
/// <param name="Near">Who comes near enough to it, the nearest first; for a minor, only who is vetted.</param>
/// <param name="IsUrgent">For a person of tier 1: staff are told at once of what is late.</param>
/// <param name="ForMinor">Whoever serves is vetted, or staff.</param>
public sealed record OrderTerms(
    CommunityId Community, ItemId Item, string Title, ServiceCategory Category, ResidentId Resident,
    ResidentId PlacedBy, bool TellsPlacer, DateOnly Day, DateTimeOffset? WantedAt, IReadOnlyList<Shift> Hours,
    OrderRules Rules, bool HasPlace, IReadOnlyList<ResidentId> Near, bool IsUrgent, bool ForMinor = false)
{
    /// <summary>Who is told how it goes on.</summary>
    public IReadOnlyList<ResidentId> Askers() =>
        TellsPlacer && PlacedBy != Resident ? [Resident, PlacedBy] : [Resident];

    /// <summary>Null: everybody is as near.</summary>
    public IReadOnlyList<ResidentId>? Reach() => HasPlace ? Near : null;

    public DateTimeOffset After(DateTimeOffset at, int minutes) => ServiceHours.After(at, minutes, Hours);
}

/// <summary>The step that comes next.</summary>
public enum OrderStep
{
    Dispatch,
    Accept,
    SetOut,
    Done,
}

/// <summary>Who is told that an order is late: first the grid worker, then the street.</summary>
public enum OrderAlert
{
    GridWorker,
    Street,
}
