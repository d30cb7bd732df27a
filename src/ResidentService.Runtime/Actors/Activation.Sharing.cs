namespace ResidentService.Runtime.Actors;

/// <summary>
/// How an activation sees what other nodes have appended to its stream, where they may: whoever reads it waits for a
/// look at the stream that began after they had asked. Those who wait together share one.
/// </summary>
internal sealed partial class Activation<TCommand, TEvent, TState>
{
    private readonly Lock _readersGate = new();
    private TaskCompletionSource? _readers;

    /// <summary>Waits for the next turn, which looks at the stream.</summary>
    private Task SeeOthers()
    {
        Task seen;
        lock (_readersGate)
        {
            _readers ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            seen = _readers.Task;
        }

        Wake();
        return seen;
    }

    private async ValueTask CatchUpForReaders()
    {
        if (!Host.Journal.IsShared || TakeReaders() is not { } readers)
            return;
        try
        {
            await CatchUp();
            readers.SetResult();
        }
        catch (Exception e)
        {
            readers.SetException(e);
            throw;
        }
    }

    private void FailReaders(Exception e) => TakeReaders()?.SetException(e);

    private TaskCompletionSource? TakeReaders()
    {
        lock (_readersGate)
        {
            var readers = _readers;
            _readers = null;
            return readers;
        }
    }
}
