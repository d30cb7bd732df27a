using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using static ResidentService.Tests.Domain.CommunityEvents.AnEvent;

namespace ResidentService.Tests.Domain.CommunityEvents;

/// <summary>Whatever many residents do in whatever order, seats and line stay exact.</summary>
public sealed class SignUpProperties
{
    private static readonly Gen<ResidentId> People = Gen.Choose(1, 12).Select(number => Person("p" + number));

    private static readonly Gen<CommunityEventCommand> Commands = Gen.Frequency<CommunityEventCommand>(
        (8, People.SelectMany(who => Gen.Choose(1, 6).Select(claim => (CommunityEventCommand)SignUp(who, claim)))),
        (5, People.Select(who => (CommunityEventCommand)new CommunityEventCommand.CancelSignUp(who))),
        (3, People.Select(who => (CommunityEventCommand)new CommunityEventCommand.Approve(who))),
        (2, People.SelectMany(who => Gen.Choose(1, 6).Select(claim =>
            (CommunityEventCommand)new CommunityEventCommand.ReviewClaim(who, claim)))),
        (1, Gen.Choose(1, 6).Select(capacity => (CommunityEventCommand)new CommunityEventCommand.Change(
            Details with { Capacity = capacity, WaitListCapacity = 3 }))),
        (1, Gen.Choose(1, 6).Select(capacity => (CommunityEventCommand)new CommunityEventCommand.Change(
            Details with { Capacity = capacity, WaitListCapacity = 3, NeedsApproval = true }))));

    [Fact]
    public void Seats_are_never_over_capacity_and_the_line_stays_in_order() => Run(needsApproval: false);

    [Fact]
    public void So_it_is_in_approval_mode() => Run(needsApproval: true);

    private static void Run(bool needsApproval) => Prop
        .ForAll(Commands.ListOf().Select(list => list.ToList()).ToArbitrary(), commands =>
        {
            CommunityEvent state = Published(
                Details with { WaitListCapacity = 3, NeedsApproval = needsApproval }).State;
            foreach (var command in commands)
            {
                var next = After(command, state, out _);
                Check(Assert.IsType<CommunityEvent.Published>(next), state.Book);
                After(command, next, out var repeated);
                Assert.Equal(0, repeated);
                state = next;
            }
        }).QuickCheckThrowOnFailure();

    private static CommunityEvent After(CommunityEventCommand command, CommunityEvent state, out int facts)
    {
        var context = new Context(CommandId.OfRequest("test"), Caller.System, WeekBefore.AddHours(1));
        var events = CommunityEventDecider.Decide(command, state, context) is Decision.Accepted accepted
            ? accepted.Events.Cast<CommunityEventFact>().ToList()
            : [];
        facts = events.Count;
        return events.Aggregate(
            state, (next, fact) => ThroughASnapshot.Of(CommunityEvent.Evolve(next, fact, context.At)));
    }

    private static void Check(CommunityEvent.Published state, SignUpBook before)
    {
        var book = state.Book;
        Assert.InRange(book.Seated, 0, state.Details.Capacity);
        Assert.InRange(book.Waiting.Count, 0, state.Details.WaitListLength());
        Assert.True(state.Free == 0 || book.Waiting.IsEmpty, "Nobody waits beside a free seat.");

        // Each stands in the one queue of their status, once, under their number.
        var queued = book.Counting.ToList();
        Assert.Equal(queued.Count, queued.Select(ticket => ticket.Resident).Distinct().Count());
        Assert.Equal(queued.Count, book.All.Values.Count(signUp => signUp.Counts));
        Assert.All(queued, ticket => Assert.Equal(ticket.Sequence, book.All[ticket.Resident].Sequence));
        Assert.Equal(book.Waiting.Count, book.All.Values.Count(signUp => signUp.Status == SignUpStatus.Waiting));
        Assert.Equal(book.Confirmed.Count, book.All.Values.Count(signUp => signUp.Status == SignUpStatus.Confirmed));

        // Who got a seat from the line stood before everybody who is still in it.
        var movedUp = book.Confirmed.Intersect(before.Waiting);
        Assert.True(movedUp.IsEmpty || book.Waiting.IsEmpty || movedUp.Max.Sequence < book.Waiting.Min.Sequence);

        var positions = book.Waiting.Select(ticket =>
            new GetEvent(WeekBefore, ticket.Resident).Answer(state)?.Mine?.WaitPosition);
        Assert.Equal(Enumerable.Range(1, book.Waiting.Count).Cast<int?>(), positions);
    }
}
