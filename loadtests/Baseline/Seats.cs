using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Micro;
using ResidentService.Runtime.Actors;
using EventId = ResidentService.Domain.CommunityEvents.EventId;

namespace ResidentService.Baseline;

/// <summary>
/// An event's path alone: its mailbox, its rules, the hash chain, the commit on disk and its snapshots, all of them the
/// service's own, and nothing else that a sign-up is there: no claim of time, no read tables, no reactions, no messages.
/// </summary>
internal sealed class Seats : IAsyncDisposable
{
    private const int Room = 1_000_000;

    /// <summary>As the service does.</summary>
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(5);

    private readonly Store _store = new();
    private readonly Lazy<Task<LocalActors>> _actors;
    private readonly ConcurrentDictionary<EventId, Lazy<Task>> _published = new();
    private readonly Timer _checkpoints;

    public Seats()
    {
        _actors = new(() => _store.Start());
        _checkpoints = new Timer(_ => _store.Journal.Checkpoint(), null, CheckpointEvery, CheckpointEvery);
    }

    /// <summary>Signs somebody up who has never been here; the event is there when it is first asked for.</summary>
    /// <param name="key">Tells requests apart, and people.</param>
    public async Task<SignUpReply> SignUp(string @event, string key)
    {
        var (id, actors) = (Id.Parse<EventId>(@event), await _actors.Value);
        await _published.GetOrAdd(id, _ => new(() => Store.Publish(actors, id, Room))).Value;
        var resident = Id.New<ResidentId>(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        var accepted = await Store.Ask(actors, id.Actor, new CommunityEventCommand.SignUp(resident, 1, true));
        return (SignUpReply)accepted.Reply;
    }

    public async ValueTask DisposeAsync()
    {
        await _checkpoints.DisposeAsync();
        _store.Dispose();
    }
}
