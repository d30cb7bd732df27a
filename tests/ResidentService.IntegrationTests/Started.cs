namespace ResidentService.IntegrationTests;

/// <summary>A service for one test, with a folder of its own that goes with it.</summary>
public sealed class Started : IAsyncDisposable
{
    private readonly ServiceProcess _service;

    private Started(ServiceProcess service) => _service = service;

    public Uri Address => _service.Address;

    public string Storage => _service.Storage;

    public static async Task<Started> With(Dictionary<string, string> settings) => new(await ServiceProcess.Start(
        Directory.CreateTempSubdirectory("resident-service-").FullName, settings));

    public Client NewClient() => _service.NewClient();

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        Directory.Delete(_service.Storage, recursive: true);
    }
}
