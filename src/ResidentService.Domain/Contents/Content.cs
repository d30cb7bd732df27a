using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Contents;

/// <summary>What staff think of a text. Held → allowed ⇄ withdrawn; most texts never come here.</summary>
public abstract record Content
{
    private Content() { }

    public sealed record Unknown : Content;

    public abstract record Known(ContentId Id, ResidentId Author, CommunityId Community) : Content;

    /// <summary>Next: somebody of the staff looks at it.</summary>
    public sealed record Waiting(ContentId Id, ResidentId Author, CommunityId Community) : Known(Id, Author, Community);

    /// <summary>It may be shown whenever it is submitted.</summary>
    public sealed record Allowed(ContentId Id, ResidentId Author, CommunityId Community) : Known(Id, Author, Community);

    public sealed record Withdrawn(ContentId Id, ResidentId Author, CommunityId Community)
        : Known(Id, Author, Community);

    public static Content Evolve(Content state, ContentFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (Unknown, ContentFact.Held held) => new Waiting(held.Content, held.Author, held.Community),
        (Known(var id, var author, var community), ContentFact.Allowed) => new Allowed(id, author, community),
        (Known(var id, var author, var community), ContentFact.Withdrawn) => new Withdrawn(id, author, community),
        _ => state,
    };
}

/// <summary>What the edge needs to know of a text; null if staff never had to look at it.</summary>
public sealed record GetContent : IQuery<Content, Content.Known?>
{
    public Content.Known? Answer(Content state) => state as Content.Known;
}
