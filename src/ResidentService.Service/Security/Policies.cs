using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace ResidentService.Service.Security;

/// <summary>
/// What a group of endpoints can ask for before anything is read. Scopes are <see cref="Access"/>'s matter.
/// </summary>
public static class Policies
{
    public const string PlatformAdmin = "platformAdmin";

    /// <summary>Whoever names no policy gets the strictest usual one: signed in.</summary>
    public static void Add(AuthorizationOptions options)
    {
        var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        options.DefaultPolicy = signedIn;
        options.FallbackPolicy = signedIn;
        options.AddPolicy(PlatformAdmin, policy => policy.RequireAuthenticatedUser().RequireAssertion(asked =>
            asked.Resource is HttpContext context && SignedIn.Of(context) is { IsPlatformAdmin: true }));
    }
}
