using System.Diagnostics;

namespace ResidentService.Runtime.Actors;

/// <summary>
/// What waits for one actor: people's commands and followers' commands, each in a bounded lane of its own, so that a
/// rush of people does not hold up what earlier events owe, nor the other way round.
/// </summary>
internal sealed class Mailbox
{
    /// <summary>Commands of people that may wait at one actor; more are answered with 503.</summary>
    public const int PeopleMax = 4_096;

    /// <summary>Commands of followers that may wait at one actor.</summary>
    public const int FollowersMax = 1_024;

    private readonly Lock _gate = new();
    private readonly Queue<Letter> _people = new();
    private readonly Queue<Letter> _followers = new();
    private bool _closed;

    public Posted Post(Letter letter)
    {
        lock (_gate)
        {
            var (lane, max) = letter.Asked.FromFollower ? (_followers, FollowersMax) : (_people, PeopleMax);
            if (_closed)
                return Posted.Closed;
            if (lane.Count >= max)
                return Posted.Full;
            lane.Enqueue(letter);
            RuntimeMetrics.Waiting(1);
            return Posted.Accepted;
        }
    }

    /// <summary>Takes what waits, up to a number: both lanes by turns, each in its order.</summary>
    public List<Letter> Take(int max)
    {
        lock (_gate)
        {
            var depth = _people.Count + _followers.Count;
            var taken = new List<Letter>(Math.Min(max, depth));
            while (taken.Count < max && (_people.Count > 0 || _followers.Count > 0))
            {
                if (_followers.TryDequeue(out var letter))
                    taken.Add(letter);
                if (taken.Count < max && _people.TryDequeue(out letter))
                    taken.Add(letter);
            }

            if (depth > 0)
                RuntimeMetrics.MailboxDepth.Record(depth);
            RuntimeMetrics.Waiting(-taken.Count);
            return taken;
        }
    }

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _people.Count + _followers.Count == 0;
            }
        }
    }

    /// <summary>When the command of a person was posted that has waited longest; null where none waits.</summary>
    public long? OldestOfPeople
    {
        get
        {
            lock (_gate)
            {
                return _people.TryPeek(out var letter) ? letter.PostedAt : null;
            }
        }
    }

    public void Reopen()
    {
        lock (_gate)
        {
            _closed = false;
        }
    }

    /// <summary>Closes it, if nothing waits or if it must; returns what waited.</summary>
    public List<Letter>? Close(bool force)
    {
        lock (_gate)
        {
            if (!force && _people.Count + _followers.Count > 0)
                return null;
            _closed = true;
            List<Letter> left = [.. _followers, .. _people];
            _followers.Clear();
            _people.Clear();
            RuntimeMetrics.Waiting(-left.Count);
            return left;
        }
    }
}

internal enum Posted
{
    Accepted,
    Full,
    Closed,
}

/// <summary>A command that waits, with the way back to whoever asked.</summary>
internal sealed class Letter(Asked asked, long postedAt)
{
    public Asked Asked { get; } = asked;

    /// <summary>Timestamp of the system's clock.</summary>
    public long PostedAt { get; } = postedAt;

    /// <summary>Its trace, where one is kept.</summary>
    public Activity? Span { get; init; }

    /// <summary>The versions of its entries, where it was accepted before; set in the turn that found so.</summary>
    public RememberedCommands.Span? Repeated { get; set; }

    public Task<Outcome> Answer => _answer.Task;

    private readonly TaskCompletionSource<Outcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outcome? _decided;
    private Exception? _fault;

    /// <summary>Holds what was decided back until it is on disk; decided anew, the last one counts.</summary>
    public void Hold(Outcome? decided, Exception? fault = null) => (_decided, _fault) = (decided, fault);

    /// <summary>Gives what is held, if anything is.</summary>
    public void Release()
    {
        if (_decided is not null)
            _answer.TrySetResult(_decided);
        else if (_fault is not null)
            _answer.TrySetException(_fault);
    }

    public void Accept(ResidentService.Domain.Kernel.IReply reply, IReadOnlyList<Journal.Entry> entries) =>
        _answer.TrySetResult(new Outcome.Accepted(reply, entries));

    public void Reject(ResidentService.Domain.Kernel.Rejection rejection) =>
        _answer.TrySetResult(new Outcome.Rejected(rejection));

    public void Fail(Exception exception) => _answer.TrySetException(exception);
}
