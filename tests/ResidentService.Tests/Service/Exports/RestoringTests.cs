using System.IO.Compression;
using System.Text;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using ResidentService.Runtime.Snapshots;
using ResidentService.Service;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Exports;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;
using ResidentService.Service.Verification;

namespace ResidentService.Tests.Service.Exports;

/// <summary>A small store is exported, the export is treated badly, and a store is made from it or not.</summary>
public sealed class RestoringTests : IDisposable
{
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly ResidentId Li = Id.Parse<ResidentId>("res_li");

    private readonly TemporaryFolder _folder = new();
    private Sealed _zhangsName;
    private Anchor _anchor = null!;

    private string Export => _folder.File("town.gz");

    private string Target => _folder.File("target");

    [Fact]
    public async Task Every_entry_comes_back_as_it_was()
    {
        await ExportStore();
        var report = await Restore(_anchor);
        Assert.Equal(_anchor, report.Anchor);
        Assert.Equal(await Entries(_folder.File("store")), await Entries(Target));
        Assert.Equal("张三", await OpenName(Target));
        Assert.Equal(["erasures", "journal.db", "keys.db", "lock"], FilesOf(Target));
    }

    [Fact]
    public async Task Sessions_do_not_come_to_life_again()
    {
        await ExportStore();
        await Restore();
        await using var keys = KeysDatabase.Open(Target);
        Assert.Equal(0, keys.Read(connection => Dapper.SqlMapper.QuerySingle<int>(connection, "SELECT count(*) FROM sessions")));
    }

    [Fact]
    public async Task Who_was_erased_since_stays_erased_and_the_key_is_nowhere()
    {
        await ExportStore();
        var key = await KeyOf(Zhang, _folder.File("store"));
        Assert.Contains(BytesOf(_folder.Path), bytes => bytes.AsSpan().IndexOf(key) >= 0);
        var report = await new Restoring(Target, shared: null, Export, [Zhang], expected: null).Run((_, _) => { });
        Assert.Equal(1, report.Untold);
        Assert.Null(await OpenName(Target));
        Assert.DoesNotContain(BytesOf(Target), bytes => bytes.AsSpan().IndexOf(key) >= 0);
        Assert.Equal([Zhang], ErasureList.Read(Path.Combine(Target, ErasureList.FileName)));
    }

