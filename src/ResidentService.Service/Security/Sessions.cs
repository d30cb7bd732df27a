using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Adapters;

namespace ResidentService.Service.Security;

/// <param name="Generation">Grows with each refresh: of the refresh tokens only the last one is good.</param>
public sealed record Session(
    string Id, ResidentId Resident, IdentityId Identity, int Generation, DateTimeOffset ExpiresAt);

/// <summary>
/// Who is signed in. A session lives 30 days from its last refresh; each request checks it, so signing out holds at
/// once. Sessions count by system time, since they are about phones and thieves and not about the domain.
/// </summary>
public sealed class Sessions(KeysDatabase database, Secrets secrets, TimeProvider system)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>
    /// A phone that lost the answer to a refresh may repeat it for so long; later, an old refresh token is a stolen
    /// one.
    /// </summary>
    public static readonly TimeSpan RepeatedRefreshMax = TimeSpan.FromMinutes(1);

    private const int SessionsInMemoryMax = 200_000;
    private const int SessionsPerResidentMax = 500;
    private const int DroppedPerSignInMax = 10;

    private readonly RecentValues<string, Session?> _recent = new(SessionsInMemoryMax);

    /// <param name="weChatKey">The WeChat session key, which never leaves the server; null in the sandbox.</param>
    /// <exception cref="AccountErasedException">The resident was erased.</exception>
    public async Task<Session> Begin(ResidentId resident, IdentityId identity, string? weChatKey)
    {
        var now = system.GetUtcNow();
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var session = new Session(id, resident, identity, 1, now + Lifetime);
        var key = weChatKey is null ? null : Aead.Seal(
            secrets.Subkey(Purpose.WeChatSession), Encoding.UTF8.GetBytes(weChatKey), Encoding.UTF8.GetBytes(id));
        await database.Write(
            connection =>
            {
                RefuseErased(connection, resident);
                Insert(connection, session, now, key);
                return Tell(connection, DropSurplus(connection, session, now));
            },
            dropped =>
            {
                Remember(id, session);
                Forget(dropped);
            });
        return session;
    }

    /// <summary>The session, if it is alive.</summary>
    public Session? Find(string id)
    {
        if (!_recent.TryGet(id, out var session))
            session = _recent.Add(id, database.Ask(statements => Load(statements, id)));
        if (session?.ExpiresAt <= system.GetUtcNow())
            session = database.Ask(statements => Load(statements, id)); // another node may have refreshed it
        return session?.ExpiresAt > system.GetUtcNow() ? session : null;
    }

    /// <summary>The next generation; null when the session is over or the refresh token is an old one.</summary>
    public async Task<Session?> Refresh(string id, int generation)
    {
        var now = system.GetUtcNow();
        return await database.Write(Rotate, session => Remember(id, session));

        Session? Rotate(DbConnection connection)
        {
            connection.Execute(
                """
                UPDATE sessions SET generation = generation + 1, rotated_at_ms = @now, expires_at_ms = @expires
                WHERE id = @id AND generation = @generation AND expires_at_ms > @now
                """,
                new { id, generation, now = Ms(now), expires = Ms(now + Lifetime) });
            // The token before is good for a moment longer; a still older one gives a thief away: the session ends.
            Tell(connection, connection.Query<string>(
                """
                DELETE FROM sessions WHERE id = @id AND (expires_at_ms <= @now OR generation <> @generation + 1
                    OR rotated_at_ms < @repeatable)
                RETURNING id
                """,
                new { id, generation, now = Ms(now), repeatable = Ms(now - RepeatedRefreshMax) }).AsList());
            using var statements = database.StatementsOf(connection);
            return Load(statements, id);
        }
    }

    public Task End(string id) => database.Write(
        connection =>
        {
            connection.Execute("DELETE FROM sessions WHERE id = @id", new { id });
            return Tell(connection, [id]);
        },
        Forget);

    /// <summary>Signs a resident out everywhere.</summary>
    public Task EndAll(ResidentId resident) => database.Write(
        connection => Tell(connection, connection.Query<string>(
            "DELETE FROM sessions WHERE resident = @resident RETURNING id", new { resident = resident.Value }).AsList()),
        Forget);

    /// <summary>They have ended, here or on another node.</summary>
    public void Forget(List<string> ended)
    {
        foreach (var id in ended)
            _recent.Set(id, null);
    }

    /// <summary>One that has ended meanwhile, of which this process may have heard first, never comes back.</summary>
    private void Remember(string id, Session? session) => _recent.SetUnless(there => there is null, id, session);

    /// <summary>What other nodes have ended may have been missed: all is looked up again.</summary>
    public void ForgetAll() => _recent.Clear();

    private List<string> Tell(DbConnection connection, List<string> ended)
    {
        foreach (var id in ended)
            database.TellNodes(connection, KeysDatabase.EndedSession, id);
        return ended;
    }

    /// <summary>In the transaction of the insert, so that none begins behind the back of an erasure.</summary>
    private static void RefuseErased(DbConnection connection, ResidentId resident)
    {
        var isErased = connection.ExecuteScalar<bool>(
            "SELECT EXISTS(SELECT 1 FROM sealing_keys WHERE resident = @resident AND key IS NULL)",
            new { resident = resident.Value });
        if (isErased)
            throw new AccountErasedException(resident);
    }

    private static void Insert(DbConnection connection, Session session, DateTimeOffset now, byte[]? key) =>
        connection.Execute(
            """
            INSERT INTO sessions(
                id, resident, identity, generation, created_at_ms, rotated_at_ms, expires_at_ms, wechat_key)
            VALUES(@id, @resident, @identity, 1, @now, @now, @expires, @key)
            """,
            new
            {
                id = session.Id,
                resident = session.Resident.Value,
                identity = session.Identity.Value,
                now = Ms(now),
                expires = Ms(session.ExpiresAt),
                key,
            });

    /// <summary>
    /// Each sign-in takes away a few sessions that are over, and the resident's oldest above the limit.
    /// </summary>
    private List<string> DropSurplus(DbConnection connection, Session begun, DateTimeOffset now) =>
        connection.Query<string>(
            $"""
            DELETE FROM sessions WHERE id IN (
                SELECT id FROM (
                    SELECT id FROM sessions WHERE expires_at_ms <= @now LIMIT @few {database.PassingByTheLocked}) AS over
                UNION ALL
                SELECT id FROM (
                    SELECT id FROM sessions WHERE resident = @resident AND id <> @begun
                    ORDER BY created_at_ms DESC LIMIT @all OFFSET @others) AS surplus)
            RETURNING id
            """,
            new
            {
                resident = begun.Resident.Value,
                begun = begun.Id,
                now = Ms(now),
                few = DroppedPerSignInMax,
                all = int.MaxValue,
                others = SessionsPerResidentMax - 1,
            })
            .AsList();

    private static Session? Load(Statements statements, string id)
    {
        using var row = statements.Query(
            "SELECT resident, identity, generation, expires_at_ms FROM sessions WHERE id = $1", id);
        return row.Read()
            ? new Session(
                id, Id.Parse<ResidentId>(row.GetString(0)), Id.Parse<IdentityId>(row.GetString(1)), row.GetInt32(2),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)))
            : null;
    }

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
