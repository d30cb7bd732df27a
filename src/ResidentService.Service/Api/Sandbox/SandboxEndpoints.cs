using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Kernel;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Sandbox;

namespace ResidentService.Service.Api.Sandbox;

/// <summary>Mapped in the sandbox only, which listens on loopback only.</summary>
public static class SandboxEndpoints
{
    public static void MapSandbox(this IEndpointRouteBuilder routes)
    {
        var sandbox = routes.MapGroup("/sandbox").AllowAnonymous().CheckRequests().WithTags("sandbox");
        sandbox.MapPost("/clock", Advance)
            .WithSummary("Moves domain time forward; answers when what is then due has happened.")
            .DisableRequestTimeout();
    }

    private static async Task<Ok<ClockAnswer>> Advance(
        Body<AdvanceClock> body, DomainClock clock, [FromServices] IQuiesce quiesce, CancellationToken cancellation)
    {
        await clock.Advance(body.Value.AdvanceMinutes);
        await quiesce.Settled(cancellation);
        return TypedResults.Ok(new ClockAnswer(Calendar.Local(clock.GetUtcNow())));
    }
}

public sealed record AdvanceClock(int AdvanceMinutes)
{
    /// <summary>366 days.</summary>
    public const int MinutesMax = 527_040;

    public sealed class Rules : AbstractValidator<AdvanceClock>
    {
        public Rules() => RuleFor(body => body.AdvanceMinutes).InclusiveBetween(1, MinutesMax);
    }
}

public sealed record ClockAnswer(DateTimeOffset Now);
