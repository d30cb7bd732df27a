namespace ResidentService.Runtime.Scheduling;

/// <summary>
/// The thin pump around a step function: runs it while it has work, never twice at once, and rests until woken.
/// A wake during a step is not lost.
/// </summary>
/// <param name="scheduler">Where the steps run.</param>
/// <param name="step">Does one piece of work; returns whether there may be more. It handles its own exceptions.</param>
public sealed class StepLoop(Scheduler scheduler, Func<ValueTask<bool>> step)
{
    private const int Resting = 0;
    private const int Running = 1;
    private const int WokenAgain = 2;

    private int _state = Resting;

    /// <summary>Whether no step runs or is posted.</summary>
    public bool IsResting => Volatile.Read(ref _state) == Resting;

    /// <summary>There may be work. Cheap when it runs already.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _state) == WokenAgain)
            return;
        if (Interlocked.CompareExchange(ref _state, Running, Resting) == Resting)
            scheduler.Post(Run);
        else if (Interlocked.CompareExchange(ref _state, WokenAgain, Running) == Resting)
            Wake();
    }

    private async ValueTask Run()
    {
        Volatile.Write(ref _state, Running);
        if (await step() || Interlocked.CompareExchange(ref _state, Resting, Running) != Running)
            scheduler.Post(Run);
    }
}
