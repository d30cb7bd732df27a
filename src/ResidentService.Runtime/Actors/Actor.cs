using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using ResidentService.Runtime.Snapshots;

namespace ResidentService.Runtime.Actors;

/// <summary>What every hosted actor needs of its host.</summary>
/// <param name="Journal">Where streams are read.</param>
/// <param name="Writer">Where they are appended to.</param>
/// <param name="Snapshots">Where long streams are begun from.</param>
/// <param name="Codec">Events and replies to bytes and back.</param>
/// <param name="Scheduler">Where turns run.</param>
/// <param name="DomainTime">Stamps commands.</param>
/// <param name="SystemTime">Measures how long a command has waited.</param>
/// <param name="Fault">Told when an activation is given up for an exception.</param>
public sealed record ActorHost(
    IJournal Journal,
    Writer Writer,
    SnapshotQueue Snapshots,
    Codec Codec,
    Scheduler Scheduler,
    TimeProvider DomainTime,
    TimeProvider SystemTime,
    Action<ActorId, Exception> Fault);

/// <summary>A hosted actor: its mailbox and the loop of its turns. One turn at a time.</summary>
internal abstract class Actor
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(1);

    private readonly StepLoop _loop;
    private long _lastUsed;
    private int _items;

    protected Actor(ActorId id, ActorHost host)
    {
        (Id, Host) = (id, host);
        _loop = new StepLoop(host.Scheduler, Turn);
        Touch();
    }

    public ActorId Id { get; }

    /// <summary>Set when this activation can no longer be used; the next command makes another.</summary>
    public event Action<Actor>? Dropped;

    /// <summary>Told by how many items it has become larger.</summary>
    public event Action<int>? Grown;

    protected ActorHost Host { get; }

    protected Mailbox Mailbox { get; } = new();

    public TimeSpan Idle => Host.SystemTime.GetElapsedTime(Volatile.Read(ref _lastUsed));

    /// <summary>Items of its state and commands that it remembers: what its memory goes by.</summary>
    public int Items => Volatile.Read(ref _items);

    public bool IsResting => _loop.IsResting && Mailbox.IsEmpty;

    /// <summary>Whether people have waited for so long that more of them would only make it longer.</summary>
    public bool IsCrowded =>
        Mailbox.OldestOfPeople is { } postedAt && Host.SystemTime.GetElapsedTime(postedAt) > WaitMax;

    /// <summary>Puts a command into the mailbox and sees to it that a turn comes.</summary>
    public Posted Post(Letter letter)
    {
        Touch();
        var posted = Mailbox.Post(letter);
        if (posted == Posted.Accepted)
            _loop.Wake();
        return posted;
    }

    /// <summary>Lets it go, unless something waits.</summary>
    public bool TryRetire()
    {
        if (!_loop.IsResting || Mailbox.Close(force: false) is null)
            return false;
        if (!_loop.IsResting)
        {
            // A turn has begun in between, and what it appends is not for another activation to miss.
            Mailbox.Reopen();
            return false;
        }

        Dropped?.Invoke(this);
        Leave();
        return true;
    }

    protected abstract ValueTask<bool> Turn();

    /// <summary>Sees to it that a turn comes.</summary>
    protected void Wake() => _loop.Wake();

    /// <summary>Called when it is let go, after its last turn.</summary>
    protected abstract void Leave();

    protected void Touch() => Volatile.Write(ref _lastUsed, Host.SystemTime.GetTimestamp());

    protected void Weigh(int items)
    {
        var grown = items - _items;
        Volatile.Write(ref _items, items);
        if (grown > 0)
            Grown?.Invoke(grown);
    }

    /// <summary>Gives up this activation: what waits is to be tried again, and the next command loads anew.</summary>
    protected void Drop()
    {
        var left = Mailbox.Close(force: true) ?? [];
        Dropped?.Invoke(this);
        RuntimeMetrics.Shed(left.Count, "failed");
        foreach (var letter in left)
            letter.Reject(new RuntimeRejection.TryAgain());
    }
}

/// <summary>An actor whose state can be read, whatever its commands are.</summary>
internal interface IHasState<TState>
{
    ValueTask<TState> Read();
}
