using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Tests.Service.Security;

public sealed class SessionsTests
{
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly IdentityId ZhangsWeChat = Id.Parse<IdentityId>("idn_zhang");

    private readonly SetClock _clock = new(new(2026, 5, 4, 9, 0, 0, Calendar.Offset));

    [Fact]
    public async Task A_session_lives_until_it_is_ended_also_across_a_restart()
    {
        await using var keys = new TemporaryKeys();
        var sessions = Open(keys);
        var session = await sessions.Begin(Zhang, ZhangsWeChat, "a session key");
        await keys.Reopen();
        sessions = Open(keys);
        Assert.Equal(session, sessions.Find(session.Id));
        await sessions.End(session.Id);
        Assert.Null(sessions.Find(session.Id));
        Assert.Null(Open(keys).Find(session.Id));
    }

    [Fact]
    public async Task A_session_is_over_thirty_days_after_its_last_refresh()
    {
        await using var keys = new TemporaryKeys();
        var sessions = Open(keys);
        var session = await sessions.Begin(Zhang, ZhangsWeChat, null);
        _clock.Now = _clock.Now.AddDays(29);
        session = await sessions.Refresh(session.Id, session.Generation);
        Assert.NotNull(session);
        _clock.Now = _clock.Now.AddDays(29);
        Assert.NotNull(sessions.Find(session.Id));
        _clock.Now = _clock.Now.AddDays(1);
        Assert.Null(sessions.Find(session.Id));
        Assert.Null(await sessions.Refresh(session.Id, session.Generation));
    }

    [Fact]
    public async Task A_refresh_that_is_repeated_at_once_gives_the_same_generation()
    {
        await using var keys = new TemporaryKeys();
        var sessions = Open(keys);
        var first = await sessions.Begin(Zhang, ZhangsWeChat, null);
        var second = await sessions.Refresh(first.Id, first.Generation);
        Assert.Equal(2, second?.Generation);
        _clock.Now += Sessions.RepeatedRefreshMax;
        Assert.Equal(second, await sessions.Refresh(first.Id, first.Generation));
    }

    [Fact]
    public async Task An_old_refresh_token_is_a_stolen_one_and_ends_the_session()
    {
        await using var keys = new TemporaryKeys();
        var sessions = Open(keys);
        var first = await sessions.Begin(Zhang, ZhangsWeChat, null);
        await sessions.Refresh(first.Id, 1);
        await sessions.Refresh(first.Id, 2);
        Assert.Null(await sessions.Refresh(first.Id, 1));
        Assert.Null(sessions.Find(first.Id));
    }

    [Fact]
    public async Task Of_many_refreshes_at_once_all_get_the_next_generation()
    {
        await using var keys = new TemporaryKeys();
        var sessions = Open(keys);
        var first = await sessions.Begin(Zhang, ZhangsWeChat, null);
        var refreshed = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => sessions.Refresh(first.Id, 1)));
        Assert.All(refreshed, session => Assert.Equal(2, session?.Generation));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_of_that_person_only()
    {
        await using var keys = new TemporaryKeys();
        var sessions = Open(keys);
        var phone = await sessions.Begin(Zhang, ZhangsWeChat, null);
        var tablet = await sessions.Begin(Zhang, ZhangsWeChat, null);
        var other = await sessions.Begin(Id.Parse<ResidentId>("res_li"), Id.Parse<IdentityId>("idn_li"), null);
        await sessions.EndAll(Zhang);
        Assert.Null(sessions.Find(phone.Id));
        Assert.Null(sessions.Find(tablet.Id));
        Assert.NotNull(sessions.Find(other.Id));
    }

    private Sessions Open(TemporaryKeys keys) => new(keys.Database, Secrets.Of(keys.Database), _clock);
}
