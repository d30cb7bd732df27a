using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace ResidentService.LoadTests.Stage;

/// <summary>Speaks HTTP for all the people of a load over a bounded number of connections.</summary>
/// <param name="addresses">Of the servers, which are asked by turns.</param>
/// <param name="connections">To each of them, at most.</param>
public sealed class Phone(IReadOnlyList<Uri> addresses, int connections) : IDisposable
{
    private const int TriesMax = 10;

    private static readonly byte[] Nothing = "{}"u8.ToArray();

    private int _withoutPause;
    private uint _turn;

    /// <summary>Answers 503 or 429 that did not say when to come again.</summary>
    public int WithoutPause => _withoutPause;

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>A POST under a key of its own, of which only the status is wanted.</summary>
    /// <param name="body">UTF-8 JSON; <c>{}</c> unless given.</param>
    public Task<int> Post(string path, string token, string key, byte[]? body = null) =>
        Send(HttpMethod.Post, path, token, key, body ?? Nothing);

    public Task<int> Get(string path, string? token = null) => Send(HttpMethod.Get, path, token);

    public Task<int> Delete(string path, string token) => Send(HttpMethod.Delete, path, token);

    /// <summary>
    /// For setting things up and looking at them: the JSON of a 2xx answer. While the service is busy it comes again,
    /// with the same key, when it is told to.
    /// </summary>
    /// <exception cref="HttpRequestException">Any other answer, or still busy in the end, with its text.</exception>
    public async Task<JsonNode> Ask(HttpMethod method, string path, string? token = null, JsonNode? body = null)
    {
        var key = Guid.NewGuid().ToString("N");
        for (var tries = 1; ; tries++)
        {
            using var request = new HttpRequestMessage(method, new Uri(NextAddress(), path));
            Authorize(request, token);
            if (method == HttpMethod.Post)
                request.Headers.Add("Idempotency-Key", key);
            if (body is not null)
                request.Content = Json(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()));
            using var response = await _http.SendAsync(request);
            if ((int)response.StatusCode == 503 && response.Headers.RetryAfter?.Delta is { } pause && tries < TriesMax)
            {
                await Task.Delay(pause);
                continue;
            }

            var text = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode
                ? (text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!)
                : throw new HttpRequestException($"{method} {path}: {(int)response.StatusCode} {text}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<int> Send(
        HttpMethod method, string path, string? token, string? key = null, byte[]? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(NextAddress(), path));
        Authorize(request, token);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (body is not null)
            request.Content = Json(body);

        try
        {
            using var response = await _http.SendAsync(request);
            if ((int)response.StatusCode is 429 or 503 && response.Headers.RetryAfter is null)
                Interlocked.Increment(ref _withoutPause);
            return (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return 0;
        }
    }

    private Uri NextAddress() => addresses[(int)(Interlocked.Increment(ref _turn) % (uint)addresses.Count)];

    private static void Authorize(HttpRequestMessage request, string? token)
    {
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
    }

    private static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
