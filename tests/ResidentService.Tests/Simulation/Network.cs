using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;

namespace ResidentService.Tests.Simulation;

/// <summary>Between users and the service: answers may be lost, and connections end when the service dies.</summary>
internal sealed class Network(World world)
{
    private readonly List<TaskCompletionSource<Outcome?>> _open = [];

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <param name="key">The Idempotency-Key; the same one names the same request.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="endpoint">What the service does with it.</param>
    /// <returns>Null where no answer came: whether it was done is unknown.</returns>
    public Task<Outcome?> Send(string key, Caller caller, Func<Request, ValueTask<Outcome>> endpoint)
    {
        var host = world.Host;
        var answer = new TaskCompletionSource<Outcome?>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!host.IsReady)
        {
            answer.SetResult(null);
            return answer.Task;
        }

        _open.Add(answer);
        host.Process.Begin(async () =>
        {
            Outcome? outcome;
            try
            {
                outcome = await endpoint(new Request(world, host, key, caller));
            }
            catch (IOException)
            {
                outcome = null; // 500
            }

            if (host.Process.IsDead)
                return;
            _open.Remove(answer);
            var isLost = world.Chance.OnceIn(world.Faults.AnswerIsLostOnceIn);
            world.Users.Post(() => answer.SetResult(isLost ? null : outcome));
        });
        return answer.Task;
    }

    public void LoseConnections()
    {
        foreach (var answer in _open)
            world.Users.Post(() => answer.SetResult(null));
        _open.Clear();
    }
}
