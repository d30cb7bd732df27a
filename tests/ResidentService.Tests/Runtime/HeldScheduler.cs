using System.Collections.Concurrent;
using ResidentService.Runtime.Scheduling;

namespace ResidentService.Tests.Runtime;

/// <summary>The pool's threads, but steps wait while they are held.</summary>
internal sealed class HeldScheduler : Scheduler
{
    private readonly ConcurrentQueue<Func<ValueTask>> _waiting = new();
    private volatile bool _isHeld;

    public override void Post(Func<ValueTask> step)
    {
        if (_isHeld)
            _waiting.Enqueue(step);
        else
            Pool.Post(step);
    }

    public void Hold() => _isHeld = true;

    public void LetGo()
    {
        _isHeld = false;
        while (_waiting.TryDequeue(out var step))
            Pool.Post(step);
    }
}
