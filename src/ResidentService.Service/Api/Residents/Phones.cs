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
        if (await ask.Read(identities.Phone(phone).Actor, new GetIdentity()) is not { } resident
            || await ask.Read(resident.Actor, new GetResident()) is null)
            return null;
        var joined = await ask.As(resident, resident.Actor, new ResidentCommand.Join(weChat));
        return joined.Refusal()
            ?? (await ask.As(resident, weChat.Actor, new IdentityCommand.Bind(resident))).Refusal();
    }

    /// <summary>Adds the phone to a person's record.</summary>
    /// <returns>Why not, or null: it may belong to somebody else.</returns>
    public async ValueTask<Problem?> Give(Asking ask, PhoneNumber phone, ResidentId resident)
    {
        var bound = await ask.As(resident, identities.Phone(phone).Actor, new IdentityCommand.Bind(resident));
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
}
