using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain;

/// <summary>Given what happened, when a command comes at a time, then these facts, this reply or this rejection.</summary>
public sealed class Given<TCommand, TEvent, TState>
    where TCommand : ICommand
    where TEvent : IEvent
{
    private readonly Decider<TCommand, TEvent, TState> _decider;
    private Caller _caller = Caller.System;
    private DateTimeOffset _now;
    private Decision? _decision;

    public Given(Decider<TCommand, TEvent, TState> decider, DateTimeOffset at, params IEnumerable<TEvent> facts)
    {
        _decider = decider;
        _now = at;
        State = decider.Initial;
        And(at, [.. facts]);
    }

    public TState State { get; private set; }

    /// <summary>More history, at a later time.</summary>
    public Given<TCommand, TEvent, TState> And(DateTimeOffset at, params TEvent[] facts)
    {
        _now = at;
        foreach (var fact in facts)
            State = ThroughASnapshot.Of(_decider.Evolve(State, fact, at));
        return this;
    }

    /// <summary>Who asks from now on.</summary>
    public Given<TCommand, TEvent, TState> By(ResidentId caller)
    {
        _caller = new(caller.Value);
        return this;
    }

    /// <summary>Decides; what is accepted becomes history, so that a scenario can go on.</summary>
    public Given<TCommand, TEvent, TState> When(TCommand command, DateTimeOffset? at = null)
    {
        _now = at ?? _now;
        _decision = _decider.Decide(command, State, new Context(CommandId.OfRequest("test"), _caller, _now));
        if (_decision is Decision.Accepted accepted)
        {
            Assert.InRange(accepted.Events.Count, 0, Decision.EventsMax);
            And(_now, [.. accepted.Events.Cast<TEvent>()]);
        }

        return this;
    }

    public Given<TCommand, TEvent, TState> Then(params TEvent[] facts)
    {
        Assert.Equivalent(facts, Accepted.Events, strict: true);
        Assert.Equal(facts.Select(fact => fact.GetType()), Accepted.Events.Select(fact => fact.GetType()));
        return this;
    }

    public Given<TCommand, TEvent, TState> ThenNothing() => Then();

    public Given<TCommand, TEvent, TState> ThenReply(IReply reply)
    {
        Assert.Equal(reply, Accepted.Reply);
        return this;
    }

    public T ThenFact<T>() where T : TEvent => Assert.Single(Accepted.Events.OfType<T>());

    public IReadOnlyList<T> ThenFacts<T>() where T : TEvent => [.. Accepted.Events.OfType<T>()];

    public T ThenReply<T>() where T : IReply => Assert.IsType<T>(Accepted.Reply);

    public Rejection Rejection() => Assert.IsType<Decision.Rejected>(_decision).Rejection;

    public T ThenRejected<T>() where T : Rejection => Assert.IsType<T>(Rejection());

    private Decision.Accepted Accepted => _decision is Decision.Rejected rejected
        ? throw new Xunit.Sdk.XunitException($"rejected: {rejected.Rejection}")
        : Assert.IsType<Decision.Accepted>(_decision);
}
