using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace ResidentService.Service.Security;

/// <summary>What a subkey is for: a key is never used for two purposes.</summary>
public enum Purpose
{
    Identity,
    Idempotency,
    Cursor,
    CheckInCode,
    Card,
    Voucher,
    SpokenVoucher,
    WeChatSession,
    ExportFingerprint,
    Content,
    Push,
    RateLimit,
}

/// <summary>The subkeys of the one random master secret that was made at the first start.</summary>
public sealed class Secrets
{
    public const int MasterBytes = 32;

    private readonly FrozenDictionary<Purpose, byte[]> _subkeys;

    // Kept for each thread, since making one takes more than twice as long as using it.
    private readonly FrozenDictionary<Purpose, ThreadLocal<IncrementalHash>> _macs;

    public Secrets(byte[] master)
    {
        _subkeys = Enum.GetValues<Purpose>().ToFrozenDictionary(purpose => purpose, purpose => HKDF.DeriveKey(
            HashAlgorithmName.SHA256, master, MasterBytes,
            info: Encoding.UTF8.GetBytes($"residentservice/{purpose}/v1")));
        _macs = _subkeys.ToFrozenDictionary(pair => pair.Key, pair => new ThreadLocal<IncrementalHash>(
            () => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, pair.Value)));
    }

    public static Secrets Of(KeysDatabase database) => database.Read(Of);

    public static Secrets Of(DbConnection keys) =>
        new(keys.QuerySingle<byte[]>("SELECT value FROM secrets WHERE name = 'master'"));

    /// <summary>Tells which keys belong to an export, and nothing about them.</summary>
    public string Fingerprint => Convert.ToHexStringLower(Mac(Purpose.ExportFingerprint)[..16]);

    public byte[] Subkey(Purpose purpose) => _subkeys[purpose];

    /// <summary>
    /// HMAC-SHA-256 over the parts, each behind its length, so that no two lists of parts look alike.
    /// </summary>
    public byte[] Mac(Purpose purpose, params ReadOnlySpan<string> parts)
    {
        var whole = new ArrayBufferWriter<byte>(256);
        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetByteCount(part);
            BinaryPrimitives.WriteInt32LittleEndian(whole.GetSpan(sizeof(int)), length);
            whole.Advance(sizeof(int));
            Encoding.UTF8.GetBytes(part, whole);
        }

        return Mac(purpose, whole.WrittenSpan);
    }

    /// <summary>HMAC-SHA-256.</summary>
    public byte[] Mac(Purpose purpose, ReadOnlySpan<byte> data)
    {
        var mac = _macs[purpose].Value!;
        mac.AppendData(data);
        return mac.GetHashAndReset();
    }
}
