using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Snapshots;

namespace ResidentService.Tests.Simulation.Bugs;

/// <summary>Who cancels keeps the time claimed.</summary>
internal sealed class ForgottenRelease : Bug
{
    public override SliceSet Slices { get; } = AllBugs.With(Slice.Of(
        CommunityEventDecider.Value,
        CommunityEventReactions.Value with
        {
            Sends = (source, fact, at) => CommunityEventReactions.Value.Sends(source, fact, at).Where(send =>
                fact is not CommunityEventFact.SignUpCancelled || send.Command is not ResidentCommand.ReleaseClaim),
        }));
}

/// <summary>Of what facts send one in twenty never goes.</summary>
internal sealed class DroppedReactions : Bug
{
    public override SliceSet Slices { get; } =
        new(ResidentService.Service.Slices.All.Kinds.Select(kind =>
            new Dropping(ResidentService.Service.Slices.All.Of(new ActorId(kind, "")))));

    private sealed class Dropping(Slice inner) : Slice
    {
        public override string Kind => inner.Kind;

        internal override Type State => inner.State;

        public override IEnumerable<Send> Sends(ActorId source, IEvent @event, DateTimeOffset at) =>
            inner.Sends(source, @event, at).Where(send =>
                CommandId.Stored($"{source}{@event.GetType()}{send.Target}{at}").Fingerprint % 20 != 0);

        public override IEnumerable<Deadline> Deadlines(ActorId source, IEvent @event, DateTimeOffset at) =>
            inner.Deadlines(source, @event, at);

        internal override Actor Activate(ActorId id, ActorHost host) => inner.Activate(id, host);

        internal override void Write(StateWriter to, ICommand command) => inner.Write(to, command);

        internal override ICommand ReadCommand(StateReader from) => inner.ReadCommand(from);
    }
}

/// <summary>A kitchen's day takes itself to have one meal left when there is none.</summary>
internal sealed class MealTooMany : Bug
{
    public override SliceSet Slices { get; } = AllBugs.With(Slice.Of(
        MealDayDecider.Value with
        {
            Decide = (command, state, context) => MealDayDecider.Decide(
                command, state is MealDay.Out day ? day with { Taken = day.Taken - 1 } : state, context),
        },
        MealDayReactions.Value));
}

/// <summary>An event whose decider says something else.</summary>
internal abstract class EventBug : Bug
{
    protected EventBug() => Slices = AllBugs.With(Slice.Of(
        CommunityEventDecider.Value with { Decide = Decide }, CommunityEventReactions.Value));

    public override SliceSet Slices { get; }

    protected abstract Decision Decide(CommunityEventCommand command, CommunityEvent state, Context context);

    /// <summary>The decision, but others move up.</summary>
    protected static Decision MovingUp(
        Decision decision, Func<CommunityEventFact.WaitingMovedUp, IReadOnlyList<ResidentId>> residents) =>
        decision is Decision.Accepted accepted
            ? accepted with
            {
                Events = [.. accepted.Events.Select(fact => fact is CommunityEventFact.WaitingMovedUp up
                    ? up with { Residents = residents(up) }
                    : fact)],
            }
            : decision;
}

/// <summary>When a seat is free the next in line gets it, and the one after them too.</summary>
internal sealed class DoublePromotion : EventBug
{
    protected override Decision Decide(CommunityEventCommand command, CommunityEvent state, Context context) =>
        MovingUp(
            CommunityEventDecider.Decide(command, state, context),
            up => [.. state.Book.Waiting.Take(up.Residents.Count + 1).Select(ticket => ticket.Resident)]);
}

/// <summary>When a seat is free the last in line gets it.</summary>
internal sealed class WrongPromotion : EventBug
{
    protected override Decision Decide(CommunityEventCommand command, CommunityEvent state, Context context) =>
        MovingUp(
            CommunityEventDecider.Decide(command, state, context),
            up => [.. state.Book.Waiting.TakeLast(up.Residents.Count).Select(ticket => ticket.Resident)]);
}

/// <summary>Whoever signs up finds one seat more than there is.</summary>
internal sealed class SeatTooMany : EventBug
{
    protected override Decision Decide(CommunityEventCommand command, CommunityEvent state, Context context) =>
        CommunityEventDecider.Decide(
            command,
            command is CommunityEventCommand.SignUp && state is CommunityEvent.Published published
                ? published with { Details = published.Details with { Capacity = published.Details.Capacity + 1 } }
                : state,
            context);
}

/// <summary>A voucher that ends gives its points back, and once more.</summary>
internal sealed class LotReleasedTwice : Bug
{
    public override SliceSet Slices { get; } = AllBugs.With(Slice.Of(
        AccountDecider.Value with { Evolve = Evolve }, AccountReactions.Value));

    private static Account Evolve(Account state, AccountFact fact, DateTimeOffset at)
    {
        var next = Account.Evolve(state, fact, at);
        return (state, fact, next) is (Account.Holder before, AccountFact.HoldVoided voided, Account.Holder after)
            && before.Holds.TryGetValue(voided.Redemption, out var held)
            ? after with { Lots = after.Lots.Add(held.Parts) }
            : next;
    }
}

/// <summary>Time is claimed without a look at what else is claimed.</summary>
internal sealed class OverlapAllowed : Bug
{
    public override SliceSet Slices { get; } = AllBugs.With(Slice.Of(
        ResidentDecider.Value with { Decide = Decide }, ResidentReactions.Value));

    private static Decision Decide(ResidentCommand command, Resident state, Context context) =>
        ResidentDecider.Decide(
            command,
            command is ResidentCommand.ClaimTime claim && state is Resident.Registered person
                ? person with
                {
                    Claims = person.Claims.RemoveAll(other => other.Event != claim.Event),
                }
                : state,
            context);
}
