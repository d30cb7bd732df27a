using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Security;

namespace ResidentService.Tests.Service.Security;

public sealed class ErasuresTests : IAsyncDisposable
{
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly ResidentId Li = Id.Parse<ResidentId>("res_li");
    private static readonly IdentityId WeChat = Id.Parse<IdentityId>("idn_zhang");

    private readonly TemporaryKeys _keys = new();
    private ErasureList _list = null!;
    private KeyVault _vault = null!;
    private Sessions _sessions = null!;

    [Fact]
    public async Task Key_sessions_and_list_follow_the_journals_word()
    {
        var erasures = Open();
        var name = await _vault.Seal(Zhang, "displayName", "张三");
        var session = await _sessions.Begin(Zhang, WeChat, null);
        await erasures.Apply([Said(Li, 1, "resident.registered.v1"), Said(Zhang, 2)]);
        Assert.Null(await _vault.Open(Zhang, "displayName", name));
        Assert.Null(_sessions.Find(session.Id));
        Assert.Equal([Zhang], _list.Residents);
        await Assert.ThrowsAsync<AccountErasedException>(() => _sessions.Begin(Zhang, WeChat, null));
        Assert.Equal(2, await erasures.ReadCheckpoint());
        Assert.Empty(await erasures.Reapply(last: () => new(2L)));
    }

    [Fact]
    public async Task A_list_that_knows_more_than_the_keys_is_carried_out_before_the_start()
    {
        var erasures = Open();
        var name = await _vault.Seal(Zhang, "displayName", "张三");
        _list.Add(Zhang);
        Assert.Equal([Zhang], await erasures.Reapply(last: () => new(0L)));
        Assert.Null(await _vault.Open(Zhang, "displayName", name));
        Assert.Equal([Zhang], await erasures.Reapply(last: () => new(0L))); // until the journal has been told
        await erasures.Apply([Said(Zhang, 1)]);
        Assert.Empty(await erasures.Reapply(last: () => new(1L)));
    }

    [Fact]
    public async Task A_key_that_is_gone_puts_its_owner_back_on_a_list_that_was_lost()
    {
        var erasures = Open();
        await _vault.Erase(Zhang);
        Assert.Equal([Zhang], await erasures.Reapply(last: () => new(0L)));
        Assert.Equal([Zhang], _list.Residents);
    }

    [Fact]
    public async Task An_older_journal_is_told_of_everybody_anew()
    {
        var erasures = Open();
        await erasures.Apply([Said(Zhang, 40)]);
        Assert.Equal([Zhang], await erasures.Reapply(last: () => new(39L)));
        Assert.Equal(0, await erasures.ReadCheckpoint());
    }

    [Fact]
    public async Task The_checkpoint_costs_a_write_only_now_and_then()
    {
        var erasures = Open();
        await erasures.Apply([Said(Li, 9_999, "resident.registered.v1")]);
        Assert.Null(_keys.Database.Meta("erasures_checkpoint"));
        await erasures.Apply([Said(Li, 10_000, "resident.registered.v1")]);
        Assert.Equal("10000", _keys.Database.Meta("erasures_checkpoint"));
    }

    public async ValueTask DisposeAsync()
    {
        _list.Dispose();
        await _keys.DisposeAsync();
    }

    private Erasures Open()
    {
        var secrets = Secrets.Of(_keys.Database);
        _list = ErasureList.Open(_keys.Folder);
        _vault = new KeyVault(_keys.Database);
        _sessions = new Sessions(_keys.Database, secrets, TimeProvider.System);
        return new(_keys.Database, _vault, _sessions, secrets, _list, TimeProvider.System);
    }

    private static Entry Said(ResidentId resident, long position, string name = "resident.erased.v1") => new()
    {
        Position = position,
        Stream = resident.Actor,
        Version = 1,
        Name = name,
        At = DateTimeOffset.UnixEpoch,
        Caller = Caller.System,
        Command = CommandId.OfRequest("test"),
        Payload = default,
        Body = default,
        Reply = default,
    };
}
