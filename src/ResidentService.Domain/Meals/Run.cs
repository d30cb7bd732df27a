using System.Collections.Immutable;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Meals;

/// <summary>One courier's way from the kitchen past at most fifteen doors.</summary>
/// <param name="Courier">Null: somebody has still to be found.</param>
public sealed record Run(RunId Id, int Number, ImmutableList<ResidentId> Stops, int Metres, Courier? Courier)
{
    /// <summary>Who went a part of the way and then handed it on; what they have carried is theirs.</summary>
    public ImmutableDictionary<ResidentId, Courier> Before { get; init; } =
        ImmutableDictionary<ResidentId, Courier>.Empty;

    internal Run Released() => Courier is { BegunAt: not null } courier
        ? this with { Courier = null, Before = Before.SetItem(courier.Who, courier.Rests()) }
        : this with { Courier = null };

    internal Run HandedTo(ResidentId who, EarningRules earning)
    {
        var run = Released();
        return run with
        {
            Courier = run.Before.GetValueOrDefault(who) ?? new Courier(who, earning),
            Before = run.Before.Remove(who),
        };
    }
}

/// <param name="Earning">In force when they took it on.</param>
public sealed record Courier(ResidentId Who, EarningRules Earning)
{
    private const int MinutesMax = 8 * 60;

    /// <summary>When the first person's card was shown to them.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>The first card since they have the run; signed minutes run from there to the last one.</summary>
    public DateTimeOffset? FirstCardAt { get; init; }

    public DateTimeOffset? LastCardAt { get; init; }

    /// <summary>Signed when they had the run before.</summary>
    public int MinutesBefore { get; init; }

    /// <summary>Signed altogether.</summary>
    public int Minutes => (int)Math.Min(
        MinutesMax, MinutesBefore + ((LastCardAt - FirstCardAt)?.TotalMinutes ?? 0));

    internal Courier Shown(DateTimeOffset at) => this with
    {
        BegunAt = BegunAt ?? at,
        FirstCardAt = FirstCardAt ?? at,
        LastCardAt = at,
    };

    internal Courier Rests() => this with { MinutesBefore = Minutes, FirstCardAt = null, LastCardAt = null };
}
