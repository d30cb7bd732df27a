using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Tests.Service.Security;

public sealed class KeyVaultTests
{
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly ResidentId Li = Id.Parse<ResidentId>("res_li");

    [Fact]
    public async Task What_was_sealed_opens_again_also_after_a_restart()
    {
        await using var keys = new TemporaryKeys();
        var name = await new KeyVault(keys.Database).Seal(Zhang, "displayName", "张三 🌱");
        await keys.Reopen();
        Assert.Equal("张三 🌱", await new KeyVault(keys.Database).Open(Zhang, "displayName", name));
    }

    [Fact]
    public async Task The_same_text_never_looks_the_same()
    {
        await using var keys = new TemporaryKeys();
        var vault = new KeyVault(keys.Database);
        Assert.NotEqual(await vault.Seal(Zhang, "displayName", "张三"), await vault.Seal(Zhang, "displayName", "张三"));
    }

    [Fact]
    public async Task It_opens_for_its_own_resident_and_field_only()
    {
        await using var keys = new TemporaryKeys();
        var vault = new KeyVault(keys.Database);
        var name = await vault.Seal(Zhang, "displayName", "张三");
        await vault.Seal(Li, "displayName", "李四");
        await Assert.ThrowsAnyAsync<CryptographicException>(async () => await vault.Open(Zhang, "birthDate", name));
        await Assert.ThrowsAnyAsync<CryptographicException>(async () => await vault.Open(Li, "displayName", name));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_erasure_nothing_opens_and_nothing_is_sealed(bool restart)
    {
        await using var keys = new TemporaryKeys();
        var vault = new KeyVault(keys.Database);
        var name = await vault.Seal(Zhang, "displayName", "张三");
        var other = await vault.Seal(Li, "displayName", "李四");
        await vault.Erase(Zhang);
        if (restart)
        {
            await keys.Reopen();
            vault = new KeyVault(keys.Database);
        }

        Assert.Null(await vault.Open(Zhang, "displayName", name));
        Assert.Equal("李四", await vault.Open(Li, "displayName", other));
        await Assert.ThrowsAsync<AccountErasedException>(async () => await vault.Seal(Zhang, "displayName", "张三"));
    }

    [Fact]
    public async Task While_a_reader_holds_up_the_emptying_of_the_log_nothing_opens_either_and_it_can_be_repeated()
    {
        await using var keys = new TemporaryKeys();
        var vault = new KeyVault(keys.Database);
        var name = await vault.Seal(Zhang, "displayName", "张三");
        using (var reader = new SqliteConnection($"Data Source={Path.Combine(keys.Folder, KeysDatabase.FileName)};Pooling=False"))
        {
            reader.Open();
            using var reading = reader.BeginTransaction(deferred: true);
            reader.ExecuteScalar<int>("SELECT count(*) FROM sealing_keys");
            await Assert.ThrowsAsync<IOException>(() => vault.Erase(Zhang));
            Assert.Null(await vault.Open(Zhang, "displayName", name));
        }

        await vault.Erase(Zhang);
        Assert.Null(await vault.Open(Zhang, "displayName", name));
    }

    [Fact]
    public async Task The_bytes_of_an_erased_key_are_in_no_file_any_more()
    {
        await using var keys = new TemporaryKeys();
        var vault = new KeyVault(keys.Database);
        await vault.Seal(Zhang, "displayName", "张三");
        var key = keys.Database.Read(connection => connection.QuerySingle<byte[]>(
            "SELECT key FROM sealing_keys WHERE resident = 'res_zhang'"));
        Assert.Contains(AllBytes(keys), file => file.AsSpan().IndexOf(key) >= 0);
        await vault.Erase(Zhang);
        Assert.DoesNotContain(AllBytes(keys), file => file.AsSpan().IndexOf(key) >= 0);
    }

    [Fact]
    public async Task Many_at_once_share_the_one_key()
    {
        await using var keys = new TemporaryKeys();
        var vaults = Enumerable.Range(0, 20).Select(_ => new KeyVault(keys.Database)).ToList();
        var names = await Task.WhenAll(vaults.Select(vault => vault.Seal(Zhang, "displayName", "张三").AsTask()));
        foreach (var name in names)
            Assert.Equal("张三", await vaults[0].Open(Zhang, "displayName", name));
    }

    [Fact]
    public async Task What_is_too_long_to_be_kept_is_refused()
    {
        await using var keys = new TemporaryKeys();
        var vault = new KeyVault(keys.Database);
        var longest = await vault.Seal(Zhang, "evidence", new string('a', KeyVault.TextBytesMax));
        Assert.InRange(longest.Value.Length, 1, 4_096);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await vault.Seal(Zhang, "evidence", new string('a', KeyVault.TextBytesMax + 1)));
    }

    private static List<byte[]> AllBytes(TemporaryKeys keys) => [.. Directory.GetFiles(keys.Folder).Select(path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    })];
}
