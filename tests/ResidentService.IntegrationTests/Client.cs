using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResidentService.IntegrationTests;

/// <summary>One person's phone: signs in and speaks the HTTP contract.</summary>
/// <param name="address">Of the service.</param>
/// <param name="open">Makes its sockets, where the service is in another network than this process.</param>
public sealed class Client(Uri address, Func<Socket>? open = null) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8,
        ConnectCallback = open is null ? null : (context, cancellation) => Connect(open(), context, cancellation),
    })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>Set by <see cref="SignIn"/>.</summary>
    public string ResidentId { get; private set; } = "";

    public string RefreshToken { get; private set; } = "";

    public string? AccessToken
    {
        get => _http.DefaultRequestHeaders.Authorization?.Parameter;
        set => _http.DefaultRequestHeaders.Authorization = value is null ? null : new AuthenticationHeaderValue("Bearer", value);
    }

    /// <summary>Where what it sends and is given is noted.</summary>
    public required Secrecy Secrecy { get; init; }

    /// <summary>As Accept-Language says it.</summary>
    public string Language
    {
        set => _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(value);
    }

    /// <summary>For whom everything is done from now on; null: for oneself.</summary>
    public string? ActingFor
    {
        set
        {
            _http.DefaultRequestHeaders.Remove("X-Acting-For");
            if (value is not null)
                _http.DefaultRequestHeaders.Add("X-Acting-For", value);
        }
    }

    public async Task<Client> SignIn(string sandboxName)
    {
        var tokens = await Post("/api/v1/auth/wechat", new { code = "sandbox:" + sandboxName }).Ok();
        AccessToken = (string)tokens["accessToken"]!;
        RefreshToken = (string)tokens["refreshToken"]!;
        ResidentId = (string)tokens["residentId"]!;
        return this;
    }

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path);

    public Task<Answer> Post(string path, object? body = null, string? key = null) => Send(HttpMethod.Post, path, body, key);

    /// <summary>A POST with an Idempotency-Key of its own.</summary>
    public Task<Answer> PostOnce(string path, object? body = null) =>
        Send(HttpMethod.Post, path, body ?? new { }, Guid.NewGuid().ToString("N"));

    public Task<Answer> Put(string path, object body) => Send(HttpMethod.Put, path, body);

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path);

    public async Task<Answer> Send(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            if (body is not HttpContent)
                Secrecy.Sent(body);
            request.Content = body as HttpContent ?? JsonContent.Create(body);
        }

        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var response = await _http.SendAsync(request);
        var answer = await Answer.Read(response, $"{method} {path}");
        Secrecy.Answered(answer);
        return answer;
    }

    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> Connect(
        Socket socket, SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>An answer, read to its end.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, string Request)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The stable code of a problem.</summary>
    public string Code => (string)Json["code"]!;

    public static async Task<Answer> Read(HttpResponseMessage response, string request) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, request);

    public Answer Is(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{Request}: {(int)Status} instead of {(int)status}: {Text}");
        return this;
    }

    /// <summary>Refused with this status and code, as a full problem.</summary>
    public Answer IsProblem(HttpStatusCode status, string code)
    {
        Is(status);
        var problem = Json.Deserialize<Dictionary<string, JsonNode?>>()!;
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal((int)status, (int)problem["status"]!);
        Assert.All((string[])["type", "title", "detail", "traceId"], name => Assert.NotEmpty((string)problem[name]!));
        return this;
    }
}

public static class AnswerExtensions
{
    /// <summary>The JSON of a 2xx answer.</summary>
    public static async Task<JsonNode> Ok(this Task<Answer> answering)
    {
        var answer = await answering;
        Assert.True((int)answer.Status is >= 200 and < 300, $"{answer.Request}: {(int)answer.Status} {answer.Text}");
        return answer.Text.Length > 0 ? answer.Json : new JsonObject();
    }

    public static async Task IsProblem(this Task<Answer> answering, HttpStatusCode status, string code) =>
        (await answering).IsProblem(status, code);

    public static async Task Is(this Task<Answer> answering, HttpStatusCode status) => (await answering).Is(status);
}
