using ResidentService.Service;


namespace ResidentService.Tests.Service;

public sealed class RecentValuesTests
{
    [Fact]
    public void A_loaded_value_never_overtakes_one_that_was_set()
    {
        var recent = new RecentValues<string, string?>(10);
        recent.Set("session", null);
        Assert.Null(recent.Add("session", "loaded before it ended"));
        Assert.True(recent.TryGet("session", out var value));
        Assert.Null(value);
    }

    [Fact]
    public void What_is_used_stays_and_what_is_not_goes()
    {
        var recent = new RecentValues<int, int>(10);
        recent.Set(0, 0);
        recent.Set(1, 1);
        for (var key = 2; key < 100; key++)
        {
            recent.Set(key, key);
            Assert.True(recent.TryGet(0, out _));
        }

        Assert.False(recent.TryGet(1, out _));
        Assert.InRange(Enumerable.Range(0, 100).Count(key => recent.TryGet(key, out _)), 1, 10);
    }
}
