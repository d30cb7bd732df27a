using System.Security.Cryptography;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.Auth;

/// <summary>
/// From an identity to its resident. Each step may be repeated: whoever signs in again goes on from there.
/// </summary>
public static class SigningIn
{
    public sealed record Found(ResidentId Resident, bool IsNew);

    public static async ValueTask<(Found? Found, Problem? Problem)> Find(Asking ask, IdentityId identity)
    {
        var known = await ask.Read(identity.Actor, new GetIdentity());
        // Whoever deleted their account begins anew, as somebody else.
        var gone = known is { } owner && await ask.Read(owner.Actor, new GetStanding()) is { IsErased: true };
        if (known is not { } resident || gone)
        {
            var proposed = Id.New<ResidentId>(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));
            var bound = await ask.As(proposed, identity.Actor, new IdentityCommand.Bind(proposed, known));
            if (bound.Refusal() is { } problem)
                return (null, problem);
            resident = bound.Reply<IdentityReply>().Resident;
        }

        if (await ask.Read(resident.Actor, new GetResident()) is not null)
            return (new(resident, IsNew: false), null);
        // Also when the process stopped between the two: the identity is bound, the resident not yet there.
        var registered = await ask.As(resident, resident.Actor, new ResidentCommand.Register(resident));
        return registered is Outcome.Accepted { Entries.Count: var entries }
            ? (new(resident, IsNew: entries > 0), null)
            : (null, registered.Refusal());
    }
}
