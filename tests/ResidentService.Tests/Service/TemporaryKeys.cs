using ResidentService.Service.Security;

namespace ResidentService.Tests.Service;

/// <summary>A real keys.db in a folder of its own, which goes with the test.</summary>
public sealed class TemporaryKeys : IAsyncDisposable
{
    public TemporaryKeys() => Database = KeysDatabase.Open(Folder);

    public string Folder { get; } = Directory.CreateTempSubdirectory("resident-keys-").FullName;

    public KeysDatabase Database { get; private set; }

    public async Task Reopen()
    {
        await Database.DisposeAsync();
        Database = KeysDatabase.Open(Folder);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>Time as the test says it.</summary>
public sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
