using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Residents;

/// <summary>A phone that WeChat has proven, and the record that it leads to: one phone, one resident.</summary>
public sealed class Phones(Identities identities, KeyVault vault)
{
    /// <summary>
    /// The record that staff keep under the phone and that nobody has joined yet: for who signs in for the first time.
    /// </summary>
    /// <returns>It, or null where there is none; or the problem that the phone belongs to somebody else.</returns>
    public async ValueTask<(ResidentId? Record, Problem? Problem)> RecordFor(
        Asking ask, PhoneNumber phone, IdentityId weChat)
    {
        if (await OwnerOf(ask, phone) is not (Owner: { } owner, HasIt: true))
            return (null, null);
        if (await ask.Read(owner.Actor, new GetResident()) is { Ownership: Ownership.Waiting })
            return (owner, null);
        return await ask.Read(weChat.Actor, new GetIdentity()) == owner
            ? (null, null)
            : (null, Problem.Of(new ResidentRejection.PhoneInUse()));
    }

    /// <summary>Adds the phone to a person's record.</summary>
    /// <returns>Why not, or null: it may belong to somebody else.</returns>
    public async ValueTask<Problem?> Give(Asking ask, PhoneNumber phone, ResidentId resident)
    {
        var (owner, hasIt) = await OwnerOf(ask, phone);
        var bind = new IdentityCommand.Bind(resident, InsteadOf: hasIt || owner == resident ? null : owner);
        var bound = await ask.As(resident, identities.Phone(phone).Actor, bind);
        if (bound.Refusal() is { } problem)
            return problem;
        if (bound.Reply<IdentityReply>().Resident is var has && has != resident)
        {
            return Problem.Of(await ask.Read(has.Actor, new GetResident()) is { Ownership: Ownership.Waiting }
                ? EdgeFault.RecordWaits
                : EdgeFault.Of(new ResidentRejection.PhoneInUse()));
        }

        // Sealing the same number again gives another text, which would be another fact.
        var known = (await ask.Read(resident.Actor, new GetResident()))?.Phone;
        if (await vault.Open(resident, Fields.Phone, known) == phone.Value)
            return null;
        var text = await vault.Seal(resident, Fields.Phone, phone.Value);
        return (await ask.As(resident, resident.Actor, new ResidentCommand.GivePhone(text), Fields.Phone)).Refusal();
    }

    /// <summary>
    /// To whom the phone leads, and whether they still have it: numbers come to new owners, so whoever proves one may
    /// take it from somebody who deleted their account or has another number now.
    /// </summary>
    private async ValueTask<(ResidentId? Owner, bool HasIt)> OwnerOf(Asking ask, PhoneNumber phone)
    {
        if (await ask.Read(identities.Phone(phone).Actor, new GetIdentity()) is not { } owner)
            return (null, false);
        if (await ask.Read(owner.Actor, new GetResident()) is not { } person)
            return (owner, false);
        // Without a number they are just about to give it.
        return (owner, person.Phone is null || await vault.Open(owner, Fields.Phone, person.Phone) == phone.Value);
    }
}
