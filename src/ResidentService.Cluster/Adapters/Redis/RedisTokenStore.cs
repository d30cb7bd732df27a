using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using ResidentService.Service.Adapters.WeChat;
using StackExchange.Redis;

namespace ResidentService.Cluster.Adapters.Redis;

/// <summary>
/// WeChat's token, shared by the nodes in one hash of Redis, where it is sealed with the key that protects sessions.
/// While Redis is away each node keeps one by itself: that ends nobody's, since WeChat gives all of them the same one.
/// </summary>
internal sealed class RedisTokenStore(RedisLink redis, IDataProtector seal, MemoryTokenStore own) : ITokenStore
{
    /// <summary>In the hash: whose turn it is to fetch, until when by Redis's clock, and the last turn given.</summary>
    private const string BeginScript = """
        local time = redis.call('time')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        if now < tonumber(redis.call('hget', KEYS[1], 'until') or 0) then return 0 end
        redis.call('hset', KEYS[1], 'until', string.format('%.0f', now + ARGV[1]))
        return redis.call('hincrby', KEYS[1], 'turn', 1)
        """;

    private const string EndScript = """
        if redis.call('hget', KEYS[1], 'turn') == ARGV[1] then redis.call('hdel', KEYS[1], 'until') end
        return 1
        """;

    /// <summary>A turn that Redis has forgotten, having lost its last second, still comes before those it gives next.</summary>
    private const string PutScript = """
        if tonumber(redis.call('hget', KEYS[1], 'put') or 0) > tonumber(ARGV[1]) then return 0 end
        if tonumber(redis.call('hget', KEYS[1], 'turn') or 0) < tonumber(ARGV[1]) then
            redis.call('hset', KEYS[1], 'turn', ARGV[1])
        end
        redis.call('hset', KEYS[1], 'put', ARGV[1], 'token', ARGV[2])
        return 1
        """;

    private const string DropScript = """
        if redis.call('hget', KEYS[1], 'put') == ARGV[1] then redis.call('hdel', KEYS[1], 'token') end
        return 1
        """;

    private readonly RedisKey _key = redis.KeyOf("wechat-token");

    /// <inheritdoc/>
    public async ValueTask<StoredToken?> Read() =>
        await ReadShared() is { } shared ? shared.Token : await own.Read();

    /// <inheritdoc/>
    public async ValueTask<FetchTurn?> TryBeginFetch(TimeSpan patience)
    {
        if (await Run(BeginScript, (long)patience.TotalMilliseconds) is not { } answer)
            return await own.TryBeginFetch(patience);
        return (long)answer is > 0 and var number ? new FetchTurn(number, this) : null;
    }

    /// <inheritdoc/>
    public async ValueTask EndFetch(FetchTurn turn)
    {
        if (turn.Giver != this)
            await own.EndFetch(turn);
        else
            await Run(EndScript, turn.Number);
    }

    /// <inheritdoc/>
    public async ValueTask Put(FetchTurn turn, StoredToken token)
    {
        if (turn.Giver != this)
            await own.Put(turn, token);
        else
            await Run(PutScript, turn.Number, seal.Protect(JsonSerializer.SerializeToUtf8Bytes(token)));
    }

    /// <inheritdoc/>
    public async ValueTask Drop(string token)
    {
        await own.Drop(token);
        if (await ReadShared() is { Token: { } there } shared && there.Value == token)
            await Run(DropScript, shared.Put);
    }

    /// <summary>Null where Redis is away.</summary>
    private async ValueTask<Shared?> ReadShared()
    {
        if (await redis.Ask(database => database.HashGetAsync(_key, ["put", "token"])) is not [var put, var token])
            return null;
        return new(put, token.IsNull ? null : Open(token!));
    }

    /// <summary>Null where it was sealed with a key that is gone.</summary>
    private StoredToken? Open(byte[] token)
    {
        try
        {
            return JsonSerializer.Deserialize<StoredToken>(seal.Unprotect(token));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private ValueTask<RedisResult?> Run(string script, params RedisValue[] values) => redis.Ask(database =>
        database.ScriptEvaluateAsync(script, [_key], values, CommandFlags.NoScriptCache));

    private sealed record Shared(RedisValue Put, StoredToken? Token);
}
