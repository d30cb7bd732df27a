using System.Diagnostics;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;

namespace ResidentService.Runtime;

/// <summary>
/// Spans of commands and of their commits, on the source <c>ResidentService</c>. Their names say what kind of thing
/// happened, never to whom. Without a listener nothing is made.
/// </summary>
public static class RuntimeTraces
{
    /// <summary>The name to listen to.</summary>
    public const string SourceName = "ResidentService";

    /// <summary>Further commands of one commit are not linked to it.</summary>
    private const int LinksMax = 32;

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether anybody keeps traces.</summary>
    internal static bool AreKept => Source.HasListeners();

    /// <summary>From the mailbox to the answer.</summary>
    internal static Activity? StartCommand(ActorId actor, Asked asked)
    {
        var name = asked.Command.GetType().Name;
        var span = Source.StartActivity(name);
        if (span is not { IsAllDataRequested: true })
            return span;
        span.DisplayName = $"{actor.Kind} {name}";
        span.SetTag("actor.kind", actor.Kind);
        span.SetTag("command.name", name);
        return span;
    }

    internal static void End(Activity? command, Outcome outcome) =>
        command?.SetTag("command.outcome", outcome is Outcome.Rejected no ? no.Rejection.Code : "accepted");

    /// <summary>One append that many commands may share: a child of the first, linked to the others.</summary>
    internal static Activity? StartCommit(List<Letter> letters, int entries)
    {
        if (!AreKept)
            return null;
        var spans = letters.Where(letter => letter.Span is not null).Select(letter => letter.Span!.Context)
            .Take(LinksMax + 1).ToList();
        if (spans.Count == 0)
            return null;
        var span = Source.StartActivity(
            "commit", ActivityKind.Internal, spans[0], links: spans.Skip(1).Select(other => new ActivityLink(other)));
        span?.SetTag("commit.entries", entries);
        return span;
    }
}
