using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Residents;

/// <summary>A phone that WeChat has proven, and the record that it leads to: one phone, one resident.</summary>
public sealed class Phones(Identities identities, KeyVault vault)
{
    /// <summary>
    /// Who signs in for the first time joins the record that staff keep under the phone. Each step may be repeated.
    /// </summary>
    /// <returns>Why not, or null: also where there is no such record.</returns>
    public async ValueTask<Problem?> Join(Asking ask, PhoneNumber phone, IdentityId weChat)
    {
        if (await OwnerOf(ask, phone) is not (Owner: { } resident, HasIt: true))
            return null;
        var joined = await ask.As(resident, resident.Actor, new ResidentCommand.Join(weChat));
        return joined.Refusal()
            ?? (await ask.As(resident, weChat.Actor, new IdentityCommand.Bind(resident))).Refusal();
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
        if (bound.Reply<IdentityReply>().Resident != resident)
            return Problem.Of(new ResidentRejection.PhoneInUse());

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
