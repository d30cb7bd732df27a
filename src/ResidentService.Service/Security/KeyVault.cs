using System.Security.Cryptography;
using System.Text;
using Dapper;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Service.Security;

/// <summary>
/// Seals personal data with one random key per resident. The key is on disk before it is first used; erasing it
/// erases everything that it sealed, wherever that is.
/// </summary>
public sealed class KeyVault(KeysDatabase database)
{
    /// <summary>Bytes of UTF-8, so that the sealed text stays within 4,096 characters of Base64.</summary>
    public const int TextBytesMax = 3_000;

    private const int KeysInMemoryMax = 200_000;

    /// <summary>A null is an erased key.</summary>
    private readonly RecentValues<ResidentId, byte[]?> _keys = new(KeysInMemoryMax);

    /// <param name="field">What the text is, for instance <c>displayName</c>; it opens under this name only.</param>
    /// <exception cref="AccountErasedException">The resident's key was erased.</exception>
    public async ValueTask<Sealed> Seal(ResidentId resident, string field, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, TextBytesMax, nameof(text));
        var key = await KeyToSealWith(resident)
            ?? throw new AccountErasedException(resident);
        return new(Convert.ToBase64String(Aead.Seal(key, bytes, Encoding.UTF8.GetBytes(field))));
    }

    /// <summary>The text, or null when the resident's key was erased.</summary>
    /// <exception cref="CryptographicException">It was sealed for somebody else, or under another name.</exception>
    public ValueTask<string?> Open(ResidentId resident, string field, Sealed value)
    {
        if (KnownKey(resident) is not { } key)
            return new((string?)null);
        var text = Aead.Open(key, Convert.FromBase64String(value.Value), Encoding.UTF8.GetBytes(field));
        return new(Encoding.UTF8.GetString(text));
    }

    public async ValueTask<string?> Open(ResidentId resident, string field, Sealed? value) =>
        value is { } there ? await Open(resident, field, there) : null;

    /// <summary>Destroys the key, and sees to it that there will never be another. May be repeated.</summary>
    /// <exception cref="IOException">Nothing opens, but bytes of the key may be left on disk: repeat it.</exception>
    public async Task Erase(ResidentId resident)
    {
        try
        {
            await database.Erase(connection => connection.Execute(
                """
                INSERT INTO sealing_keys(resident, key) VALUES(@resident, NULL)
                ON CONFLICT(resident) DO UPDATE SET key = NULL
                """,
                new { resident = resident.Value }));
        }
        finally
        {
            // Whatever is left to repeat: the journal has said that this person is gone.
            _keys.Set(resident, null);
        }
    }

    private byte[]? KnownKey(ResidentId resident)
    {
        if (_keys.TryGet(resident, out var key))
            return key;
        var row = database.Read(connection => connection.QuerySingleOrDefault<KeyRow>(
            "SELECT key AS Key FROM sealing_keys WHERE resident = @resident", new { resident = resident.Value }));
        return row is null ? null : _keys.Add(resident, row.Key);
    }

    private async ValueTask<byte[]?> KeyToSealWith(ResidentId resident)
    {
        if (_keys.TryGet(resident, out var key))
            return key;
        var made = RandomNumberGenerator.GetBytes(Aead.KeyBytes);
        var stored = await database.Write(connection =>
        {
            connection.Execute(
                "INSERT INTO sealing_keys(resident, key) VALUES(@resident, @made) ON CONFLICT(resident) DO NOTHING",
                new { resident = resident.Value, made });
            return connection.QuerySingle<KeyRow>(
                "SELECT key AS Key FROM sealing_keys WHERE resident = @resident", new { resident = resident.Value });
        });
        return _keys.Add(resident, stored.Key);
    }

    private sealed class KeyRow
    {
        public byte[]? Key { get; init; }
    }
}

/// <summary>Somebody's data was to be sealed, or a session begun, at the moment at which they were erased.</summary>
public sealed class AccountErasedException(ResidentId resident) : Exception($"{resident} was erased");
