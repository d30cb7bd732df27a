using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using ResidentService.Runtime.Snapshots;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Api.Operations;
using ResidentService.Service.Messages;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;
using ResidentService.Service.Telemetry;
using ResidentService.Service.Views;

namespace ResidentService.Service.Hosting;

/// <summary>The standalone edition's runtime in the container: its store, and mailboxes of this process.</summary>
public static partial class Standalone
{
    /// <summary>How long a start waits for erasures; what is left then goes on beside the first requests.</summary>
    private static readonly TimeSpan ErasuresPatience = TimeSpan.FromSeconds(2);

    /// <summary>The threads of what waits for the disk.</summary>
    private const string Commits = "commits";
    private const string Tables = "read tables";

    /// <param name="builder">Of the process.</param>
    /// <param name="reach">The way to actors that live in other processes too; null: there are none.</param>
    public static WebApplicationBuilder AddStandaloneRuntime(
        this WebApplicationBuilder builder, Func<IServiceProvider, LocalActors, IActors>? reach = null)
    {
        var services = builder.Services;
        services.AddSingleton(Slices.All);
        services.AddSingleton(new Codec(typeof(Resident).Assembly));
        var settings = ServiceSettings.Read(builder.Configuration, builder.Environment);
        if (settings.PostgreSql is { } shared)
            services.AddPostgreSqlStore(shared.Value);
        else
            services.AddSqliteStore(settings.StorageDirectory);
        services.AddKeyedSingleton(Commits, (_, _) => new OwnThread(Commits));
        services.AddKeyedSingleton(Tables, (_, _) => new OwnThread(Tables));
        services.AddSingleton(provider => new StandaloneRuntime(PartsOf(provider, reach), provider.GetRequiredService<SliceSet>()));
        services.AddSingleton<IQuiesce>(provider => provider.GetRequiredService<StandaloneRuntime>());
        services.AddSingleton<IActors>(provider => provider.GetRequiredService<StandaloneRuntime>().Everywhere);
        services.AddSingleton(provider => provider.GetRequiredService<StandaloneRuntime>().Writer);
        services.AddSingleton(provider => provider.GetRequiredService<StandaloneRuntime>().Pump);
        services.AddSingleton(provider => provider.GetRequiredService<StandaloneRuntime>().Tables);
        services.AddSingleton(provider => new ReadinessCheck("readTables", _ => new(
            provider.GetRequiredService<StandaloneRuntime>().Tables is { IsFaulted: true } tables
                ? $"stopped after position {tables.Checkpoint}; see the log"
                : null)));
        services.AddSingleton(provider => new ReadinessWarning("parked", () =>
            ParkedEndpoints.Warning(provider.GetRequiredService<StandaloneRuntime>())));
        return builder;
    }

    public const string JournalFile = "journal.db";
    public const string SnapshotsFile = "snapshots.db";

    /// <summary>Sets the runtime going; erasures that a crash or a restored backup has left open come first.</summary>
    public static async Task StartRuntime(this WebApplication app)
    {
        // Nodes that start together would each make a first key, and refuse tokens of those that they have not seen.
        app.Services.GetRequiredService<KeysDatabase>().OneAtATime(
            () => app.Services.GetDataProtector(nameof(StartRuntime)).Protect([]));
        var runtime = app.Services.GetRequiredService<StandaloneRuntime>();
        var erasures = app.Services.GetRequiredService<Erasures>();
        var untold = await erasures.Reapply(app.Services.GetRequiredService<IJournal>().LastPosition);
        await runtime.Start();
        if (app.Services.GetService<PostgreSqlNode>() is { } node)
            await node.Start();
        await erasures.Tell(untold, runtime.Everywhere);
        var follower = await runtime.Follow("erasures", erasures);
        await follower.WaitFor(runtime.LastPosition, ErasuresPatience);
        if (app.Services.GetService<OutboxFollower>() is { } messages)
            await runtime.Follow("messages", messages, isOfLeader: true);
    }

    private static ILogger LogOf(IServiceProvider provider) =>
        provider.GetRequiredService<ILogger<StandaloneRuntime>>();

    private static StandaloneRuntime.Parts PartsOf(
        IServiceProvider provider, Func<IServiceProvider, LocalActors, IActors>? reach)
    {
        var log = LogOf(provider);
        var views = provider.GetRequiredService<ReadTables>();
        var codec = provider.GetRequiredService<Codec>();
        var settings = provider.GetRequiredService<ServiceSettings>();
        return new(
            provider.GetRequiredService<IJournal>(),
            provider.GetRequiredService<ISnapshots>(),
            codec,
            views,
            views,
            new ReactionProgress(views),
            Scheduler.Pool,
            provider.GetRequiredService<DomainClock>(),
            TimeProvider.System,
            Stores.OnCommitFailure(provider),
            (what, e) => LogFault(log, what, e))
        {
            CommitScheduler = provider.GetRequiredKeyedService<OwnThread>(Commits),
            TablesScheduler = provider.GetRequiredKeyedService<OwnThread>(Tables),
            OnCommitted = entries => DomainMetrics.Count(entries, codec),
            IsElected = settings.PostgreSql is not null,
            Reach = own => reach?.Invoke(provider, own) ?? own,
            ActorLimits = ActorLimits.Default with { ActorsMax = settings.Limits.ActorsMax },
        };
    }

    [LoggerMessage(LogLevel.Error, "{What} failed.")]
    private static partial void LogFault(ILogger log, string what, Exception e);
}
