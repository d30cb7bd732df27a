using System.Collections.Immutable;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.LegalAid;

/// <summary>
/// What of a community's applications is near its deadline or past it and has not been told yet: staff are told
/// together, in one message for each of them, twice a day.
/// </summary>
/// <param name="Waiting">By when it is told.</param>
public sealed record LegalAidDesk(ImmutableDictionary<WaitingAlert, DateTimeOffset> Waiting)
{
    public static LegalAidDesk Empty { get; } = new(ImmutableDictionary<WaitingAlert, DateTimeOffset>.Empty);

    /// <summary>A community has one.</summary>
    public static ActorId ActorOf(CommunityId community) => new("legal-aid-desk", community.Value);

    public static LegalAidDesk Evolve(LegalAidDesk state, LegalAidDeskFact fact, DateTimeOffset at) => fact switch
    {
        LegalAidDeskFact.Noted noted =>
            new(state.Waiting.SetItem(new(noted.Application, noted.Alert), noted.TellAt)),
        LegalAidDeskFact.Settled settled =>
            new(state.Waiting.RemoveRange(state.Waiting.Keys.Where(one => one.Application == settled.Application))),
        LegalAidDeskFact.DigestTold told => new(state.Waiting.RemoveRange(told.Of(state))),
        _ => state,
    };
}

public readonly record struct WaitingAlert(LegalAidId Application, LegalAidAlert Alert);

/// <param name="Turn">Whose step it is.</param>
/// <param name="IsLate">Told to who stands above them; else to themselves.</param>
public readonly record struct LegalAidAlert(LegalAidTurn Turn, bool IsLate);

/// <summary>Facts on disk: change with care.</summary>
public abstract record LegalAidDeskFact : IEvent
{
    private LegalAidDeskFact() { }

    [Named("legal-aid-desk.noted.v1")]
    public sealed record Noted(CommunityId Community, LegalAidId Application, LegalAidAlert Alert, DateTimeOffset TellAt)
        : LegalAidDeskFact;

    /// <summary>The step was taken before it was told.</summary>
    [Named("legal-aid-desk.settled.v1")]
    public sealed record Settled(LegalAidId Application) : LegalAidDeskFact;

    /// <param name="Applications">The first of them.</param>
    /// <param name="Count">Of all of them.</param>
    [Named("legal-aid-desk.digest-told.v1")]
    public sealed record DigestTold(
        CommunityId Community, LegalAidAlert Alert, DateTimeOffset TellAt, IReadOnlyList<LegalAidId> Applications,
        int Count) : LegalAidDeskFact
    {
        internal IEnumerable<WaitingAlert> Of(LegalAidDesk desk) =>
            desk.Waiting.Where(one => one.Key.Alert == Alert && one.Value <= TellAt).Select(one => one.Key);
    }
}

/// <summary>Reactions and deadlines, which are never rejected.</summary>
public abstract record LegalAidDeskCommand : ICommand
{
    private LegalAidDeskCommand() { }

    public sealed record Note(CommunityId Community, LegalAidId Application, LegalAidAlert Alert) : LegalAidDeskCommand;

    public sealed record Settle(LegalAidId Application) : LegalAidDeskCommand;

    public sealed record TellDigest(CommunityId Community, LegalAidAlert Alert, DateTimeOffset TellAt)
        : LegalAidDeskCommand;
}

public static class LegalAidDeskDecider
{
    /// <summary>Applications that one digest names; the others stand in the list.</summary>
    private const int NamedMax = 100;

    public static Decider<LegalAidDeskCommand, LegalAidDeskFact, LegalAidDesk> Value { get; } =
        new("legal-aid-desk", LegalAidDesk.Empty, Decide, LegalAidDesk.Evolve);

    public static Reactions<LegalAidDeskFact> Reactions { get; } = new((_, _, _) => [], Deadlines);

    public static Decision Decide(LegalAidDeskCommand command, LegalAidDesk state, Context context) => command switch
    {
        LegalAidDeskCommand.Note(var community, var id, var alert) => state.Waiting.ContainsKey(new(id, alert))
            ? Decision.Already()
            : Decision.Accept(new LegalAidDeskFact.Noted(
                community, id, alert, Digest.After(context.At, urgent: false))),
        LegalAidDeskCommand.Settle(var id) => state.Waiting.Keys.Any(one => one.Application == id)
            ? Decision.Accept(new LegalAidDeskFact.Settled(id))
            : Decision.Already(),
        LegalAidDeskCommand.TellDigest tell => Tell(tell, state, context.At),
        _ => throw new InvalidOperationException(command.ToString()),
    };

    private static Decision Tell(LegalAidDeskCommand.TellDigest tell, LegalAidDesk state, DateTimeOffset now)
    {
        var told = new LegalAidDeskFact.DigestTold(tell.Community, tell.Alert, tell.TellAt, [], 0);
        var ids = told.Of(state).Select(one => one.Application).OrderBy(id => id.Value, StringComparer.Ordinal).ToList();
        return ids.Count == 0 || now < tell.TellAt
            ? Decision.Already()
            : Decision.Accept(told with { Applications = [.. ids.Take(NamedMax)], Count = ids.Count });
    }

    private static IEnumerable<Deadline> Deadlines(ActorId source, LegalAidDeskFact fact, DateTimeOffset at) =>
        fact is LegalAidDeskFact.Noted(var community, _, var alert, var tellAt)
            ?
            [
                new Deadline.Set($"{alert.Turn}-{alert.IsLate}-{tellAt.ToUnixTimeSeconds()}", tellAt,
                    new(source, new LegalAidDeskCommand.TellDigest(community, alert, tellAt))),
            ]
            : [];
}