    [Fact]
    public async Task A_list_that_lies_in_the_target_counts_too()
    {
        await ExportStore();
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, "erasures"), "res_zhang\n", TestContext.Current.CancellationToken);
        Assert.Equal(1, (await Restore()).Untold);
        Assert.Null(await OpenName(Target));
    }

    [Fact]
    public async Task An_export_that_was_cut_off_is_refused_wherever_it_was_cut()
    {
        await ExportStore();
        var whole = await File.ReadAllBytesAsync(Export, TestContext.Current.CancellationToken);
        foreach (var length in (int[])[0, 5, whole.Length / 2, whole.Length - 30])
        {
            await File.WriteAllBytesAsync(Export, whole[..length], TestContext.Current.CancellationToken);
            await Refused();
        }
    }

    [Fact]
    public async Task A_byte_that_was_changed_is_noticed_wherever_it_is()
    {
        await ExportStore();
        var whole = await File.ReadAllBytesAsync(Export, TestContext.Current.CancellationToken);
        for (var at = 12; at < whole.Length - 8; at += whole.Length / 12)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x10;
            await File.WriteAllBytesAsync(Export, damaged, TestContext.Current.CancellationToken);
            await Refused();
        }
    }

    [Theory]
    [InlineData("\\\"res_li\\\"", "\\\"res_lu\\\"", "hash chain")] // in a body
    [InlineData("\"at\":1", "\"at\":2", "hash chain")]
    [InlineData("\"version\":1,\"entries\"", "\"version\":2,\"entries\"", "newer version")]
    [InlineData("{\"anchor\":\"3:", "{\"anchor\":\"4:", "entries give")]
    [InlineData("\"position\":3", "\"position\":4", "missing")]
    [InlineData("\"stream\":\"resident/res_li\"", "\"stream\":\"nobody\"", "cannot be read")]
    [InlineData("{\"position\":2", "\u0001\"position\":2", "damaged")]
    public async Task A_change_by_hand_is_noticed_and_named(string from, string to, string said)
    {
        await ExportStore();
        await Pack(Unpack(Export).Replace(from, to, StringComparison.Ordinal));
        Assert.Contains(said, await Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_anchor_than_the_one_kept_outside_is_refused()
    {
        await ExportStore();
        var other = _anchor with { Digest = new('0', _anchor.Digest.Length) };
        await Assert.ThrowsAsync<DamagedExportException>(() => Restore(other));
        Assert.Equal(["lock"], FilesOf(Target));
    }

    [Fact]
    public async Task Keys_of_another_store_are_refused()
    {
        await ExportStore();
        await using (KeysDatabase.Open(_folder.File("other")))
        {
        }

        File.Delete(Export + ".keys");
        KeysCopy.Write(Path.Combine(_folder.File("other"), "keys.db"), Export + ".keys");
        Assert.Contains("another store", await Refused(), StringComparison.Ordinal);
        File.Delete(Export + ".keys");
        await Assert.ThrowsAsync<WrongSettingException>(() => Restore());
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_left_alone()
    {
        await ExportStore();
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, "journal.db"), "precious", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<WrongSettingException>(() => Restore());
        Assert.Equal("precious", await File.ReadAllTextAsync(
            Path.Combine(Target, "journal.db"), TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Dispose();

    private async Task ExportStore()
    {
        var store = _folder.File("store");
        var keysPath = Path.Combine(store, KeysDatabase.FileName);
        await using (var keys = KeysDatabase.Open(store))
        {
            _zhangsName = await new KeyVault(keys).Seal(Zhang, "displayName", "张三");
            await new Sessions(keys, Secrets.Of(keys), TimeProvider.System).Begin(Zhang, Id.Parse<IdentityId>("idn_x"), null);
        }

        using (var journal = new SqliteJournal(Path.Combine(store, "journal.db")))
        {
            await Ask(journal, Zhang, new ResidentCommand.Register(Zhang));
            await Ask(journal, Zhang, new ResidentCommand.ChangeProfile(_zhangsName, null));
            await Ask(journal, Li, new ResidentCommand.Register(Li));
        }

        using var snapshot = new ReadOnlySqliteJournal(Path.Combine(store, "journal.db"));
        await using var file = File.Create(Export);
        _anchor = await ExportWriter.Write(snapshot, KeysCopy.FingerprintOf(keysPath), file, (_, _) => { });
        KeysCopy.Write(keysPath, Export + ExportFormat.KeysSuffix);
    }

    private static async Task Ask(SqliteJournal journal, ResidentId resident, ResidentCommand command)
    {
        var tail = new Tail(await journal.LastPosition());
        var writer = new Writer(journal, tail, Scheduler.Pool, TimeProvider.System, e => throw e);
        var actors = new LocalActors(Slices.All, new ActorHost(
            journal, writer, new SnapshotQueue(new MemorySnapshots(), Scheduler.Pool, (_, e) => throw e),
            new Codec(typeof(Resident).Assembly), Scheduler.Pool, TimeProvider.System,
            TimeProvider.System, (_, e) => throw e));
        var id = CommandId.OfRequest(Guid.NewGuid().ToString("N"));
        Assert.IsType<Outcome.Accepted>(await actors.Ask(resident.Actor, new Asked(command, id, default, Caller.System)));
    }

    private Task<RestoreReport> Restore(Anchor? expected = null) =>
        new Restoring(Target, shared: null, Export, [], expected).Run((_, _) => { });

    private async Task<string> Refused()
    {
        var refused = await Assert.ThrowsAsync<DamagedExportException>(() => Restore());
        Assert.Equal(["lock"], FilesOf(Target));
        return refused.Message;
    }

    private async Task<string?> OpenName(string store)
    {
        await using var keys = KeysDatabase.Open(store);
        return await new KeyVault(keys).Open(Zhang, "displayName", _zhangsName);
    }

    private static async Task<byte[]> KeyOf(ResidentId resident, string store)
    {
        await using var keys = KeysDatabase.Open(store);
        return keys.Read(connection => Dapper.SqlMapper.QuerySingle<byte[]>(
            connection, "SELECT key FROM sealing_keys WHERE resident = @Value", resident));
    }

    private static async Task<string> Entries(string store)
    {
        using var journal = new ReadOnlySqliteJournal(Path.Combine(store, "journal.db"));
        var entries = await journal.ReadAll(0, 1_000);
        return string.Join('\n', entries.Select(entry => System.Text.Json.JsonSerializer.Serialize(
            ExportEntry.Of(entry), ExportFormat.Json)));
    }

    private static IEnumerable<string?> FilesOf(string folder) =>
        Directory.GetFileSystemEntries(folder).Select(Path.GetFileName)
            .Where(name => !name!.EndsWith("-wal", StringComparison.Ordinal) && !name.EndsWith("-shm", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<byte[]> BytesOf(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes);

    private static string Unpack(string file)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        return text.ReadToEnd();
    }

    private async Task Pack(string text)
    {
        await using var gzip = new GZipStream(File.Create(Export), CompressionLevel.Fastest);
        await gzip.WriteAsync(Encoding.UTF8.GetBytes(text));
    }
}
