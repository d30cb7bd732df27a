using ResidentService.Domain.Contents;
using ResidentService.Service.Adapters.WeChat;

namespace ResidentService.Service.Api.Contents;

/// <summary>What becomes of a text of which WeChat is not sure, or of which it could not be asked.</summary>
public abstract record IfUnsure
{
    private IfUnsure() { }

    /// <summary>Its reader is somebody who can judge: staff have written it, or are the ones who read it.</summary>
    public sealed record Passes : IfUnsure;

    /// <summary>Anybody can read it: staff look first. Nothing unchecked is shown, also while WeChat is away.</summary>
    public sealed record Waits(ContentKind Kind) : IfUnsure;

    /// <summary>It is between two people: its author writes it otherwise, or leaves it out.</summary>
    public sealed record Refused : IfUnsure;
}

/// <summary>A place where others read what somebody has written.</summary>
public sealed record ContentUse(ContentScene Scene, IfUnsure IfUnsure)
{
    /// <summary>Written by the community's workers.</summary>
    public static ContentUse Event { get; } = new(ContentScene.Forum, new IfUnsure.Passes());

    public static ContentUse Offer { get; } = new(ContentScene.Forum, new IfUnsure.Waits(ContentKind.Offer));

    /// <summary>A shop that applies: nobody sees it before staff have looked.</summary>
    public static ContentUse NewShop { get; } = new(ContentScene.Profile, new IfUnsure.Passes());

    public static ContentUse Shop { get; } = new(ContentScene.Profile, new IfUnsure.Waits(ContentKind.Shop));

    /// <summary>For staff and the household.</summary>
    public static ContentUse Name { get; } = new(ContentScene.Profile, new IfUnsure.Passes());

    /// <summary>Of a service, for who has served and for staff.</summary>
    public static ContentUse Review { get; } = new(ContentScene.Comment, new IfUnsure.Passes());

    public static ContentUse GiftMessage { get; } = new(ContentScene.Comment, new IfUnsure.Refused());
}
