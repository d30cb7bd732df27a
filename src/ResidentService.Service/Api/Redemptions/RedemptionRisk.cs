using System.Net;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Redemptions;

/// <summary>
/// Before much is redeemed WeChat is asked whether the user may be a robot, or one of many accounts of one person.
/// </summary>
/// <param name="abovePoints">Null where there is no WeChat to ask.</param>
public sealed class RedemptionRisk(IWeChat weChat, IActors actors, KeyVault vault, int? abovePoints)
{
    /// <summary>Only WeChat's highest rank is refused: the others are guesses.</summary>
    private const int RankMax = 3;

    /// <summary>Somebody waits at a counter.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>While WeChat does not say anything people redeem all the same: a clerk sees who comes.</summary>
    public async ValueTask<EdgeFault?> Of(
        Amount price, ResidentId resident, IPAddress? client, CancellationToken cancellation)
    {
        if (abovePoints is not { } limit || price.Value <= limit)
            return null;
        var person = await actors.Read(resident.Actor, new GetResident());
        if (await vault.Open(resident, Fields.OpenId, person?.OpenId) is not { } openId)
            return null;
        var address = $"{client}";
        var answer = await Hurry.Within(
            Patience, hurried => weChat.Risk(openId, RiskScene.Marketing, address, hurried), cancellation);
        return answer.Value is { Rank: > RankMax } ? EdgeFault.RiskTooHigh : null;
    }
}
