using ResidentService.Domain.CommunityEvents;

namespace ResidentService.Domain.Residents;

/// <summary>A person's time that is claimed for an event.</summary>
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

    /// <summary>Whether it takes time that others want.</summary>
    public bool Overlaps(IReadOnlyList<Session> others)
    {
        for (var i = 0; i < Sessions.Count; i++)
        {
            for (var k = 0; k < others.Count; k++)
            {
                if (Sessions[i].Overlaps(others[k]))
                    return true;
            }
        }

        return false;
    }
}
