using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Residents;

/// <summary>Facts on disk: change with care.</summary>
public abstract record IdentityFact : IEvent
{
    private IdentityFact() { }

    [Named("identity.bound.v1")]
    public sealed record Bound(ResidentId Resident) : IdentityFact;
}

/// <summary>
/// A value that belongs to one person only (DESIGN.md §3, Who decides): the actor's id is the HMAC of the value, so
/// the value itself is never stored, and whoever comes first has it.
/// </summary>
public sealed record Identity(ResidentId? Resident)
{
    public static Identity Evolve(Identity state, IdentityFact fact, DateTimeOffset at) => fact switch
    {
        IdentityFact.Bound(var resident) => new(resident),
        _ => state,
    };
}

public abstract record IdentityCommand : ICommand
{
    private IdentityCommand() { }

    /// <summary>
    /// Binds the value to a resident, unless it belongs to one; the reply says to whom it belongs now.
    /// </summary>
    /// <param name="InsteadOf">Whose account was deleted: from them it may be taken.</param>
    public sealed record Bind(ResidentId Resident, ResidentId? InsteadOf = null) : IdentityCommand;
}

[Named("identity.reply.v1")]
public sealed record IdentityReply(ResidentId Resident) : IReply;

/// <summary>To whom the value belongs; null if to nobody.</summary>
public sealed record GetIdentity : IQuery<Identity, ResidentId?>
{
    public ResidentId? Answer(Identity state) => state.Resident;
}

public static class IdentityDecider
{
    public static Decider<IdentityCommand, IdentityFact, Identity> Value { get; } =
        new("identity", new Identity(null), Decide, Identity.Evolve);

    public static Decision Decide(IdentityCommand command, Identity state, Context context) => (command, state) switch
    {
        (IdentityCommand.Bind(_, var gone), { Resident: { } owner }) when owner != gone =>
            Decision.Already(new IdentityReply(owner)),
        (IdentityCommand.Bind(var resident, _), _) =>
            Decision.Accept(new IdentityReply(resident), new IdentityFact.Bound(resident)),
        _ => throw new InvalidOperationException(command.ToString()),
    };
}
