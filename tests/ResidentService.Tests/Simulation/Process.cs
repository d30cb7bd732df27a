using ResidentService.Runtime.Scheduling;

namespace ResidentService.Tests.Simulation;

/// <summary>
/// A process: what it posts, and what it awaits, comes back as a step of the simulation, until it dies. What was under
/// way then never goes on.
/// </summary>
internal sealed class Process
{
    private readonly Steps _steps;
    private readonly Action<Exception> _onFault;
    private readonly Context _context;

    /// <param name="steps">Where its steps wait to be chosen.</param>
    /// <param name="onFault">Told of what a step throws.</param>
    public Process(Steps steps, Action<Exception> onFault)
    {
        (_steps, _onFault) = (steps, onFault);
        _context = new Context(this);
        Scheduler = new StepScheduler(this);
    }

    public Scheduler Scheduler { get; }

    public bool IsDead { get; private set; }

    public void Kill() => IsDead = true;

    /// <summary>Begins something; its awaits come back here.</summary>
    public void Begin(Func<Task> work) => Post(() => _ = Watch(work));

    public void Post(Action step)
    {
        if (!IsDead)
            _steps.Add(() => Run(step));
    }

    private void Run(Action step)
    {
        if (IsDead)
            return;
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            step();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private async Task Watch(Func<Task> work)
    {
        try
        {
            await work();
        }
#pragma warning disable CA1031 // Whatever it is, the run has failed by it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _onFault(e);
        }
    }

    private sealed class StepScheduler(Process process) : Scheduler
    {
        public override void Post(Func<ValueTask> step) => process.Begin(() => step().AsTask());
    }

    private sealed class Context(Process process) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => process.Post(() => d(state));

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

        public override SynchronizationContext CreateCopy() => this;
    }
}
