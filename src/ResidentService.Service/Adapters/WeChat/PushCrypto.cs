using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>
/// How WeChat signs and seals what it pushes: AES-256-CBC, the key's first half as IV, PKCS#7 padding of block 32
/// (which .NET's own padding refuses), and inside 16 random bytes, a length, the message and the AppId.
/// </summary>
public sealed class PushCrypto
{
    private const int KeyBytes = 32;
    private const int BlockBytes = 32;
    private const int RandomBytes = 16;
    private const int HeadBytes = RandomBytes + sizeof(int);

    private readonly string _token;
    private readonly byte[]? _key;
    private readonly byte[] _appId;

    /// <param name="encodingAesKey">43 characters; null where pushes come in plain.</param>
    /// <exception cref="FormatException">The key is none.</exception>
    public PushCrypto(string token, string? encodingAesKey, string appId)
    {
        _token = token;
        _key = encodingAesKey is null ? null : Convert.FromBase64String(encodingAesKey + "=");
        if (_key is { Length: not KeyBytes })
            throw new FormatException("a key has 43 characters");
        _appId = Encoding.UTF8.GetBytes(appId);
    }

    /// <summary>Of the address alone, or with the sealed body: hex of SHA-1 over the sorted parts.</summary>
    public string Signature(string timestamp, string nonce, string? encrypted = null)
    {
        string[] parts = encrypted is null ? [_token, timestamp, nonce] : [_token, timestamp, nonce, encrypted];
        Array.Sort(parts, StringComparer.Ordinal);
#pragma warning disable CA5350 // SHA-1 is what WeChat signs with.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
#pragma warning restore CA5350
    }

    /// <summary>Whether the address is WeChat's; compares in constant time.</summary>
    public bool IsSigned(PushSignature given) =>
        IsSame(given.OfAddress, Signature(given.Timestamp, given.Nonce));

    /// <summary>
    /// The message in a body, or null where it is not WeChat's. Where a key is set only what is sealed counts, since
    /// the plain form's signature does not cover the body.
    /// </summary>
    public byte[]? Unpack(byte[] body, PushSignature given)
    {
        if (_key is null)
            return IsSigned(given) ? body : null;
        return EncryptedOf(body) is { } encrypted
            && IsSame(given.OfMessage, Signature(given.Timestamp, given.Nonce, encrypted))
            ? Open(encrypted)
            : null;
    }

    /// <summary>The message, or null: another key, changed, or of another app. Look at the signature first.</summary>
    public byte[]? Open(string encrypted)
    {
        var sealedBytes = new byte[encrypted.Length];
        if (_key is null || !Convert.TryFromBase64String(encrypted, sealedBytes, out var length)
            || length == 0 || length % (BlockBytes / 2) != 0)
            return null;
        using var aes = Aes.Create();
        aes.Key = _key;
        var plain = aes.DecryptCbc(sealedBytes.AsSpan(0, length), _key.AsSpan(0, BlockBytes / 2), PaddingMode.None);
        var padding = plain[^1];
        if (padding is 0 or > BlockBytes || plain.Length < HeadBytes + padding)
            return null;
        var inside = plain.AsSpan(HeadBytes..^padding);
        var size = BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(RandomBytes));
        return size >= 0 && size <= inside.Length && inside[size..].SequenceEqual(_appId)
            ? inside[..size].ToArray()
            : null;
    }

    /// <summary>Seals an answer.</summary>
    /// <param name="random">16 bytes, never used before.</param>
    public string Seal(ReadOnlySpan<byte> message, ReadOnlySpan<byte> random)
    {
        var bare = HeadBytes + message.Length + _appId.Length;
        var padding = BlockBytes - (bare % BlockBytes);
        var plain = new byte[bare + padding];
        random.CopyTo(plain);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(RandomBytes), message.Length);
        message.CopyTo(plain.AsSpan(HeadBytes));
        _appId.CopyTo(plain.AsSpan(HeadBytes + message.Length));
        plain.AsSpan(bare).Fill((byte)padding);
        using var aes = Aes.Create();
        aes.Key = _key ?? throw new InvalidOperationException("there is no key");
        return Convert.ToBase64String(aes.EncryptCbc(plain, _key.AsSpan(0, BlockBytes / 2), PaddingMode.None));
    }

    private static bool IsSame(string? given, string right) => given is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(right));

    private static string? EncryptedOf(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("Encrypt", out var encrypted) ? encrypted.GetString() : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>As it stands in the address of a push.</summary>
public sealed record PushSignature(string? OfAddress, string? OfMessage, string Timestamp, string Nonce);
