using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.ProxyActing;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.ProxyActing;

/// <summary>
/// <c>X-Acting-For: RESIDENT_ID</c> on a request: it is carried out as that resident's, by whoever is signed in.
/// Refused unless the table names a power for it and the resident has trusted the helper with that; what is to be done
/// or shown is recorded first, with both names. Roles of staff hold for neither.
/// </summary>
public static class ActingFor
{
    public const string Header = "X-Acting-For";

    public static Task Check(HttpContext context, RequestDelegate next)
    {
        var given = context.Request.Headers[Header];
        if (given.Count == 0 || SignedIn.Of(context) is not { } caller)
            return next(context);
        var row = Row(context);
        return row is null && IsPublic(context) ? next(context) : Check(context, next, given, caller, row);
    }

    private static async Task Check(
        HttpContext context, RequestDelegate next, StringValues given, SignedIn caller, HelperRow? row)
    {
        if (!Id.TryParse<ResidentId>(given.Count == 1 ? given[0] : null, out var resident)
            || resident == caller.Resident)
            await Problem.Of(EdgeFault.ActingForInvalid).ExecuteAsync(context);
        else if (await Refusal(row, resident, caller, context) is { } problem)
            await problem.ExecuteAsync(context);
        else
        {
            context.Features.Set(
                new SignedIn(resident, caller.SessionId, IsPlatformAdmin: false) { Helper = caller.Resident });
            await next(context);
        }
    }

    /// <summary>Null for what no table names.</summary>
    private static HelperRow? Row(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern }
            ? HelperTable.Find(context.Request.Method, pattern)
            : null;

    /// <summary>What everybody sees is shown to a helper too, as to anybody.</summary>
    private static bool IsPublic(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static async ValueTask<Problem?> Refusal(
        HelperRow? row, ResidentId resident, SignedIn caller, HttpContext context)
    {
        if (row is null)
            return Problem.Of(EdgeFault.NotForHelpers);
        if (row.Power is not { } power)
            return Problem.Of(EdgeFault.OnlyInPerson(row.Chinese, row.English));
        var ask = (await Asking.BindAsync(context))!;
        if (await ask.Read(resident.Actor, new GetResident()) is null)
            return Problem.Of(new MandateRejection.NotHelper());
        var isLook = HttpMethods.IsGet(context.Request.Method);
        var use = new MandateCommand.Use(resident, caller.Resident, power, row.Operation, isLook);
        var mandates = MandateDecider.ActorOf(resident);
        if ((await ask.Of(mandates, use, step: "acting")).Refusal() is { } refusal)
            return refusal;
        // A repeated key finds its old answer there, from when the helper was still trusted.
        var now = context.RequestServices.GetRequiredService<DomainClock>().GetUtcNow();
        return (await ask.Read(mandates, new GetMandates())).Trusts(caller.Resident, power, now)
            ? null
            : Problem.Of(new MandateRejection.NotHelper());
    }
}
