using System.Net;

namespace ResidentService.IntegrationTests;

/// <summary>What searches every run is worth as much as what it finds.</summary>
public sealed class SecrecyTests : IDisposable
{
    private const string Phone = "13812345678";
    private const string Token = "a+secret/token==";

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;

    [Theory]
    [InlineData(0)]
    [InlineData((1 << 20) - 5)]
    [InlineData(5 << 20)]
    public void A_secret_is_found_wherever_it_stands_in_a_file(int at)
    {
        var secrecy = Knowing();
        var bytes = new byte[at + 64];
        Random.Shared.NextBytes(bytes);
        File.WriteAllBytes(Path.Combine(_folder, "journal.db"), bytes);
        secrecy.Search();
        System.Text.Encoding.UTF8.GetBytes(Phone, bytes.AsSpan(at));
        File.WriteAllBytes(Path.Combine(_folder, "journal.db-wal"), bytes);
        Assert.ThrowsAny<Exception>(secrecy.Search);
    }

    [Theory]
    [InlineData(Token)]
    [InlineData("a\\u002Bsecret/token==")]
    [InlineData(Phone)]
    public void A_secret_is_found_in_what_was_said(string text)
    {
        var secrecy = Knowing();
        secrecy.Said("Nothing to see.");
        secrecy.Search();
        secrecy.Answered(new Answer(HttpStatusCode.Conflict, $"... {text} ...", new HttpResponseMessage().Headers, ""));
        Assert.ThrowsAny<Exception>(secrecy.Search);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Secrecy Knowing()
    {
        var secrecy = new Secrecy(_folder);
        secrecy.Sent(new { code = "sandbox:zhang", phoneCode = "sandbox:" + Phone });
        secrecy.Answered(new Answer(
            HttpStatusCode.OK, $$"""{"accessToken":"{{Token}}"}""", new HttpResponseMessage().Headers, ""));
        return secrecy;
    }
}
