using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Service.Security;

/// <summary>Who calls. An endpoint takes it as a parameter; on an anonymous route it is nullable.</summary>
/// <param name="Resident">Whose matter it is: who is signed in, or whom they act for.</param>
public sealed record SignedIn(ResidentId Resident, string SessionId, bool IsPlatformAdmin)
{
    /// <summary>Who is signed in, where they act for the resident; then no role of either counts.</summary>
    public ResidentId? Helper { get; init; }

    /// <summary>Who does it.</summary>
    public ResidentId Doer => Helper ?? Resident;

    /// <summary>Both names, where one acts for the other.</summary>
    public Caller Caller => Helper is { } helper ? new($"{helper}/{Resident}") : new(Resident.Value);

    public static ValueTask<SignedIn?> BindAsync(HttpContext context) => new(Of(context));

    /// <summary>Null when nobody is signed in.</summary>
    public static SignedIn? Of(HttpContext context) => context.Features.Get<SignedIn>();
}

/// <summary>Lets a ticket count only while its session is alive: signing out holds for tokens already given.</summary>
public static class SessionCheck
{
    private static readonly ClaimsPrincipal Nobody = new(new ClaimsIdentity());

    public static Task Check(HttpContext context, RequestDelegate next, Sessions sessions, PlatformAdmins admins)
    {
        if (context.User.Identity is not { IsAuthenticated: true })
            return next(context);
        var session = context.User.FindFirstValue(Tokens.SessionClaim) is { } id ? sessions.Find(id) : null;
        var resident = context.User.FindFirstValue(Tokens.ResidentClaim);
        if (session is not null && session.Resident.Value.Equals(resident, StringComparison.Ordinal))
            context.Features.Set(new SignedIn(session.Resident, session.Id, admins.Has(session.Identity)));
        else
            context.User = Nobody;
        return next(context);
    }
}
