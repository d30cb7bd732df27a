namespace ResidentService.Runtime.Scheduling;

/// <summary>
/// Where steps run. Everything in the runtime that goes on by itself is a step posted here, so that a simulation
/// can hold all of them in its hand and choose, from a seed, which one is next.
/// </summary>
public abstract class Scheduler
{
    /// <summary>Runs a step soon. A step must not block for long and must not throw.</summary>
    public abstract void Post(Func<ValueTask> step);

    /// <summary>Runs something short after a pause, as a step.</summary>
    /// <param name="pause">By <paramref name="time"/>.</param>
    /// <param name="time">The clock that counts the pause.</param>
    /// <param name="action">Must not block and must not throw.</param>
    public void PostAfter(TimeSpan pause, TimeProvider time, Action action)
    {
        _ = Wait();

        async Task Wait()
        {
            await Task.Delay(pause, time);
            Post(() =>
            {
                action();
                return default;
            });
        }
    }

    /// <summary>The pool's threads: the scheduler of a real host.</summary>
    public static Scheduler Pool { get; } = new PoolScheduler();

    private sealed class PoolScheduler : Scheduler
    {
        public override void Post(Func<ValueTask> step) =>
            ThreadPool.UnsafeQueueUserWorkItem(static step => _ = step().AsTask(), step, preferLocal: false);
    }
}
