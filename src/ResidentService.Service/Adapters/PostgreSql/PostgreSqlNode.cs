using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using ResidentService.Service.Hosting;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Adapters.PostgreSql;

/// <summary>
/// What makes a process one of several on the same database, over a connection of its own: there it hears what others
/// have committed, and holds, or tries for, the lock of whoever leads. When that connection is lost, so is the lock, and
/// another node has it within seconds.
/// </summary>
public sealed partial class PostgreSqlNode : IAsyncDisposable
{
    /// <summary>How often it makes sure of its lock, or tries for it; and its pause before it connects again.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly string _connectionString;
    private readonly PostgreSqlJournal _journal;
    private readonly StandaloneRuntime _runtime;
    private readonly Sessions _sessions;
    private readonly DomainClock _clock;
    private readonly ILogger<PostgreSqlNode> _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    /// <param name="connectionString">Of the store.</param>
    public PostgreSqlNode(
        string connectionString, PostgreSqlJournal journal, StandaloneRuntime runtime, Sessions sessions,
        DomainClock clock, ILogger<PostgreSqlNode> log)
    {
        // Whoever cannot ask within so long does not lead.
        _connectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            Timeout = 5,
            CommandTimeout = 5,
            Options = PostgreSqlSchema.LetGoOfTheSilent(connectionString),
        }.ToString();
        (_journal, _runtime, _sessions, _clock, _log) = (journal, runtime, sessions, clock, log);
    }

    /// <summary>Joins the others; it is known then whether this node leads.</summary>
    public Task Start()
    {
        _running = Task.Run(Run);
        return _joined.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await Join();
                while (true)
                {
                    await SeeWhoLeads(connection);
                    // Also what was committed with an answer that got lost, which nobody is told of.
                    _runtime.Advance(await _journal.LastPosition());
                    _joined.TrySetResult();
                    await Listen(connection);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // It is told to stop; the lock is gone with the connection.
            }
#pragma warning disable CA1031 // Whatever it is: this node does not lead, and joins again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogLost(_log, e);
            }

            if (_runtime.Leads)
                _runtime.Yield();
            await Task.Delay(Beat, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        _joined.TrySetCanceled();
    }

    /// <summary>From now on it hears of everything; what was said before is looked up.</summary>
    private async Task<NpgsqlConnection> Join()
    {
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            connection.Notification += (_, said) => Hear(said);
            await connection.OpenAsync(_stop.Token);
            await Run(connection, $"listen {PostgreSqlJournal.Channel}; listen {PostgreSqlTables.Channel}; "
                + $"listen {KeysDatabase.EndedSession}; listen {KeysDatabase.MovedClock}");
            _sessions.ForgetAll();
            _clock.LookAgain();
            _runtime.Tables.Wake();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task SeeWhoLeads(NpgsqlConnection connection)
    {
        if (_runtime.Leads)
        {
            await Run(connection, "select 1"); // fails when the connection, and with it the lock, is lost
            return;
        }

        if (await Run(connection, $"select pg_try_advisory_lock({AdvisoryLocks.Leader})") is not true)
            return;
        await _runtime.Lead();
        LogLeads(_log);
    }

    /// <summary>For one beat.</summary>
    private async Task Listen(NpgsqlConnection connection)
    {
        var end = DateTime.UtcNow + Beat;
        while (end - DateTime.UtcNow is var rest && rest > TimeSpan.Zero)
            await connection.WaitAsync((int)Math.Ceiling(rest.TotalMilliseconds), _stop.Token); // 0 would be for ever
    }

    private void Hear(NpgsqlNotificationEventArgs said)
    {
        switch (said.Channel)
        {
            case PostgreSqlJournal.Channel:
                if (said.Payload.Split(' ') is [var node, var position] && node != _journal.Node)
                    _runtime.Advance(long.Parse(position, CultureInfo.InvariantCulture));
                break;
            case PostgreSqlTables.Channel:
                if (!_runtime.Leads)
                    _runtime.Tables.Wake();
                break;
            case KeysDatabase.EndedSession:
                _sessions.Forget([said.Payload]);
                break;
            case KeysDatabase.MovedClock:
                _clock.LookAgain();
                break;
        }
    }

    private async Task<object?> Run(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Constant text of our own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(_stop.Token);
    }

    [LoggerMessage(LogLevel.Information, "This node leads: reactions, deadlines and read tables are its work.")]
    private static partial void LogLeads(ILogger log);

    [LoggerMessage(LogLevel.Warning, "The connection to the other nodes is lost; it is made again.")]
    private static partial void LogLost(ILogger log, Exception e);
}
