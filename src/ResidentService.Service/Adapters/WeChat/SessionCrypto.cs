using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>What the session key is for.</summary>
public static class SessionCrypto
{
    /// <summary>The signature of a user's session over a body: hex, with the key as the text that it is.</summary>
    public static string Signature(string sessionKey, string body) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(sessionKey), Encoding.UTF8.GetBytes(body)));

    /// <summary>Opens the <c>encryptedData</c> that a mini-program hands over; all three are base64.</summary>
    /// <param name="earliest">What WeChat has sealed before is refused.</param>
    /// <returns>The JSON, or null: another key, changed, of another app, or too old.</returns>
    public static JsonElement? Open(
        string appId, string sessionKey, string iv, string encryptedData, DateTimeOffset earliest)
    {
        try
        {
            using var aes = Aes.Create();
            aes.Key = Convert.FromBase64String(sessionKey);
            var text = aes.DecryptCbc(Convert.FromBase64String(encryptedData), Convert.FromBase64String(iv));
            using var json = JsonDocument.Parse(text);
            var mark = json.RootElement.GetProperty("watermark");
            var isOurs = mark.GetProperty("appid").GetString() == appId
                && DateTimeOffset.FromUnixTimeSeconds(mark.GetProperty("timestamp").GetInt64()) >= earliest;
            return isOurs ? json.RootElement.Clone() : null;
        }
        catch (Exception wrong) when (
            wrong is CryptographicException or FormatException or JsonException or KeyNotFoundException
                or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
