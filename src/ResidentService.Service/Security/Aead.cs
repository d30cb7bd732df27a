using System.Security.Cryptography;

namespace ResidentService.Service.Security;

/// <summary>AES-256-GCM with a random nonce: nonce, cipher text, tag.</summary>
public static class Aead
{
    public const int KeyBytes = 32;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <param name="about">
    /// Authenticated with the text, so that what was sealed for one place can't be put in another.
    /// </param>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> text, ReadOnlySpan<byte> about)
    {
        var result = new byte[NonceBytes + text.Length + TagBytes];
        var nonce = result.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        var (cipher, tag) = (NonceBytes, NonceBytes + text.Length);
        aes.Encrypt(nonce, text, result.AsSpan(cipher, text.Length), result.AsSpan(tag), about);
        return result;
    }

    /// <exception cref="CryptographicException">Another key, another place, or changed bytes.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> about)
    {
        if (bytes.Length < NonceBytes + TagBytes)
            throw new CryptographicException("too short to be sealed");
        var text = new byte[bytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(bytes[..NonceBytes], bytes.Slice(NonceBytes, text.Length), bytes[^TagBytes..], text, about);
        return text;
    }
}
