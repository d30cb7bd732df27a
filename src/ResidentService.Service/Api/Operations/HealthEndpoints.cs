using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace ResidentService.Service.Api.Operations;

/// <summary>One thing that must be well before requests are let in. Register as many as there are.</summary>
/// <param name="WhyNot">A reason for staff, without personal data; null when all is well.</param>
public sealed record ReadinessCheck(string Name, Func<CancellationToken, ValueTask<string?>> WhyNot);

/// <summary>Something that staff should look at while requests are served as ever.</summary>
/// <param name="What">A line for staff, without personal data; null when there is nothing.</param>
public sealed record ReadinessWarning(string Name, Func<string?> What);

/// <summary>Every registered check and warning.</summary>
public sealed class Readiness(IEnumerable<ReadinessCheck> checks, IEnumerable<ReadinessWarning> warnings)
{
    public async Task<HealthAnswer> Ask(CancellationToken cancellation)
    {
        var reasons = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var check in checks)
        {
            if (await check.WhyNot(cancellation) is { } reason)
                reasons[check.Name] = reason;
        }

        var answer = reasons.Count == 0 ? HealthAnswer.Well : new("notReady", reasons);
        return answer with { Warnings = Warnings() };
    }

    private SortedDictionary<string, string>? Warnings()
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var warning in warnings)
        {
            if (warning.What() is { } line)
                lines[warning.Name] = line;
        }

        return lines.Count > 0 ? lines : null;
    }
}

/// <param name="Reasons">By the check's name.</param>
/// <param name="Warnings">What is well enough to serve requests, and still needs somebody.</param>
public sealed record HealthAnswer(
    string Status,
    IReadOnlyDictionary<string, string>? Reasons = null,
    IReadOnlyDictionary<string, string>? Warnings = null)
{
    public static HealthAnswer Well { get; } = new("ok");
}

public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().WithTags("operations");
        health.MapGet("/live", () => TypedResults.Ok(HealthAnswer.Well)).WithSummary("The process answers.");
        health.MapGet("/ready", Ready).WithSummary("Requests can be served.");
    }

    private static async Task<Results<Ok<HealthAnswer>, JsonHttpResult<HealthAnswer>>> Ready(
        Readiness readiness, CancellationToken cancellation)
    {
        var answer = await readiness.Ask(cancellation);
        if (answer.Reasons is null)
            return TypedResults.Ok(answer);
        return TypedResults.Json(answer, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
