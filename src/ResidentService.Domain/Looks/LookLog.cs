using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Looks;

/// <summary>Who has looked at a person's sealed data, and why; the stream is the log, so the state is small.</summary>
public sealed record LookLog(LookId? Last)
{
    public static LookLog Empty { get; } = new((LookId?)null);

    public static LookLog Evolve(LookLog state, LookFact fact, DateTimeOffset at) =>
        fact is LookFact.Recorded recorded ? new(recorded.Look) : state;
}

/// <summary>Facts on disk: change with care.</summary>
public abstract record LookFact : IEvent
{
    private LookFact() { }

    /// <summary>Written before anything is shown.</summary>
    /// <param name="Reason">In the looker's words, sealed with the key of the person who is looked at.</param>
    [Named("look.recorded.v1")]
    public sealed record Recorded(LookId Look, ResidentId Whose, ResidentId By, LookAt What, Sealed Reason) : LookFact;
}

public enum LookAt
{
    Care,
    Appointment,
    Visits,
    Order,
    LegalAid,
    Meal,
    Diet,
}

public abstract record LookCommand : ICommand
{
    private LookCommand() { }

    public sealed record Record(LookId Look, ResidentId Whose, ResidentId By, LookAt What, Sealed Reason) : LookCommand;
}

public static class LookDecider
{
    public static Decider<LookCommand, LookFact, LookLog> Value { get; } =
        new("looks", LookLog.Empty, Decide, LookLog.Evolve);

    /// <summary>A person has one log.</summary>
    public static ActorId ActorOf(ResidentId whose) => new("looks", whose.Value);

    public static Decision Decide(LookCommand command, LookLog state, Context context) => command switch
    {
        LookCommand.Record record when record.Look == state.Last => Decision.Already(),
        LookCommand.Record(var look, var whose, var by, var what, var reason) =>
            Decision.Accept(new LookFact.Recorded(look, whose, by, what, reason)),
        _ => throw new InvalidOperationException(command.ToString()),
    };
}
