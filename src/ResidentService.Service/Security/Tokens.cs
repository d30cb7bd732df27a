using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;

namespace ResidentService.Service.Security;

public sealed record TokenPair(string AccessToken, string RefreshToken, int ExpiresInSeconds);

/// <summary>
/// Tokens of the framework's bearer handler. An access ticket carries resident and session only; what they may do is
/// looked up at each request. A refresh ticket carries the session and its generation.
/// </summary>
public sealed class Tokens(IOptionsMonitor<BearerTokenOptions> options, TimeProvider system)
{
    public const string ResidentClaim = "resident";
    public const string SessionClaim = "session";

    public static readonly TimeSpan AccessLifetime = TimeSpan.FromHours(2);

    private const string Scheme = BearerTokenDefaults.AuthenticationScheme;
    private const string GenerationClaim = "generation";

    public TokenPair For(Session session)
    {
        var bearer = options.Get(Scheme);
        var access = new AccessTicket(session.Resident.Value, session.Id, system.GetUtcNow() + AccessLifetime).Ticket;
        var refresh = Ticket(
            session.ExpiresAt,
            new Claim(SessionClaim, session.Id),
            new Claim(GenerationClaim, session.Generation.ToString(CultureInfo.InvariantCulture)));
        return new(
            bearer.BearerTokenProtector.Protect(access),
            bearer.RefreshTokenProtector.Protect(refresh),
            (int)AccessLifetime.TotalSeconds);
    }

    /// <summary>The session and generation of a refresh token; null when it is forged or over.</summary>
    public (string Session, int Generation)? ReadRefresh(string token) =>
        options.Get(Scheme).RefreshTokenProtector.Unprotect(token) is { } ticket
        && ticket.Properties.ExpiresUtc > system.GetUtcNow()
        && ticket.Principal.FindFirstValue(SessionClaim) is { } session
        && ticket.Principal.FindFirstValue(GenerationClaim) is { } number
        && int.TryParse(number, CultureInfo.InvariantCulture, out var generation)
            ? (session, generation)
            : null;

    internal static AuthenticationTicket Ticket(DateTimeOffset expires, params IEnumerable<Claim> claims) => new(
        new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme)),
        new AuthenticationProperties { ExpiresUtc = expires },
        Scheme);
}

/// <summary>What an access token says.</summary>
public readonly record struct AccessTicket(string Resident, string Session, DateTimeOffset ExpiresAt)
{
    /// <summary>As the framework's handler takes it.</summary>
    public AuthenticationTicket Ticket => Tokens.Ticket(
        ExpiresAt, new Claim(Tokens.ResidentClaim, Resident), new Claim(Tokens.SessionClaim, Session));

    /// <summary>Null where it is another kind of ticket.</summary>
    public static AccessTicket? Of(AuthenticationTicket ticket) =>
        ticket.Properties.ExpiresUtc is { } expires
        && ticket.Principal.FindFirstValue(Tokens.ResidentClaim) is { } resident
        && ticket.Principal.FindFirstValue(Tokens.SessionClaim) is { } session
            ? new(resident, session, expires)
            : null;
}
