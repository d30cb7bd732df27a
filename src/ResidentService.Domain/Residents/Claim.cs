using ResidentService.Domain.CommunityEvents;

namespace ResidentService.Domain.Residents;

/// <summary>
/// A person's time that is claimed for an event. A claim is compared with all others of the person in each sign-up: plain
/// loops, which allocate nothing.
/// </summary>
/// <param name="Number">Tells a claim from an earlier one for the same event.</param>
public sealed record Claim(EventId Event, int Number, IReadOnlyList<Session> Sessions)
{
    /// <summary>Whether none of it lies ahead.</summary>
    public bool IsOver(DateTimeOffset at)
    {
        for (var i = 0; i < Sessions.Count; i++)
        {
            if (Sessions[i].EndsAt > at)
                return false;
        }

        return true;
    }

    /// <summary>Whether any of its sessions overlaps one of these.</summary>
    public bool Overlaps(IReadOnlyList<Session> sessions)
    {
        for (var i = 0; i < Sessions.Count; i++)
        {
            for (var k = 0; k < sessions.Count; k++)
            {
                if (Sessions[i].Overlaps(sessions[k]))
                    return true;
            }
        }

        return false;
    }
}
