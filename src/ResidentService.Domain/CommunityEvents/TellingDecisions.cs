using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.CommunityEvents;

/// <summary>How far something has been told to many.</summary>
/// <param name="Through">Everybody with a sequence number up to this one has been told.</param>
/// <param name="Until">Who has signed up after this one knows it already.</param>
public readonly record struct Telling(int Through, int Until)
{
    public bool IsUnderWay() => Through < Until;
}

/// <summary>What those who have signed up are told: that the event was changed, and that it is near.</summary>
internal static class TellingDecisions
{
    /// <summary>The first to be told of a change; null where it changes nothing for anybody.</summary>
    public static CommunityEventFact.ChangeTold? FirstOfChange(
        EventDetails before, CommunityEvent.Published published) =>
        published.Book.AnyCounting
        && (before.Title, before.Description) != (published.Details.Title, published.Details.Description)
            ? OfChange(published, new(0, published.Book.LastSequence))
            : null;

    /// <summary>Once, from some hours before the start on: those who have a seat then.</summary>
    public static Decision Remind(CommunityEvent state, DateTimeOffset now)
    {
        if (state is not CommunityEvent.Published { Reminder: null } published || published.Book.Confirmed.IsEmpty)
            return Decision.Already();
        if (published.RemindAt() is not { } remindAt || now < remindAt || now >= published.Details.FirstStart())
            return Decision.Already();
        var first = OfStart(published, new(0, published.Book.LastSequence));
        return Decision.Accept(first with { More = Chunks.Remains(CommunityEvent.Evolve(state, first, now), now) });
    }

    public static bool Remains(CommunityEvent.Published published) =>
        published.Change.IsUnderWay() || published.Reminder?.IsUnderWay() == true;

    public static CommunityEventFact.Chunk Next(CommunityEvent.Published published) => published.Change.IsUnderWay()
        ? OfChange(published, published.Change)
        : OfStart(published, published.Reminder!.Value);

    private static CommunityEventFact.ChangeTold OfChange(CommunityEvent.Published published, Telling telling)
    {
        var (book, after) = (published.Book, telling.Through);
        var queues = new[] { book.Confirmed, book.Attended, book.Waiting, book.Requested };
        var (residents, through) = Some(
            queues.SelectMany(queue => SignUpBook.After(queue, after).Take(Chunks.PeopleMax + 1)).Order(), telling.Until);
        return new(residents, through, telling.Until, More: false);
    }

    private static CommunityEventFact.Reminded OfStart(CommunityEvent.Published published, Telling telling)
    {
        var (residents, through) = Some(SignUpBook.After(published.Book.Confirmed, telling.Through), telling.Until);
        return new(residents, through, telling.Until, More: false);
    }

    /// <summary>As many as one entry may name, and how far that goes.</summary>
    private static (IReadOnlyList<ResidentId> Residents, int Through) Some(IEnumerable<Ticket> inOrder, int until)
    {
        var some = inOrder.TakeWhile(ticket => ticket.Sequence <= until).Take(Chunks.PeopleMax + 1).ToList();
        var through = some.Count > Chunks.PeopleMax ? some[Chunks.PeopleMax - 1].Sequence : until;
        return ([.. some.Take(Chunks.PeopleMax).Select(ticket => ticket.Resident)], through);
    }
}
