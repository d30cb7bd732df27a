using ResidentService.Domain.Care;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Api.Appointments;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Api.Pairings;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Api.ServiceOrders;
using ResidentService.Service.Security;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Auth;

/// <summary>What we keep of a WeChat user: hashes that lead to the account, and the sealed name for messages.</summary>
public sealed class WeChatAccounts(Identities identities, KeyVault vault, Erasures erasures, ReadTables views)
{
    public (IdentityId WeChat, IdentityId? Union) IdentitiesOf(WeChatUser user) => (
        identities.WeChat(user.OpenId),
        user.UnionId is { } unionId ? identities.WeChatUnion(unionId) : null);

    /// <summary>Keeps it sealed; nothing is written where it is known.</summary>
    public async ValueTask<Problem?> Remember(Asking ask, ResidentId resident, string openId)
    {
        var known = (await ask.Read(resident.Actor, new GetResident()))?.OpenId;
        if (await vault.Open(resident, Fields.OpenId, known) == openId)
            return null;
        var text = await vault.Seal(resident, Fields.OpenId, openId);
        return (await ask.As(resident, resident.Actor, new ResidentCommand.GiveWeChat(text), Fields.OpenId)).Refusal();
    }

    /// <summary>
    /// Whoever opened an account by WeChat and then proves the phone of a record that staff keep joins the record; the
    /// account goes, if nothing was done with it. What is left to do after that, the sign-in does.
    /// </summary>
    /// <returns>Why the two stay apart, which staff can look at; null where nothing stands in the way.</returns>
    public async ValueTask<Problem?> MakeWay(Asking ask, IdentityId weChat)
    {
        if (await ask.Read(weChat.Actor, new GetIdentity()) is not { } own
            || await ask.Read(own.Actor, new GetResident()) is not { Ownership: Ownership.Own })
            return null;
        if (await ask.Read(VolunteerDecider.ActorOf(own), new GetVolunteer()) is not null
            || (await ask.Read(CareDecider.ActorOf(own), new GetCare())).Tags.Count > 0
            || views.Read(connection => MerchantTables.BondsOf(connection, own).Count
                + AppointmentTables.Booked(connection, own).Count
                + PairingTables.OpenOf(connection, own)
                + OrderTables.OpenOf(connection, own).Count
                + OrderTables.ListedIn(connection, own).Count) > 0)
            return Problem.Of(new ResidentRejection.PhoneInUse());
        if ((await ask.As(own, own.Actor, new ResidentCommand.MakeWay(), "makeWay")).Refusal() is { } problem)
            return problem;
        await erasures.Erase(own);
        return null;
    }
}
