using System.Collections.Immutable;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.ProxyActing;

/// <summary>Who may act for one resident (代办), and how much of it they have done today.</summary>
public sealed record Mandates(ImmutableDictionary<ResidentId, Mandate> Helpers)
{
    public static Mandates None { get; } = new(ImmutableDictionary<ResidentId, Mandate>.Empty);

    /// <summary>Whether somebody may act for the resident in such things now.</summary>
    public bool Trusts(ResidentId helper, Power power, DateTimeOffset now) =>
        Helpers.TryGetValue(helper, out var mandate) && mandate.Until > now && mandate.Powers.Contains(power);

    public static Mandates Evolve(Mandates state, MandateFact fact, DateTimeOffset at) => fact switch
    {
        MandateFact.Given(_, var helper, var powers, var until, var paper) => new(Lasting(state, at).SetItem(
            helper,
            // What they have done today counts on, whatever they may do now.
            (state.Helpers.GetValueOrDefault(helper) ?? Mandate.Unused) with
            {
                Powers = [.. powers],
                Until = until,
                PaperConsent = paper,
            })),
        MandateFact.Withdrawn(_, var helper, _) => new(state.Helpers.Remove(helper)),
        MandateFact.Used used when state.Helpers.TryGetValue(used.Helper, out var mandate) =>
            new(state.Helpers.SetItem(used.Helper, mandate.AfterUse(used, Calendar.DayOf(at)))),
        _ => state,
    };

    /// <summary>Those whose time is over are forgotten when there is a new one.</summary>
    private static ImmutableDictionary<ResidentId, Mandate> Lasting(Mandates state, DateTimeOffset at) =>
        state.Helpers.RemoveRange(state.Helpers.Where(one => one.Value.Until <= at).Select(one => one.Key));
}

/// <param name="Day">Of the last use; counts are those of that day.</param>
public sealed record Mandate(
    ImmutableHashSet<Power> Powers, DateTimeOffset Until, string? PaperConsent, DateOnly Day, int Uses,
    ImmutableHashSet<Power> Looked)
{
    internal static Mandate Unused { get; } = new([], default, null, default, 0, []);

    public int UsesOn(DateOnly day) => day == Day ? Uses : 0;

    public bool HasLookedOn(DateOnly day, Power power) => day == Day && Looked.Contains(power);

    internal Mandate AfterUse(MandateFact.Used used, DateOnly day)
    {
        var today = day == Day ? this : this with { Day = day, Uses = 0, Looked = [] };
        return used.IsLook
            ? today with { Looked = today.Looked.Add(used.Power) }
            : today with { Uses = today.Uses + 1 };
    }
}

/// <summary>Who may act for the resident, those whose time is over too.</summary>
public sealed record GetMandates : IQuery<Mandates, Mandates>
{
    public Mandates Answer(Mandates state) => state;
}
