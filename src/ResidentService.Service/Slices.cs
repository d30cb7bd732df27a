using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;

namespace ResidentService.Service;

/// <summary>The table of contents: every kind of actor, with its decider and its reactions.</summary>
public static class Slices
{
    public static SliceSet All { get; } = new(
        Slice.Of(IdentityDecider.Value),
        Slice.Of(ResidentDecider.Value, ResidentReactions.Value),
        Slice.Of(CommunityDecider.Value, CommunityReactions.Value));
}
