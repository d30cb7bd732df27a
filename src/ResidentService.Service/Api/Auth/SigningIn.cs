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

    /// <param name="record">What staff keep of somebody with this phone: who is new here joins it.</param>
    public static async ValueTask<(Found? Found, Problem? Problem)> Find(
        Asking ask, IdentityId identity, ResidentId? record = null)
    {
        var known = await ask.Read(identity.Actor, new GetIdentity());
        if (known is not { } resident || await IsNobodys(ask, resident, identity))
        {
            var proposed = record ?? Id.New<ResidentId>(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));
            var bound = await ask.As(proposed, identity.Actor, new IdentityCommand.Bind(proposed, known));
            if (bound.Refusal() is { } problem)
                return (null, problem);
            resident = bound.Reply<IdentityReply>().Resident;
        }

        // Also when the process stopped between the two: the identity is bound, its resident not yet there or joined.
        return await ask.Read(resident.Actor, new GetResident()) switch
        {
            null => await Register(ask, resident),
            { Ownership: Ownership.Own } => (new(resident, IsNew: false), null),
            { Ownership: Ownership.Joined(var owner) } when owner == identity => (new(resident, IsNew: false), null),
            _ => await Join(ask, resident, identity), // which is refused where another one was faster
        };
    }

    /// <summary>
    /// Whoever deleted their account begins anew, as somebody else; so does who came second to a record that two
    /// people were about to join.
    /// </summary>
    private static async ValueTask<bool> IsNobodys(Asking ask, ResidentId resident, IdentityId identity) =>
        await ask.Read(resident.Actor, new GetResident()) is { } person
            ? person.Ownership is Ownership.Joined(var owner) && owner != identity
            : await ask.Read(resident.Actor, new GetStanding()) is { IsErased: true };

    private static async ValueTask<(Found? Found, Problem? Problem)> Register(Asking ask, ResidentId resident)
    {
        var registered = await ask.As(resident, resident.Actor, new ResidentCommand.Register(resident));
        return registered is Outcome.Accepted { Entries.Count: var entries }
            ? (new(resident, IsNew: entries > 0), null)
            : (null, registered.Refusal());
    }

    /// <summary>
    /// Only after the identity leads to the record: were it the other way round, the record of somebody who signs in
    /// twice at once could be joined by an identity that leads elsewhere, and nobody could ever join it.
    /// </summary>
    private static async ValueTask<(Found? Found, Problem? Problem)> Join(
        Asking ask, ResidentId record, IdentityId identity)
    {
        var joined = await ask.As(record, record.Actor, new ResidentCommand.Join(identity));
        return joined.Refusal() is { } problem ? (null, problem) : (new(record, IsNew: false), null);
    }
}
