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

    /// <param name="union">
    /// What WeChat calls the person in all apps of one owner: they are the same person, whatever the app.
    /// </param>
    /// <param name="record">What staff keep of somebody with this phone: who is new here joins it.</param>
    public static async ValueTask<(Found? Found, Problem? Problem)> Find(
        Asking ask, IdentityId identity, IdentityId? union = null, ResidentId? record = null)
    {
        var elsewhere = await KnownElsewhere(ask, union);
        var known = await ask.Read(identity.Actor, new GetIdentity());
        if (known is not { } resident || (resident != elsewhere && await IsNobodys(ask, resident, identity)))
        {
            var proposed = record ?? elsewhere
                ?? Id.New<ResidentId>(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));
            var bound = await ask.As(proposed, identity.Actor, new IdentityCommand.Bind(proposed, known));
            if (bound.Refusal() is { } problem)
                return (null, problem);
            resident = bound.Reply<IdentityReply>().Resident;
        }

        // Also when the process stopped between the two: the identity is bound, its resident not yet there or joined.
        var (found, refused) = await ask.Read(resident.Actor, new GetResident()) switch
        {
            { } person when person.Id == elsewhere => (new(person.Id, IsNew: false), null),
            null => await Register(ask, resident),
            { Ownership: Ownership.Own } => (new(resident, IsNew: false), null),
            { Ownership: Ownership.Joined(var owner) } when owner == identity => (new(resident, IsNew: false), null),
            _ => await Join(ask, resident, identity), // which is refused where another one was faster
        };
        if (found is not null && union is { } all && found.Resident != elsewhere)
            refused = await BindUnion(ask, all, found.Resident);
        return (refused is null ? found : null, refused);
    }

    /// <summary>Whom another app of the same owner has led here; null where it is nobody, or nobody any more.</summary>
    private static async ValueTask<ResidentId?> KnownElsewhere(Asking ask, IdentityId? union) =>
        union is { } all && await ask.Read(all.Actor, new GetIdentity()) is { } resident
        && await ask.Read(resident.Actor, new GetResident()) is { Ownership: not Ownership.Waiting }
            ? resident
            : null;

    /// <summary>To who signs in: whom it led to is no more, or was nobody.</summary>
    private static async ValueTask<Problem?> BindUnion(Asking ask, IdentityId union, ResidentId resident)
    {
        var before = await ask.Read(union.Actor, new GetIdentity());
        if (before is { } other && await ask.Read(other.Actor, new GetResident()) is not null)
            return null; // two accounts from before the union was known stay two
        return (await ask.As(resident, union.Actor, new IdentityCommand.Bind(resident, before))).Refusal();
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
