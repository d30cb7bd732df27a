using ResidentService.Runtime.Scheduling;

namespace ResidentService.Tests.Runtime;

public sealed class OwnThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Steps_run_in_their_order_on_one_thread_that_is_not_the_pools()
    {
        using var scheduler = new OwnThread("the disk's");
        var seen = new List<(int Step, string? Thread, bool IsPools)>();
        var ended = new TaskCompletionSource();
        for (var i = 0; i < 100; i++)
        {
            var step = i;
            scheduler.Post(() =>
            {
                seen.Add((step, Thread.CurrentThread.Name, Thread.CurrentThread.IsThreadPoolThread));
                if (step == 99)
                    ended.SetResult();
                return default;
            });
        }

        await ended.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 100).Select(step => (step, (string?)"the disk's", false)), seen);
    }

    [Fact]
    public async Task A_step_that_waits_holds_up_no_other()
    {
        using var scheduler = new OwnThread("waits");
        var (open, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        scheduler.Post(async () => await open.Task);
        scheduler.Post(() =>
        {
            ended.SetResult();
            return default;
        });
        await ended.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        open.SetResult();
    }

    [Fact]
    public async Task What_is_posted_after_its_end_runs_all_the_same()
    {
        var scheduler = new OwnThread("ends");
        scheduler.Dispose();
        var ran = new TaskCompletionSource();
        scheduler.Post(() =>
        {
            ran.SetResult();
            return default;
        });
        await ran.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }
}
