using System.Text.Json;

namespace ResidentService.IntegrationTests.LegalAid;

/// <summary>A town whose district has a legal aid centre and a justice bureau, and whose calendar does not end.</summary>
public sealed class LegalAidTown : IAsyncLifetime
{
    private readonly string _calendar = Path.GetTempFileName();

    public LegalAidTown() => Town = new()
    {
        Settings = new Dictionary<string, string> { ["WorkingDays:File"] = _calendar },
    };

    public Town Town { get; }

    public Client Centre { get; private set; } = null!;

    public Client Bureau { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var years = Enumerable.Range(DateTime.UtcNow.Year, 4).ToDictionary(
            year => $"{year}", year => new { off = new[] { new DateOnly(year, 1, 1) }, work = Array.Empty<DateOnly>() });
        await File.WriteAllTextAsync(_calendar, JsonSerializer.Serialize(new { years }));
        await Town.InitializeAsync();
        (Centre, Bureau) = (await Town.Person("centre"), await Town.Person("bureau"));
        await Appoint(Centre, "legalAidCentre");
        await Appoint(Bureau, "justiceBureau");
    }

    /// <summary>Somebody of the community.</summary>
    public async Task<Client> Neighbour()
    {
        var person = await Town.Person();
        await person.Put("/api/v1/me", new { displayName = "王秀英", communityId = Town.Community }).Ok();
        return person;
    }

    public Task<Answer> TryFile(Client client, object more)
    {
        var body = JsonSerializer.SerializeToNode(more)!;
        body["communityId"] = Town.Community;
        body["statement"] = "老板拖欠三个月工资";
        return client.PostOnce("/api/v1/legal-aid", body);
    }

    public async Task<string> Filed(Client client, object? more = null) =>
        (string)(await TryFile(client, more ?? new { means = "租房，没有收入" }).Ok())["applicationId"]!;

    /// <summary>An application that the centre has.</summary>
    public async Task<string> Forwarded(Client client)
    {
        var id = await Filed(client);
        await Step(Town.Worker, id, "forward");
        return id;
    }

    public static Task Step(Client client, string id, string step, string? text = null) =>
        client.Post($"/api/v1/legal-aid/{id}/{step}", text is null ? null : new { text }, Guid.NewGuid().ToString("N"))
            .Is(System.Net.HttpStatusCode.NoContent);

    public async ValueTask DisposeAsync()
    {
        await Town.DisposeAsync();
        File.Delete(_calendar);
    }

    public Task Appoint(Client client, string role) => Town.Admin.Post(
        $"/api/v1/communities/{Town.Community}/staff", new { residentId = client.ResidentId, role }).Ok();
}
