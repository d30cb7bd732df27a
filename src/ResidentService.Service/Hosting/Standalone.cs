using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Api.Operations;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Settings;
using ResidentService.Service.Views;

namespace ResidentService.Service.Hosting;

/// <summary>The standalone edition's runtime in the container: SQLite files, mailboxes of this process.</summary>
public static partial class Standalone
{
    /// <summary>The process ends with it when the journal cannot be written (DESIGN.md §6, SQLite).</summary>
    public const int JournalFailedExitCode = 74; // EX_IOERR

    public static WebApplicationBuilder AddStandaloneRuntime(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(Slices.All);
        services.AddSingleton(new Codec(typeof(Resident).Assembly));
        services.AddSingleton(provider => new SqliteJournal(PathOf(provider, JournalFile)));
        services.AddSingleton<IJournal>(provider => provider.GetRequiredService<SqliteJournal>());
        services.AddSingleton(provider => new ViewsDatabase(
            PathOf(provider, ViewsDatabase.FileName),
            provider.GetRequiredService<Codec>(),
            AllTables.Of(provider.GetRequiredService<SliceSet>())));
        services.AddSingleton(provider => new StandaloneRuntime(PartsOf(provider), provider.GetRequiredService<SliceSet>()));
        services.AddSingleton<IQuiesce>(provider => provider.GetRequiredService<StandaloneRuntime>());
        services.AddSingleton<IActors>(provider => provider.GetRequiredService<StandaloneRuntime>().Actors);
        services.AddSingleton(provider => provider.GetRequiredService<StandaloneRuntime>().Pump);
        services.AddSingleton(provider => provider.GetRequiredService<StandaloneRuntime>().Tables);
        services.AddSingleton(provider => new ReadinessCheck("readTables", _ => new(
            provider.GetRequiredService<StandaloneRuntime>().Tables is { IsFaulted: true } tables
                ? $"stopped after position {tables.Checkpoint}; see the log"
                : null)));
        services.AddHostedService<JournalCheckpoints>();
        return builder;
    }

    public const string JournalFile = "journal.db";

    private static string PathOf(IServiceProvider provider, string file)
    {
        provider.GetRequiredService<StoreLock>();
        return Path.Combine(provider.GetRequiredService<ServiceSettings>().StorageDirectory, file);
    }

    private static StandaloneRuntime.Parts PartsOf(IServiceProvider provider)
    {
        var log = provider.GetRequiredService<ILogger<StandaloneRuntime>>();
        var views = provider.GetRequiredService<ViewsDatabase>();
        return new(
            provider.GetRequiredService<IJournal>(),
            provider.GetRequiredService<Codec>(),
            views,
            views,
            views.CheckpointOf("reactions"),
            Scheduler.Pool,
            provider.GetRequiredService<DomainClock>(),
            TimeProvider.System,
            e => EndProcess(log, e),
            (what, e) => LogFault(log, what, e));
    }

    private static void EndProcess(ILogger log, Exception e)
    {
        LogJournalFailed(log, e);
        Console.Error.WriteLine($"The journal cannot be written, so the service ends: {e.Message}");
        Environment.Exit(JournalFailedExitCode);
    }

    [LoggerMessage(LogLevel.Critical, "The journal cannot be written; the service ends. Nothing acknowledged is lost.")]
    private static partial void LogJournalFailed(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Error, "{What} failed and will be tried again.")]
    private static partial void LogFault(ILogger log, string what, Exception e);

    /// <summary>Moves the journal's log into its file, off the writer's thread.</summary>
    private sealed class JournalCheckpoints(SqliteJournal journal, ILogger<SqliteJournal> log) : BackgroundService
    {
        private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var timer = new PeriodicTimer(Every);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    journal.Checkpoint();
                }
                catch (SqliteException e)
                {
                    LogFault(log, "Moving the journal's log into its file", e); // the log still has everything
                }
            }
        }
    }
}
