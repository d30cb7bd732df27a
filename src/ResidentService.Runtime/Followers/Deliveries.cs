using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;

namespace ResidentService.Runtime.Followers;

/// <summary>What entries send, and one try at delivering it.</summary>
internal sealed class Deliveries(SliceSet slices, Codec codec, IActors actors)
{
    /// <summary>
    /// Whether an entry sends anything. What cannot even be read counts as sending: delivering it says what is wrong.
    /// </summary>
    public bool AnyOf(Entry entry)
    {
        try
        {
            return slices.Deliveries(entry, codec).Any();
        }
#pragma warning disable CA1031 // Whatever it is, delivering meets it again and says so.
        catch (Exception)
#pragma warning restore CA1031
        {
            return true;
        }
    }

    /// <returns>False when a target asks for another try.</returns>
    public async ValueTask<bool> Try(Entry entry)
    {
        foreach (var (target, asked) in slices.Deliveries(entry, codec))
        {
            if (asked.Id.Links > CommandId.ChainLinksMax)
            {
                throw new UndeliverableException(
                    $"{asked.Id}: more than {CommandId.ChainLinksMax} reactions in a chain");
            }

            switch (await actors.Ask(target, asked with { FromFollower = true }))
            {
                case Outcome.Rejected { Rejection.Kind: RejectionKind.TryAgain }:
                    return false;
                case Outcome.Rejected rejected:
                    throw new UndeliverableException($"{target} refused it: {rejected.Rejection.Code}");
            }
        }

        return true;
    }
}
