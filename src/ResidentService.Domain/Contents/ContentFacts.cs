using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Contents;

/// <summary>Facts on disk: change with care.</summary>
public abstract record ContentFact : IEvent
{
    private ContentFact() { }

    /// <summary>Nobody could say whether it may be shown: staff look at it.</summary>
    /// <param name="Text">Sealed with its author's key.</param>
    [Named("content.held.v1")]
    public sealed record Held(
        ContentId Content, ResidentId Author, CommunityId Community, ContentKind Kind, Sealed Text, HeldFor Why)
        : ContentFact;

    [Named("content.allowed.v1")]
    public sealed record Allowed(ContentId Content, ResidentId Author, ResidentId By) : ContentFact;

    /// <param name="Reason">For its author, who asks the community why.</param>
    [Named("content.withdrawn.v1")]
    public sealed record Withdrawn(ContentId Content, ResidentId Author, ResidentId By, string Reason) : ContentFact;
}

/// <summary>Where it would stand.</summary>
public enum ContentKind
{
    Offer,
    Shop,
}

public enum HeldFor
{
    /// <summary>The check is not sure.</summary>
    Unsure,

    /// <summary>The check needs an author who was in the mini-program lately.</summary>
    AuthorAway,

    /// <summary>The check could not be asked.</summary>
    NotChecked,
}
