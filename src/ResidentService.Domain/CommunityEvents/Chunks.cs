using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.CommunityEvents;

/// <summary>
/// What an event still has to do for many people follows from its state, so that each step can be taken at any time:
/// one chunk a decision, and its reaction asks for the next one.
/// </summary>
internal static class Chunks
{
    /// <summary>People that one entry names.</summary>
    public const int PeopleMax = 200;

    /// <summary>Facts, and the first chunk of what they bring about.</summary>
    public static Decision WithNext(
        IReadOnlyList<CommunityEventFact> facts, CommunityEvent state, DateTimeOffset now, IReply? reply = null)
    {
        var after = facts.Aggregate(state, (next, fact) => CommunityEvent.Evolve(next, fact, now));
        return Next(after, now) is { } chunk
            ? Decision.Accept(reply ?? Done.It, [.. facts, chunk])
            : Decision.Accept(reply ?? Done.It, [.. facts]);
    }

    /// <summary>The next chunk, or null when nothing remains to do.</summary>
    public static CommunityEventFact.Chunk? Next(CommunityEvent state, DateTimeOffset now)
    {
        if (!Remains(state, now))
            return null;
        CommunityEventFact.Chunk chunk = state switch
        {
            CommunityEvent.Published published when HasSeatsToGive(published, now) => MoveUp(published, now),
            CommunityEvent.Published published when HasToLapse(published, now) => Lapse(published),
            CommunityEvent.Published published => TellingDecisions.Next(published),
            CommunityEvent.Settled settled => SettlingDecisions.Next(settled) ?? Lapse(settled),
            _ => Release(state),
        };
        return chunk with { More = Remains(CommunityEvent.Evolve(state, chunk, now), now) };
    }

    public static bool Remains(CommunityEvent state, DateTimeOffset now) => state switch
    {
        CommunityEvent.Published published => HasSeatsToGive(published, now) || HasToLapse(published, now)
            || TellingDecisions.Remains(published),
        CommunityEvent.Cancelled cancelled => cancelled.Book.AnyCounting,
        CommunityEvent.Settled settled => SettlingDecisions.Remains(settled) || AnyToLapse(settled),
        _ => false,
    };

    private static bool HasSeatsToGive(CommunityEvent.Published published, DateTimeOffset now) =>
        !published.HasClosed(now) && published.Free > 0 && published.Book.Waiting.Count > 0;

    private static bool HasToLapse(CommunityEvent.Published published, DateTimeOffset now) =>
        published.HasClosed(now) && AnyToLapse(published);

    private static bool AnyToLapse(CommunityEvent state) => state.Book.Waiting.Count + state.Book.Requested.Count > 0;

    private static CommunityEventFact.WaitingMovedUp MoveUp(CommunityEvent.Published published, DateTimeOffset now)
    {
        var number = Math.Min(published.Free, PeopleMax);
        return new(
            [.. published.Book.Waiting.Take(number).Select(ticket => ticket.Resident)],
            published.CancelStaysFree(now),
            More: false);
    }

    private static CommunityEventFact.SignUpsLapsed Lapse(CommunityEvent state) =>
        new(Claims(state.Book, state.Book.Waiting.Concat(state.Book.Requested)), More: false);

    private static CommunityEventFact.SignUpsReleased Release(CommunityEvent state) =>
        new(Claims(state.Book, state.Book.Counting), More: false);

    private static IReadOnlyList<SignUpClaim> Claims(SignUpBook book, IEnumerable<Ticket> tickets) =>
    [
        .. tickets.Take(PeopleMax)
            .Select(ticket => new SignUpClaim(ticket.Resident, book.All[ticket.Resident].ClaimNumber)),
    ];
}
