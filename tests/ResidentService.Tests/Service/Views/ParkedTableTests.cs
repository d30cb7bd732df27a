using Dapper;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;
using ResidentService.Service;
using ResidentService.Service.Views;

namespace ResidentService.Tests.Service.Views;

public sealed class ParkedTableTests : IDisposable
{
    private static readonly Codec Codec = new(typeof(Resident).Assembly);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_is_parked_outlives_a_restart_and_a_change_of_the_tables()
    {
        var (one, other) = (Parked("zhang"), Parked("wang"));
        using (var views = new ViewsDatabase(_folder.File("views.db"), Codec, AllTables.Of(Slices.All)))
        {
            var progress = new ReactionProgress(views);
            await progress.Write(5, new([one, other], []));
            await progress.Write(7, new([one with { Tries = 11 }], [other.Source]));
            await views.Park(one with { Deadline = "settle" });
        }

        using var reshaped = new ViewsDatabase(_folder.File("views.db"), Codec, [new DeadlineProjection(Slices.All)]);
        var (position, parked) = await new ReactionProgress(reshaped).Read();
        Assert.Equal(7, position);
        Assert.Equal([one with { Tries = 11 }], parked);
        Assert.Equal(1, reshaped.CountParked());
        Assert.Equal(one with { Deadline = "settle" }, await reshaped.FindParked(one.Source, "settle"));
        Assert.Null(await reshaped.FindParked(one.Source, "other"));
    }

    [Fact]
    public async Task A_deadline_that_is_parked_is_due_no_longer_unless_it_was_set_anew()
    {
        using var views = new ViewsDatabase(_folder.File("views.db"), Codec, [new DeadlineProjection(Slices.All)]);
        var old = Parked("zhang") with { Deadline = "settle" };
        await views.Write(connection => connection.Execute(
            "insert into deadlines values (@stream, 'settle', 0, @version), (@stream, 'close', 0, @version)",
            new { stream = old.Source.ToString(), version = old.Version }));
        await views.Park(old with { Version = old.Version - 1 });
        Assert.Equal(2, (await views.ReadDue(DateTimeOffset.UnixEpoch, 10)).Count);
        await views.Park(old);
        Assert.Equal("close", Assert.Single(await views.ReadDue(DateTimeOffset.UnixEpoch, 10)).Key);
        await views.Release(old);
        Assert.Equal(0, views.CountParked());
    }

    [Fact]
    public async Task A_later_deadline_of_the_same_key_stays_when_the_earlier_one_is_run_again()
    {
        using var views = new ViewsDatabase(_folder.File("views.db"), Codec, [new DeadlineProjection(Slices.All)]);
        var earlier = Parked("zhang") with { Deadline = "settle" };
        var later = earlier with { Version = earlier.Version + 1 };
        await views.Park(earlier);
        await views.Park(later);
        await views.Release(earlier);
        await views.Park(earlier with { Tries = 11 });
        Assert.Equal(later, await views.FindParked(later.Source, "settle"));
        await views.Remove([new(later.Source, "settle", later.Version)]); // made due again by a rebuild, and done
        Assert.Null(await views.FindParked(later.Source, "settle"));
    }

    public void Dispose() => _folder.Dispose();

    private static ParkedDelivery Parked(string name) => new(
        new ActorId("resident", "res_" + name), "", 3, 9, new(2026, 5, 4, 9, 0, 0, Calendar.Offset), 10, "refused", 2, 5);
}
