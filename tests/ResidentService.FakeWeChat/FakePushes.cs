using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ResidentService.FakeWeChat;

/// <summary>What WeChat tells the service of its own accord, signed and sealed as documented.</summary>
public sealed class FakePushes(FakeOptions options) : IDisposable
{
    private const int Block = 32;

    private readonly HttpClient _http = new();
    private readonly ConcurrentDictionary<string, string> _traces = new();

    public void Dispose() => _http.Dispose();

    /// <summary>The trace id under which a verdict is pushed later.</summary>
    public string NewTrace(string media)
    {
        var trace = Guid.NewGuid().ToString("N");
        _traces[trace] = media;
        return trace;
    }

    public IReadOnlyCollection<string> Traces => [.. _traces.Keys];

    public JsonObject Result(string suggestion) => new()
    {
        ["suggest"] = suggestion,
        ["label"] = suggestion == "pass" ? 100 : 20001,
    };

    /// <summary>An event as a whole, without the fields of its kind.</summary>
    public JsonObject Event(string openId, string name) => new()
    {
        ["ToUserName"] = "gh_fake",
        ["FromUserName"] = openId,
        ["CreateTime"] = options.Time.GetUtcNow().ToUnixTimeSeconds(),
        ["MsgType"] = "event",
        ["Event"] = name,
    };

    /// <param name="errcode">−1008 where the media could not be loaded.</param>
    /// <param name="suggestion">Null for a push without a result.</param>
    public JsonObject MediaChecked(string openId, string trace, string? suggestion, int errcode = 0)
    {
        var push = Event(openId, "wxa_media_check");
        (push["trace_id"], push["version"], push["appid"], push["errcode"]) = (trace, 2, options.AppId, errcode);
        if (suggestion is not null)
            push["result"] = Result(suggestion);
        return push;
    }

    /// <summary>Asks the service to show that it is the one, as when its address is entered.</summary>
    public Task<HttpResponseMessage> Verify(string echo)
    {
        var (timestamp, nonce) = (Now(), Nonce());
        return _http.GetAsync(new Uri(options.Push!,
            $"?signature={Signature(timestamp, nonce)}&timestamp={timestamp}&nonce={nonce}&echostr={echo}"));
    }

    public Task<HttpResponseMessage> Send(JsonObject push) => SendSealed(Seal(push.ToJsonString()));

    /// <param name="signature">Null for the right one.</param>
    public Task<HttpResponseMessage> SendSealed(string encrypted, string? signature = null)
    {
        var (timestamp, nonce) = (Now(), Nonce());
        var body = new JsonObject { ["ToUserName"] = "gh_fake", ["Encrypt"] = encrypted };
        var query = $"?signature={Signature(timestamp, nonce)}&timestamp={timestamp}&nonce={nonce}&encrypt_type=aes"
            + $"&msg_signature={signature ?? Signature(timestamp, nonce, encrypted)}";
        return Post(query, body);
    }

    public Task<HttpResponseMessage> SendPlain(JsonObject push)
    {
        var (timestamp, nonce) = (Now(), Nonce());
        return Post($"?signature={Signature(timestamp, nonce)}&timestamp={timestamp}&nonce={nonce}", push);
    }

    public string Seal(string text)
    {
        var key = Convert.FromBase64String(options.EncodingAesKey + "=");
        var length = new byte[4];
        var message = Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32BigEndian(length, message.Length);
        byte[] plain =
            [.. RandomNumberGenerator.GetBytes(16), .. length, .. message, .. Encoding.UTF8.GetBytes(options.AppId)];
        var padding = Block - (plain.Length % Block);
        using var aes = Aes.Create();
        aes.Key = key;
        return Convert.ToBase64String(aes.EncryptCbc(
            (byte[])[.. plain, .. Enumerable.Repeat((byte)padding, padding)], key.AsSpan(0, 16), PaddingMode.None));
    }

    private async Task<HttpResponseMessage> Post(string query, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await _http.PostAsync(new Uri(options.Push!, query), content);
    }

    private string Signature(params string[] parts)
    {
        var sorted = parts.Append(options.PushToken).Order(StringComparer.Ordinal);
#pragma warning disable CA5350 // SHA-1 is what WeChat signs with.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(sorted))));
#pragma warning restore CA5350
    }

    private string Now() => options.Time.GetUtcNow().ToUnixTimeSeconds().ToString();

    private static string Nonce() => RandomNumberGenerator.GetInt32(int.MaxValue).ToString();
}
