using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using ResidentService.Runtime.Snapshots;
using ResidentService.Service;
using ResidentService.Service.Adapters.Sqlite;
using EventId = ResidentService.Domain.CommunityEvents.EventId;

namespace ResidentService.Baseline;

/// <summary>
/// An event's path alone: its mailbox, its rules, the hash chain, the commit on disk and its snapshots, all of them the
/// service's own, and nothing else that a sign-up is there: no claim of time, no read tables, no reactions, no messages.
/// </summary>
internal sealed class Seats : IAsyncDisposable
{
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("resident-service-baseline-");
    private readonly SqliteJournal _journal;
    private readonly SqliteSnapshots _snapshots;
    private readonly LocalActors _actors;
    private readonly ConcurrentDictionary<EventId, Lazy<Task>> _published = new();
    private readonly Timer _checkpoints;

    public Seats()
    {
        _journal = new SqliteJournal(Path.Combine(_folder.FullName, "journal.db"));
        _snapshots = new SqliteSnapshots(Path.Combine(_folder.FullName, "snapshots.db"));
        var (pool, time) = (Scheduler.Pool, TimeProvider.System);
        _actors = new LocalActors(Slices.All, new ActorHost(
            _journal, new Writer(_journal, new Tail(0), pool, time, Throw),
            new SnapshotQueue(_snapshots, pool, (_, e) => Throw(e)), new Codec(typeof(Resident).Assembly), pool, time, time,
            (_, e) => Throw(e)));
        _checkpoints = new Timer(_ => _journal.Checkpoint(), null, CheckpointEvery, CheckpointEvery);
    }

    /// <summary>Signs somebody up who has never been here; the event is there when it is first asked for.</summary>
    /// <param name="key">Tells requests apart, and people.</param>
    public async Task<SignUpReply> SignUp(string @event, string key)
    {
        var id = Id.Parse<EventId>(@event);
        await _published.GetOrAdd(id, _ => new(() => Publish(id))).Value;
        var resident = Id.New<ResidentId>(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        var accepted = await Ask(id, new CommunityEventCommand.SignUp(resident, 1, true), key, new(resident.Value));
        return (SignUpReply)accepted.Reply;
    }

    public async ValueTask DisposeAsync()
    {
        await _checkpoints.DisposeAsync();
        _snapshots.Dispose();
        _journal.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task Publish(EventId id)
    {
        var starts = DateTimeOffset.UtcNow.AddDays(7);
        var details = new EventDetails(
            "抢票", null, [new(starts, starts.AddHours(2))], null, null, 1_000_000, 0, null, false, false, false, null, null,
            null);
        await Ask(
            id, new CommunityEventCommand.Draft(id, Id.Parse<CommunityId>("com_tangdu"), details), $"{id}-draft",
            Caller.System);
        await Ask(id, new CommunityEventCommand.Publish(new()), $"{id}-publish", Caller.System);
    }

    private async Task<Outcome.Accepted> Ask(EventId id, ICommand command, string key, Caller caller) =>
        await _actors.Ask(id.Actor, new Asked(command, CommandId.OfRequest(key), default, caller)) as Outcome.Accepted
        ?? throw new InvalidOperationException($"{command} was refused");

    private static void Throw(Exception e) => throw new InvalidOperationException("The store can't be used.", e);
}
