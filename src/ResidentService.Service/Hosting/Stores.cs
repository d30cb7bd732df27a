using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Snapshots;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Settings;
using ResidentService.Service.Views;

namespace ResidentService.Service.Hosting;

/// <summary>Journal, snapshots and read tables in the container: files of a folder, or a PostgreSQL that nodes share.</summary>
internal static partial class Stores
{
    public static void AddSqliteStore(this IServiceCollection services, string directory)
    {
        services.AddSingleton(provider => Open(provider, directory, Standalone.JournalFile,
            path => new SqliteJournal(path, e => EndProcess(provider, e))));
        services.AddSingleton(provider => Slowed(provider, provider.GetRequiredService<SqliteJournal>()));
        services.AddSingleton<ISnapshots>(provider => Open(
            provider, directory, Standalone.SnapshotsFile, path => new SqliteSnapshots(path)));
        services.AddSingleton<ReadTables>(provider => Open(provider, directory, ViewsDatabase.FileName,
            path => new ViewsDatabase(path, provider.GetRequiredService<Codec>(), TablesOf(provider))));
        services.AddHostedService<JournalCheckpoints>();
    }

    public static void AddPostgreSqlStore(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => PostgreSqlJournal.OpenSchema(connectionString));
        services.AddSingleton<PostgreSqlJournal>();
        services.AddSingleton(provider => Slowed(provider, provider.GetRequiredService<PostgreSqlJournal>()));
        services.AddSingleton<ISnapshots, PostgreSqlSnapshots>();
        services.AddSingleton<ReadTables>(provider => new PostgreSqlTables(
            connectionString, provider.GetRequiredService<Codec>(), TablesOf(provider)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PostgreSqlNode>(provider, connectionString));
    }

    /// <summary>
    /// Of a file nobody knows what it holds after a write that failed; of a database the next question tells.
    /// </summary>
    public static Action<Exception> OnCommitFailure(IServiceProvider provider) =>
        provider.GetRequiredService<IJournal>().IsShared
            ? e => LogCommitFailed(LogOf(provider), e)
            : e => EndProcess(provider, e);

    private static T Open<T>(IServiceProvider provider, string directory, string file, Func<string, T> open)
    {
        provider.GetRequiredService<StoreLock>();
        return StoreFileException.Naming(Path.Combine(directory, file), open);
    }

    private static IReadOnlyList<Projection> TablesOf(IServiceProvider provider) =>
        AllTables.Of(provider.GetRequiredService<SliceSet>());

    private static IJournal Slowed(IServiceProvider provider, IJournal journal) =>
        provider.GetRequiredService<ServiceSettings>().Limits.JournalCommands is { } perSecond
            ? new SlowedJournal(journal, perSecond, TimeProvider.System)
            : journal;

    private static ILogger LogOf(IServiceProvider provider) =>
        provider.GetRequiredService<ILogger<StandaloneRuntime>>();

    private static void EndProcess(IServiceProvider provider, Exception e)
    {
        LogJournalFailed(LogOf(provider), e);
        BrokenStore.EndProcess(e);
    }

    [LoggerMessage(LogLevel.Critical, "The journal fails; the service ends. Nothing acknowledged is lost.")]
    private static partial void LogJournalFailed(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Error, "A commit failed; whoever waits for it is asked to try again.")]
    private static partial void LogCommitFailed(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Error, "Moving the journal's log into its file, which is tried again, failed.")]
    private static partial void LogCheckpointFailed(ILogger log, Exception e);

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
                    LogCheckpointFailed(log, e); // it still has everything
                }
            }
        }
    }
}
