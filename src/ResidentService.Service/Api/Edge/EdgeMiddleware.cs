using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using ResidentService.Domain.Residents;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Edge;

/// <summary>What stands around every request, outermost first.</summary>
public static partial class EdgeMiddleware
{
    /// <summary>The API serves data only; the API page needs its own scripts and styles.</summary>
    public static Task AddSecurityHeaders(HttpContext context, RequestDelegate next)
    {
        AddSecurityHeaders(context);
        return next(context);
    }

    /// <summary>
    /// What takes longer than a request may is given up, with an answer that the same key can be used again. What was
    /// decided until then stands.
    /// </summary>
    public static Task AnswerTooLate(HttpContext context)
    {
        AddSecurityHeaders(context); // what was there is cleared
        context.RequestAborted = CancellationToken.None; // it is the late request's, not this answer's
        return Problem.Of(EdgeFault.TryAgain).ExecuteAsync(context);
    }

    private static void AddSecurityHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        var isPage = context.Request.Path.StartsWithSegments(OpenApiPage.Path, StringComparison.OrdinalIgnoreCase);
        headers.ContentSecurityPolicy = isPage
            ? "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
                + "script-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
            : "default-src 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
    }

    /// <summary>A surprise is logged with its trace and answered without a word of it.</summary>
    public static async Task CatchSurprises(HttpContext context, RequestDelegate next, ILogger log)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer.
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            await Problem.Of(Fault(context, refused)).ExecuteAsync(context);
        }
        catch (AccountErasedException) when (!context.Response.HasStarted)
        {
            await Problem.Of(new ResidentRejection.AccountDeleted()).ExecuteAsync(context);
        }
        catch (Exception away) when (PostgreSqlStoreException.IsAway(away) && !context.Response.HasStarted)
        {
            LogStoreAway(log, away, Problem.TraceOf(context));
            await Problem.Of(EdgeFault.TryAgain).ExecuteAsync(context);
        }
        catch (Exception surprise)
        {
            LogSurprise(log, surprise, context.GetEndpoint()?.DisplayName, Problem.TraceOf(context));
            if (context.Response.HasStarted)
                throw;
            await Problem.Of(EdgeFault.InternalError).ExecuteAsync(context);
        }
    }

    /// <summary>What the framework refuses with a bare status gets its words here.</summary>
    public static Task ExplainStatus(StatusCodeContext context) =>
        Problem.Of(EdgeFault.OfStatus(context.HttpContext.Response.StatusCode)).ExecuteAsync(context.HttpContext);

    /// <summary>
    /// What routing refuses is said before anybody is asked to sign in: that there is nothing, or that the method or
    /// the content type is wrong.
    /// </summary>
    public static Task AnswerRefusedRoutes(HttpContext context, RequestDelegate next)
    {
        switch (context.GetEndpoint())
        {
            case RouteEndpoint:
                return next(context);
            case { RequestDelegate: { } refusal }:
                return refusal(context);
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    /// <summary>A path with a malformed id names nothing; any other parameter is a field that is wrong.</summary>
    private static EdgeFault Fault(HttpContext context, BadHttpRequestException refused)
    {
        if (refused.StatusCode != StatusCodes.Status400BadRequest)
            return EdgeFault.OfStatus(refused.StatusCode);
        if (ParameterName().Match(refused.Message) is not { Success: true } match)
            return EdgeFault.ValidationFailed;
        var name = JsonNamingPolicy.CamelCase.ConvertName(match.Groups["name"].Value);
        if (context.Request.RouteValues.ContainsKey(name))
            return EdgeFault.NoSuchRoute;
        Language.Speak(context);
        return EdgeFault.ValidationFailed.At(name, "格式不对，请检查后重填。", "This has the wrong form. Please correct it.");
    }

    /// <summary>From <c>Failed to bind parameter "int limit" from "x".</c> and its like.</summary>
    [GeneratedRegex("""parameter "[^"]* (?<name>\w+)" """, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex ParameterName();

    [LoggerMessage(LogLevel.Warning, "The store cannot be asked, trace {Trace}")]
    private static partial void LogStoreAway(ILogger log, Exception why, string trace);

    [LoggerMessage(LogLevel.Error, "{Endpoint} failed, trace {Trace}")]
    private static partial void LogSurprise(ILogger log, Exception surprise, string? endpoint, string trace);
}
