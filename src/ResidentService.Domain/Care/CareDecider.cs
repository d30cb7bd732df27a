using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Care;

public abstract record CareCommand : ICommand
{
    private CareCommand() { }

    /// <param name="Content">Kind and evidence; the same text where neither has changed.</param>
    public sealed record SetTag(
        ResidentId Resident, CommunityId Community, CareTagId Tag, CareTier Tier, Sealed Content, ResidentId By,
        DateOnly ReviewOn) : CareCommand;

    public sealed record RemoveTag(CareTagId Tag, Sealed Reason) : CareCommand;

    /// <summary>A deadline.</summary>
    public sealed record NoteReviewDue(CareTagId Tag) : CareCommand;

    /// <summary>A reaction of a pairing.</summary>
    public sealed record NotePairing(ResidentId Resident, PairingId Pairing, PairingPhase Phase) : CareCommand;

    /// <summary>A reaction to the erasure of the account.</summary>
    public sealed record Close : CareCommand;
}

public abstract record CareRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record RecordClosed() : CareRejection(RejectionKind.Conflict, "account_deleted",
        "这位居民的账号已经注销，不能再登记关爱标签。", "This person's account was deleted; it can have no care tags.");

    public sealed record ReviewDateInvalid() : CareRejection(RejectionKind.Invalid, "review_date_invalid",
        $"复核日期要晚于今天，最晚 {CareDecider.ReviewDaysMax} 天以后，请修改。",
        $"The review has to lie ahead, at most {CareDecider.ReviewDaysMax} days. Please correct it.");

    public sealed record NoSuchTag() : CareRejection(RejectionKind.NotFound, "not_found",
        "这位居民没有这个关爱标签，请刷新后再看。", "This person has no such care tag. Please look again.");

    public sealed record TooManyTags() : CareRejection(RejectionKind.Conflict, "too_many_tags",
        "这位居民的关爱标签太多，请先移除不再适用的。",
        "This person has too many care tags. Please remove those that no longer apply.");
}

public static class CareDecider
{
    /// <summary>A tag is looked at again at least once a year.</summary>
    public const int ReviewDaysMax = 366;

    /// <summary>More than there are kinds.</summary>
    private const int TagsMax = 20;

    public static Decider<CareCommand, CareFact, CareRecord> Value { get; } =
        new("care", new CareRecord.Empty(), Decide, CareRecord.Evolve);

    /// <summary>A person has one record.</summary>
    public static ActorId ActorOf(ResidentId resident) => new("care", resident.Value);

    public static Decision Decide(CareCommand command, CareRecord state, Context context) => (command, state) switch
    {
        (CareCommand.SetTag, CareRecord.Closed) => Decision.Reject(new CareRejection.RecordClosed()),
        (CareCommand.SetTag set, _) => SetTag(set, state as CareRecord.Kept, context.At),
        (CareCommand.RemoveTag(var tag, var reason), CareRecord.Kept record) when record.Tags.ContainsKey(tag) =>
            WithTier(record, new CareFact.TagRemoved(record.Resident, tag, reason), context.At),
        (CareCommand.RemoveTag, _) => Decision.Reject(new CareRejection.NoSuchTag()),
        (CareCommand.NoteReviewDue(var id), CareRecord.Kept record) => NoteReviewDue(id, record, context.At),
        (CareCommand.Close, CareRecord.Kept record) => Decision.Accept(
            new CareFact.Closed(
                record.Resident, [.. record.Tags.Keys.OrderBy(id => id.Value, StringComparer.Ordinal)],
                record.PairingIds())),
        (CareCommand.NotePairing note, _) => NotePairing(note, state),
        (CareCommand.Close or CareCommand.NoteReviewDue, _) => Decision.Already(),
        _ => throw new InvalidOperationException(command.ToString()),
    };

    private static Decision SetTag(CareCommand.SetTag set, CareRecord.Kept? record, DateTimeOffset now)
    {
        var today = Calendar.DayOf(now);
        var known = record?.Tags.GetValueOrDefault(set.Tag);
        if (known is not null && (known.Tier, known.Content, known.ReviewOn) == (set.Tier, set.Content, set.ReviewOn))
            return Decision.Already();
        if (set.ReviewOn <= today || set.ReviewOn > today.AddDays(ReviewDaysMax))
            return Decision.Reject(new CareRejection.ReviewDateInvalid());
        return known is null && record?.Tags.Count >= TagsMax
            ? Decision.Reject(new CareRejection.TooManyTags())
            : WithTier(record, new CareFact.Tagged(
                set.Resident, set.Community, set.Tag, set.Tier, set.Content, set.By, set.ReviewOn), now);
    }

    /// <summary>The pairings are told where the tier is another one now; without any tag it stays as it was.</summary>
    private static Decision WithTier(CareRecord.Kept? record, CareFact fact, DateTimeOffset now)
    {
        if (record is null || record.Pairings.IsEmpty
            || ((CareRecord.Kept)CareRecord.Evolve(record, fact, now)).Tier() is not { } tier || tier == record.Tier())
            return Decision.Accept(fact);
        return Decision.Accept(fact, new CareFact.TierTold(tier, record.PairingIds()));
    }

    /// <summary>A pairing of somebody who has gone ends; one that begins is told the tier as it is by now.</summary>
    private static Decision NotePairing(CareCommand.NotePairing note, CareRecord state)
    {
        var (resident, pairing, phase) = note;
        if (state is CareRecord.Closed)
            return phase == PairingPhase.Ended
                ? Decision.Already()
                : Decision.Accept(new CareFact.Closed(resident, [], [pairing]));
        var record = state as CareRecord.Kept;
        var known = record?.Pairings.GetValueOrDefault(pairing, PairingPhase.Ended) ?? PairingPhase.Ended;
        if (known == phase)
            return Decision.Already();
        var noted = new CareFact.PairingNoted(resident, pairing, phase);
        return phase == PairingPhase.Begun && record?.Tier() is { } tier
            ? Decision.Accept(noted, new CareFact.TierTold(tier, [pairing]))
            : Decision.Accept(noted);
    }

    private static Decision NoteReviewDue(CareTagId id, CareRecord.Kept record, DateTimeOffset now) =>
        record.Tags.TryGetValue(id, out var tag) && !tag.IsReviewDue && Calendar.StartOf(tag.ReviewOn) <= now
            ? Decision.Accept(new CareFact.ReviewDue(record.Resident, id, tag.ReviewOn, tag.By))
            : Decision.Already();
}
