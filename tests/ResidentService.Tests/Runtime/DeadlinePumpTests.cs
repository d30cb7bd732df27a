using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using ResidentService.Service.Views;
using static ResidentService.Tests.Runtime.Eventually;

namespace ResidentService.Tests.Runtime;

/// <summary>Whatever is added is told to the echo a minute later; over the real table of deadlines.</summary>
public sealed class DeadlinePumpTests : IDisposable
{
    private const string Later = "later";

    private static readonly ActorId Zhang = Tally.Actor("zhang");
    private static readonly ActorId Echo = Tally.Actor("echo");
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);

    private static readonly SliceSet Slices = new(Slice.Of(Tally.Decider, new Reactions<Tally.Added>(
        (_, _, _) => [],
        (source, added, at) => source == Echo
            ? []
            : [new Deadline.Set(Later, at.AddMinutes(1), new(Echo, new Tally.Add(added.Count)))])));

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryJournal _journal = new();
    private readonly ManualTime _clock = new(Monday);
    private readonly TestHost _host;
    private readonly FailingActors _actors;
    private readonly ViewsDatabase _views;
    private readonly DeadlinePump _pump;
    private int _faults;

    public DeadlinePumpTests()
    {
        _host = new TestHost(_journal, domainTime: _clock);
        _actors = new FailingActors(_host.Actors) { Fails = $"{Zhang}@" };
        _views = new ViewsDatabase(_folder.File("views.db"), Tally.Codec, [new DeadlineProjection(Slices)]);
        _pump = new DeadlinePump(
            _views, _journal, Slices, Tally.Codec, _actors, Scheduler.Pool, _clock, TimeProvider.System,
            (_, _) => Interlocked.Increment(ref _faults));
    }

    [Fact]
    public async Task One_that_fails_pauses_while_others_are_sent()
    {
        await Add(Zhang, 1);
        await Add(Tally.Actor("wang"), 10);
        _clock.Now += TimeSpan.FromMinutes(2);
        await WakeUntil(async () => await Echoed() == 10);
        Assert.True(await _pump.AnyDue());
        Assert.Equal(0, _pump.Parked);
        _actors.Fails = "";
        await WakeUntil(async () => await Echoed() == 11 && !await _pump.AnyDue());
    }

    [Fact]
    public async Task One_that_fails_ten_times_is_parked_and_runs_again()
    {
        var pump = new DeadlinePump(
            _views, _journal, Slices, Tally.Codec, _actors, Scheduler.Pool, _clock, new RacingTime(), (_, _) => { });
        await Add(Zhang, 1);
        _clock.Now += TimeSpan.FromMinutes(2);
        await Until(async () =>
        {
            pump.Wake();
            return !await pump.AnyDue();
        });
        Assert.Equal((ParkedDelivery.TriesMax, 1), (_actors.Failed, pump.Parked));
        var parked = Assert.Single(_views.Read(ParkedTable.All));
        Assert.Equal((Zhang, Later, 1, 1, 10), (parked.Source, parked.Deadline, parked.Version, parked.Position, parked.Tries));

        var again = await pump.RunAgain(Zhang, Later);
        Assert.Equal((0, 11), (again!.Delivered, again.Still!.Tries));
        _actors.Fails = "";
        Assert.Equal(new Rerun(1, null), await pump.RunAgain(Zhang, Later));
        Assert.Equal((1, 0), (await Echoed(), pump.Parked));
        Assert.Null(await pump.RunAgain(Zhang, Later));
    }

    public void Dispose()
    {
        _views.Dispose();
        _folder.Dispose();
    }

    private async Task Add(ActorId to, int count)
    {
        var accepted = (Outcome.Accepted)await _host.Actors.Ask(
            to, TestHost.Asked(new Tally.Add(count), $"{to}/{count}"));
        await _views.Apply(accepted.Entries);
    }

    private ValueTask<int> Echoed() => _host.Actors.Read(Echo, new Tally.GetTotal());

    private Task WakeUntil(Func<Task<bool>> condition) => Until(() =>
    {
        _pump.Wake();
        return condition();
    });

    /// <summary>A clock on which every pause is over when it is looked at next.</summary>
    private sealed class RacingTime : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => Interlocked.Add(ref _now, TimestampFrequency * 60);
    }
}
