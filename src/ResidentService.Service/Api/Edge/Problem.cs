using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;

namespace ResidentService.Service.Api.Edge;

/// <summary>A refused request as RFC 9457 problem details: the only way in which this service says no.</summary>
public sealed class Problem : IResult, IStatusCodeHttpResult
{
    public const string ContentType = "application/problem+json";

    private readonly EdgeFault _fault;

    private Problem(EdgeFault fault) => _fault = fault;

    public int? StatusCode => _fault.Status;

    public string Code => _fault.Code;

    public static Problem Of(EdgeFault fault) => new(fault);

    public static Problem Of(Rejection rejection) => new(EdgeFault.Of(rejection));

    /// <summary>Under which the logs and traces of a request are found.</summary>
    public static string TraceOf(HttpContext context) =>
        Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var english = Language.IsEnglish(httpContext);
        var response = httpContext.Response;
        response.StatusCode = _fault.Status;
        response.Headers.ContentLanguage = english ? "en" : "zh-CN";
        response.Headers.Append("Vary", "Accept-Language");
        if (_fault.RetryAfter is { } pause)
            response.Headers.RetryAfter = ((int)pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return response.WriteAsJsonAsync(
            new ProblemBody(
                "about:blank",
                ReasonPhrases.GetReasonPhrase(_fault.Status),
                _fault.Status,
                english ? _fault.English : _fault.Chinese,
                _fault.Code,
                TraceOf(httpContext),
                _fault.Errors),
            EdgeJson.Options, ContentType, httpContext.RequestAborted);
    }
}

public sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    string TraceId,
    IReadOnlyDictionary<string, string[]>? Errors);

/// <summary>How an endpoint reads what an actor answered.</summary>
public static class Outcomes
{
    /// <summary>The problem to answer with, or null when the command was carried out.</summary>
    public static Problem? Refusal(this Outcome outcome) =>
        outcome is Outcome.Rejected refused ? Problem.Of(refused.Rejection) : null;

    /// <summary>The reply of a command that was carried out.</summary>
    public static T Reply<T>(this Outcome outcome) where T : class, IReply => outcome is Outcome.Accepted accepted
        ? accepted.Reply as T ?? throw new InvalidOperationException($"{accepted.Reply.GetType()} is no {typeof(T)}")
        : throw new InvalidOperationException("a refused command has no reply");
}
