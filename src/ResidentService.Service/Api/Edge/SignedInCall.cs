using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Households;
using ResidentService.Domain.Residents;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Edge;

/// <summary>A request of somebody who is signed in: who asks, when by domain time, and what they may do for whom.</summary>
public abstract class SignedInCall
{
    private readonly Access _access;
    private readonly DomainClock _clock;

    private protected SignedInCall(HttpContext context, SignedIn caller, Asking ask)
    {
        (Caller, Ask) = (caller, ask);
        _access = context.RequestServices.GetRequiredService<Access>();
        _clock = context.RequestServices.GetRequiredService<DomainClock>();
        Vault = context.RequestServices.GetRequiredService<KeyVault>();
    }

    public SignedIn Caller { get; }

    public Asking Ask { get; }

    public KeyVault Vault { get; }

    /// <summary>Domain time.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>A helper acts for one person, and not for whoever lives with them.</summary>
    public async ValueTask<bool> IsHouseholdOf(ResidentId resident)
    {
        if (resident == Caller.Resident)
            return true;
        return Caller.Helper is null && (await Ask.Read(resident.Actor, new GetResident()))?.Household is { } household
            && (await Ask.Read(Caller.Resident.Actor, new GetResident()))?.Household == household;
    }

    /// <summary>The caller and whoever lives with them; for a helper, the one for whom they act.</summary>
    public async ValueTask<IReadOnlyList<ResidentId>> Household() =>
        Caller.Helper is null && (await Ask.Read(Caller.Resident.Actor, new GetResident()))?.Household is { } id
        && await Ask.Read(id.Actor, new GetHousehold()) is { Members: var members } && members.Contains(Caller.Resident)
            ? members
            : [Caller.Resident];

    public ValueTask<bool> MayWork(CommunityId community) => _access.MayWork(Caller, community);

    public ValueTask<bool> MayCare(CommunityId community) => _access.MayCare(Caller, community);

    public ValueTask<bool> MayRead(CommunityId community) => _access.MayRead(Caller, community);

    /// <summary>Somebody of another community is not theirs to act for.</summary>
    public ValueTask<bool> MayWorkFor(Resident.Registered person) => _access.MayWorkFor(Caller, person.Community);
}
