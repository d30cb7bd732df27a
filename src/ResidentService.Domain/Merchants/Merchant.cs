using System.Collections.Immutable;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Merchants;

/// <summary>A shop: how far its application is, and who may redeem for it.</summary>
public abstract record Merchant
{
    private Merchant() { }

    public sealed record Unknown : Merchant;

    /// <summary>What every shop has, however far it is.</summary>
    public abstract record Known(MerchantProfile Profile) : Merchant;

    public sealed record Applied(MerchantProfile Profile) : Known(Profile);

    public sealed record Active(MerchantProfile Profile) : Known(Profile);

    public sealed record Suspended(MerchantProfile Profile, string Reason) : Known(Profile);

    public sealed record Left(MerchantProfile Profile) : Known(Profile);

    public static Merchant Evolve(Merchant state, MerchantFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (Unknown, MerchantFact.Applied(var merchant, var community, var owner, var details)) =>
            new Applied(new MerchantProfile(merchant, community, owner, details, [owner])),
        (Known merchant, _) => Evolve(merchant, fact),
        _ => state,
    };

    private static Known Evolve(Known merchant, MerchantFact fact) => fact switch
    {
        MerchantFact.Approved or MerchantFact.Resumed => new Active(merchant.Profile),
        MerchantFact.Suspended(_, var reason) => new Suspended(merchant.Profile, reason),
        MerchantFact.Left => new Left(merchant.Profile),
        MerchantFact.DetailsChanged(_, var details) =>
            merchant with { Profile = merchant.Profile with { Details = details } },
        MerchantFact.ClerkBound(_, var resident) => WithClerks(merchant, merchant.Profile.Clerks.Add(resident)),
        MerchantFact.ClerkUnbound(_, var resident) => WithClerks(merchant, merchant.Profile.Clerks.Remove(resident)),
        _ => merchant,
    };

    private static Known WithClerks(Known merchant, ImmutableHashSet<ResidentId> clerks) =>
        merchant with { Profile = merchant.Profile with { Clerks = clerks } };
}

/// <param name="Clerks">Who may redeem for the shop; its owner is one of them.</param>
public sealed record MerchantProfile(
    MerchantId Id,
    CommunityId Community,
    ResidentId Owner,
    MerchantDetails Details,
    ImmutableHashSet<ResidentId> Clerks);

public enum MerchantStatus
{
    Applied,
    Active,
    Suspended,
    Left,
}

/// <summary>What the edge needs to know of a shop.</summary>
/// <param name="SuspendedFor">The reason, while it is suspended.</param>
public sealed record MerchantView(
    MerchantId Id,
    CommunityId Community,
    ResidentId Owner,
    MerchantDetails Details,
    IReadOnlySet<ResidentId> Clerks,
    MerchantStatus Status,
    string? SuspendedFor);

/// <summary>The shop; null if there is none.</summary>
public sealed record GetMerchant : IQuery<Merchant, MerchantView?>
{
    public MerchantView? Answer(Merchant state) => state switch
    {
        Merchant.Applied(var profile) => View(profile, MerchantStatus.Applied),
        Merchant.Active(var profile) => View(profile, MerchantStatus.Active),
        Merchant.Suspended(var profile, var reason) => View(profile, MerchantStatus.Suspended, reason),
        Merchant.Left(var profile) => View(profile, MerchantStatus.Left),
        _ => null,
    };

    private static MerchantView View(MerchantProfile profile, MerchantStatus status, string? suspendedFor = null) =>
        new(profile.Id, profile.Community, profile.Owner, profile.Details, profile.Clerks, status, suspendedFor);
}
