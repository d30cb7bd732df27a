using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Residents;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;
using Session = ResidentService.Service.Security.Session;

namespace ResidentService.Service.Api.Auth;

public static class AuthEndpoints
{
    public static void MapAuth(this RouteGroupBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("auth");
        auth.MapPost("/wechat", ByWeChat).AllowAnonymous().WithSummary("Signs in with a code of wx.login.");
        auth.MapPost("/refresh", Refresh).AllowAnonymous().WithSummary("Trades a refresh token for new tokens.");
        auth.MapPost("/sign-out-everywhere", SignOutEverywhere)
            .WithSummary("Ends all my sessions, on whatever phone they are.");
        auth.MapPost("/sign-out", SignOut).WithSummary("Ends the session: its tokens are dead at once.");
    }

    private static async Task<Results<Ok<TokensAnswer>, Problem>> ByWeChat(
        Body<SignInByWeChat> body, Asking ask, IWeChat weChat, WeChatAccounts accounts, Phones phones,
        Sessions sessions, Tokens tokens, CancellationToken cancellation)
    {
        var login = await weChat.CodeToSession(body.Value.Code, cancellation);
        if (!login.IsGiven(out var user, out var trouble))
            return Problem.Of(WeChatErrors.Fault(trouble));

        var (identity, union) = accounts.IdentitiesOf(user);
        PhoneNumber? phone = null;
        ResidentId? record = null;
        if (body.Value.PhoneCode is { } phoneCode)
        {
            var proof = await weChat.CodeToPhone(phoneCode, user.OpenId, cancellation);
            if (!proof.IsGiven(out phone, out var unproven))
                return Problem.Of(WeChatErrors.Fault(unproven));
            (record, var belongsToAnother) = await phones.RecordFor(ask, phone, identity);
            if (belongsToAnother is not null)
                return belongsToAnother;
            if (record is not null && await accounts.MakeWay(ask, identity) is { } staysApart)
                return staysApart;
        }

        var (found, problem) = await SigningIn.Find(ask, identity, union, record);
        if (found is null)
            return problem!;
        if (phone is not null && await phones.Give(ask, phone, found.Resident) is { } inUse)
            return inUse;
        if (await accounts.Remember(ask, found.Resident, user.OpenId) is { } forgotten)
            return forgotten;

        var session = await sessions.Begin(found.Resident, identity, user.SessionKey);
        return TypedResults.Ok(Answer(tokens, session, found.IsNew));
    }

    private static async Task<Results<Ok<TokensAnswer>, Problem>> Refresh(
        Body<RefreshTokens> body, Sessions sessions, Tokens tokens) =>
        tokens.ReadRefresh(body.Value.RefreshToken) is var (id, generation)
        && await sessions.Refresh(id, generation) is { } session
            ? TypedResults.Ok(Answer(tokens, session, isNew: false))
            : Problem.Of(EdgeFault.RefreshTokenInvalid);

    private static async Task<NoContent> SignOut(NoBody body, SignedIn caller, Sessions sessions)
    {
        await sessions.End(caller.SessionId);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SignOutEverywhere(NoBody body, SignedIn caller, Sessions sessions)
    {
        await sessions.EndAll(caller.Resident);
        return TypedResults.NoContent();
    }

    private static TokensAnswer Answer(Tokens tokens, Session session, bool isNew)
    {
        var pair = tokens.For(session);
        return new(pair.AccessToken, pair.RefreshToken, pair.ExpiresInSeconds, session.Resident, isNew);
    }
}
