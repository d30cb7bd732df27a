using System.Collections.Immutable;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Care;

/// <summary>The care tags of a person.</summary>
public abstract record CareRecord
{
    private CareRecord() { }

    /// <summary>Nobody has to look after this person.</summary>
    public sealed record Empty : CareRecord;

    public sealed record Kept(ResidentId Resident) : CareRecord
    {
        public ImmutableDictionary<CareTagId, CareTag> Tags { get; init; } =
            ImmutableDictionary<CareTagId, CareTag>.Empty;

        /// <summary>Those that have not ended, and how far they are.</summary>
        public ImmutableDictionary<PairingId, PairingPhase> Pairings { get; init; } =
            ImmutableDictionary<PairingId, PairingPhase>.Empty;

        public IReadOnlyList<PairingId> PairingIds() =>
            [.. Pairings.Keys.OrderBy(id => id.Value, StringComparer.Ordinal)];

        /// <summary>That of the gravest tag; null without any.</summary>
        public CareTier? Tier() => Tags.IsEmpty ? null : Tags.Values.Min(tag => tag.Tier);
    }

    /// <summary>The person's account was erased.</summary>
    public sealed record Closed : CareRecord;

    public static CareRecord Evolve(CareRecord state, CareFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (_, CareFact.Closed) => new Closed(),
        (Empty, CareFact.Tagged tagged) => Evolve(new Kept(tagged.Resident), fact, at),
        (Kept record, CareFact.Tagged(_, _, var tag, var tier, var content, var by, var reviewOn)) => record with
        {
            Tags = record.Tags.SetItem(tag, new(tier, content, by, at, reviewOn, IsReviewDue: false)),
        },
        (Empty, CareFact.PairingNoted noted) => Evolve(new Kept(noted.Resident), fact, at),
        (Kept record, CareFact.PairingNoted(_, var pairing, PairingPhase.Ended)) =>
            record with { Pairings = record.Pairings.Remove(pairing) },
        (Kept record, CareFact.PairingNoted(_, var pairing, var phase)) =>
            record with { Pairings = record.Pairings.SetItem(pairing, phase) },
        (Kept record, CareFact.TagRemoved removed) => record with { Tags = record.Tags.Remove(removed.Tag) },
        (Kept record, CareFact.ReviewDue due) when record.Tags.TryGetValue(due.Tag, out var tag) =>
            record with { Tags = record.Tags.SetItem(due.Tag, tag with { IsReviewDue = true }) },
        _ => state,
    };
}

public sealed record CareTag(
    CareTier Tier, Sealed Content, ResidentId By, DateTimeOffset SetAt, DateOnly ReviewOn, bool IsReviewDue);

public sealed record CareView(CareTier? Tier, IReadOnlyList<(CareTagId Id, CareTag Tag)> Tags);

/// <summary>The person's tags, the gravest first.</summary>
public sealed record GetCare : IQuery<CareRecord, CareView>
{
    public CareView Answer(CareRecord state) => state is CareRecord.Kept record
        ? new(record.Tier(),
            [.. record.Tags.OrderBy(pair => pair.Value.Tier).ThenBy(pair => pair.Key.Value, StringComparer.Ordinal)
                .Select(pair => (pair.Key, pair.Value))])
        : new(null, []);
}
