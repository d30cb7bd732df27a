using System.Collections.Concurrent;

namespace ResidentService.Runtime.Scheduling;

/// <summary>
/// Runs steps one after another on a thread of their own: for a loop that waits for the disk. On the pool it would wait
/// behind all that its last commit has set free, and the disk with it; then it would keep one of the pool's few threads
/// from people. What follows an <c>await</c> in a step goes on wherever that ended.
/// </summary>
public sealed class OwnThread : Scheduler, IDisposable
{
    private readonly BlockingCollection<Func<ValueTask>> _steps = [];

    /// <param name="name">The thread's, for whoever looks at the process.</param>
    public OwnThread(string name) => new Thread(Run) { Name = name, IsBackground = true }.Start();

    /// <inheritdoc/>
    public override void Post(Func<ValueTask> step)
    {
        try
        {
            _steps.Add(step);
        }
        catch (InvalidOperationException)
        {
            Pool.Post(step); // the thread has ended, with its host
        }
    }

    /// <summary>Ends the thread, after what was posted.</summary>
    public void Dispose() => _steps.CompleteAdding();

    private void Run()
    {
        foreach (var step in _steps.GetConsumingEnumerable())
            _ = step().AsTask();
    }
}
