using System.Collections.Immutable;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Meals;

/// <summary>A kitchen, and who wants to eat there regularly.</summary>
public abstract record Kitchen
{
    private Kitchen() { }

    /// <summary>What it consists of; grows with its standing orders.</summary>
    public int Items => this is Known kitchen ? kitchen.Standing.Count : 0;

    public sealed record Unknown : Kitchen;

    public sealed record Known(KitchenId Id, CommunityId Community, KitchenDetails Details, bool IsClosed) : Kitchen
    {
        /// <summary>By the person: one each.</summary>
        public ImmutableDictionary<ResidentId, StandingOrder> Standing { get; init; } =
            ImmutableDictionary<ResidentId, StandingOrder>.Empty;

        /// <summary>Days whose menus are out, and until when they take orders.</summary>
        public ImmutableSortedDictionary<DateOnly, DateTimeOffset> DaysOut { get; init; } =
            ImmutableSortedDictionary<DateOnly, DateTimeOffset>.Empty;

        public StandingOrder? Find(StandingId id)
        {
            foreach (var order in Standing.Values)
            {
                if (order.Due.Standing == id)
                    return order;
            }

            return null;
        }

        /// <summary>Days that can still be ordered for.</summary>
        public IEnumerable<DateOnly> OpenDays(DateTimeOffset now) =>
            DaysOut.Where(day => day.Value > now).Select(day => day.Key);
    }

    public static Kitchen Evolve(Kitchen state, KitchenFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (Unknown, KitchenFact.Opened(var id, var community, var details)) =>
            new Known(id, community, details, IsClosed: false),
        (Known kitchen, _) => Evolve(kitchen, fact, at),
        _ => state,
    };

    private static Known Evolve(Known kitchen, KitchenFact fact, DateTimeOffset at) => fact switch
    {
        KitchenFact.Changed changed => kitchen with { Details = changed.Details },
        KitchenFact.Closed => kitchen with { IsClosed = true },
        KitchenFact.Reopened => kitchen with { IsClosed = false },
        KitchenFact.MenuNoted(_, var day, var cutOff) => kitchen with
        {
            DaysOut = kitchen.DaysOut.RemoveRange(kitchen.DaysOut.Where(one => one.Value <= at).Select(one => one.Key))
                .SetItem(day, cutOff),
        },
        KitchenFact.MenuForgotten forgotten => kitchen with { DaysOut = kitchen.DaysOut.Remove(forgotten.Day) },
        KitchenFact.StandingBegun(_, var due, var terms, var slip, _) => kitchen with
        {
            Standing = kitchen.Standing
                .RemoveRange(kitchen.Standing.Values.Where(one => one.Terms.To < Calendar.DayOf(at))
                    .Select(one => one.Due.Resident))
                .SetItem(due.Resident, new(due, terms, null, slip)),
        },
        KitchenFact.PauseSet(_, var due, var pause, _, _)
            when kitchen.Standing.TryGetValue(due.Resident, out var order) => kitchen with
            {
                Standing = kitchen.Standing.SetItem(due.Resident, order with { Pause = pause }),
            },
        KitchenFact.StandingEnded ended =>
            kitchen with { Standing = kitchen.Standing.Remove(ended.Standing.Resident) },
        KitchenFact.StandingCalledOff off => kitchen with
        {
            Standing = kitchen.Standing.RemoveRange(off.Standing.Select(due => due.Resident)),
        },
        _ => kitchen,
    };
}

public sealed record StandingOrder(StandingDue Due, StandingTerms Terms, Pause? Pause, Sealed Slip)
{
    public bool IsFor(DateOnly day) => Terms.IsFor(day) && Pause?.Holds(day) != true;
}

/// <summary>Null where there is none.</summary>
public sealed record GetKitchen : IQuery<Kitchen, Kitchen.Known?>
{
    public Kitchen.Known? Answer(Kitchen state) => state as Kitchen.Known;
}
