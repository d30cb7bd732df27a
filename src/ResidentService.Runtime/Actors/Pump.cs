using System.Diagnostics;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Runtime.Actors;

/// <summary>
/// Drives a process on where an HTTP answer needs its end: sends what the reactions to the new entries would send, with
/// the same command ids, until nothing follows. The follower is the safety net and finds nothing left to do.
/// </summary>
public sealed class Pump(IActors actors, SliceSet slices, Codec codec, TimeProvider systemTime)
{
    /// <summary>How long a request may wait for a process.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Commands that one pumping may send; a process that needs more is no longer something to wait for.
    /// </summary>
    private const int CommandsMax = 64;

    /// <summary>Follows an accepted command to the end of what it set off.</summary>
    /// <returns>
    /// The journal's position at which all of it stands; null when it did not end in time: answer 503
    /// <c>try_again</c>, the same key goes on from there.
    /// </returns>
    public async ValueTask<long?> Follow(Outcome.Accepted accepted)
    {
        var start = systemTime.GetTimestamp();
        var position = accepted.Position;
        var open = new Queue<Entry>(accepted.Entries);
        var sent = 0;
        while (open.TryDequeue(out var entry))
        {
            foreach (var (target, asked) in slices.Deliveries(entry, codec))
            {
                if (++sent > CommandsMax || asked.Id.Links > CommandId.ChainLinksMax
                    || systemTime.GetElapsedTime(start) > Patience)
                    return null;
                switch (await actors.Ask(target, asked))
                {
                    case Outcome.Accepted next:
                        position = Math.Max(position, next.Position);
                        foreach (var following in next.Entries)
                            open.Enqueue(following);
                        break;
                    case Outcome.Rejected { Rejection.Kind: RejectionKind.TryAgain }:
                        return null;
                    case Outcome.Rejected rejected:
                        throw new UnreachableException($"{target} rejected {asked.Id}: {rejected.Rejection.Code}");
                }
            }
        }

        return position;
    }
}
