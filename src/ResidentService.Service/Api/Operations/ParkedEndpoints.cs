using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Followers;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Hosting;
using ResidentService.Service.Security;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Operations;

/// <summary>What could not be delivered: staff see it and, when the cause is mended, run it again.</summary>
public static class ParkedEndpoints
{
    private const string List = "/api/v1/operations/parked";

    /// <summary>How long a request waits for a run; what waits behind a delivery may be thousands of entries.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapParked(this RouteGroupBuilder api)
    {
        var parked = api.MapGroup("/operations/parked").WithTags("operations");
        parked.MapGet("", GetAll)
            .WithSummary("Deliveries that failed too often to be tried by themselves; for admins and auditors.");
        parked.MapPost("/{kind}/{key}/re-run", RunAgain).RequireAuthorization(Policies.PlatformAdmin)
            .WithSummary("Runs a parked delivery again, and what waits behind it; 202 when that takes longer.");
    }

    /// <summary>The line of <c>/health/ready</c>; null when nothing is parked.</summary>
    public static string? Warning(StandaloneRuntime runtime)
    {
        var count = (runtime.Leads ? runtime.Reactions.Parked : 0) + runtime.Deadlines.Parked;
        return count == 0 ? null : $"{count} parked; see GET {List}";
    }

    private static async Task<Results<Ok<ItemsOf<ParkedItem>>, Problem>> GetAll(
        Page page, SignedIn caller, Access access, Tables tables)
    {
        if (!await access.MayReadOperations(caller))
            return Problem.Of(EdgeFault.NotAllowed);
        var rows = tables.Read(connection => ParkedTable.All(connection, page));
        return TypedResults.Ok(page.Of(rows, ParkedItem.Of, ParkedTable.KeyOf));
    }

    private static async Task<Results<Ok<RerunAnswer>, Accepted<RerunAnswer>, Problem>> RunAgain(
        string kind, string key, [AsParameters] WhichDeadline which, NoBody nothing, StandaloneRuntime runtime,
        Tables tables)
    {
        var source = new ActorId(kind, key);
        if (!runtime.Leads)
        {
            // Of the nodes one does this, and another try may meet it.
            return Problem.Of(tables.Read(connection => ParkedTable.Has(connection, source, which.Deadline ?? ""))
                ? EdgeFault.TryAgain
                : EdgeFault.NoSuchRoute);
        }

        var running = which.Deadline is { Length: > 0 } deadline
            ? runtime.Deadlines.RunAgain(source, deadline).AsTask()
            : runtime.Reactions.RunAgain(source).AsTask();
        if (await Task.WhenAny(running, Task.Delay(Patience)) != running)
            return TypedResults.Accepted(List, new RerunAnswer(0, null, null));
        return await running is { } ended
            ? TypedResults.Ok(RerunAnswer.Of(ended))
            : Problem.Of(EdgeFault.NoSuchRoute);
    }
}

public sealed record WhichDeadline
{
    private const int LengthMax = 100;

    /// <summary>The key of a parked deadline; absent: what the stream's entries send.</summary>
    [FromQuery(Name = "deadline")]
    public string? Deadline { get; init; }

    public sealed class Rules : AbstractValidator<WhichDeadline>
    {
        public Rules() => RuleFor(query => query.Deadline).MaximumLength(LengthMax);
    }
}

/// <param name="Source">The stream, as <c>kind/key</c>.</param>
/// <param name="Deadline">The deadline's key; absent where it is what the entry sends.</param>
/// <param name="Version">The entry's version in the stream.</param>
/// <param name="Position">The entry's position in the journal.</param>
/// <param name="Reason">Why the last try failed.</param>
/// <param name="Waiting">Later entries that wait behind it.</param>
public sealed record ParkedItem(
    string Source, string? Deadline, long Version, long Position, DateTimeOffset Since, int Tries, string Reason,
    int Waiting)
{
    public static ParkedItem Of(ParkedDelivery parked) => new(
        parked.Source.ToString(), parked.Deadline.Length > 0 ? parked.Deadline : null, parked.Version,
        parked.Position, parked.Since, parked.Tries, parked.Reason, parked.Waiting);
}

/// <param name="Delivered">Entries that are delivered now, or 1 for a deadline.</param>
/// <param name="Parked">Entries that are parked still, or wait behind one; absent while it runs on.</param>
/// <param name="Reason">Why it failed again; absent when nothing is parked any more.</param>
public sealed record RerunAnswer(int Delivered, int? Parked, string? Reason)
{
    public static RerunAnswer Of(Rerun ended) =>
        new(ended.Delivered, ended.Still is { } still ? 1 + still.Waiting : 0, ended.Still?.Reason);
}
