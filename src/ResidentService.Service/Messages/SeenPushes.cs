using System.Data.Common;
using Dapper;

namespace ResidentService.Service.Messages;

/// <summary>
/// The pushes that were carried out: WeChat repeats what it has no answer to, and somebody who has overheard one could
/// repeat it too. What is older than they are kept is refused.
/// </summary>
public static class SeenPushes
{
    /// <summary>WeChat repeats a push within seconds, and tells of checked media within half an hour.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromDays(1);

    private static readonly TimeSpan Kept = AgeMax * 2;

    /// <param name="id">A keyed hash of what WeChat calls it.</param>
    public static bool Has(DbConnection connection, string id) =>
        connection.ExecuteScalar<bool>("select exists (select 1 from seen_pushes where id = @id)", new { id });

    /// <returns>Whether it is new.</returns>
    public static bool Note(DbConnection connection, string id, DateTimeOffset now)
    {
        connection.Execute(
            "delete from seen_pushes where seen_at < @old", new { old = (now - Kept).ToUnixTimeMilliseconds() });
        return connection.Execute(
            "insert into seen_pushes (id, seen_at) values (@id, @now) on conflict do nothing",
            new { id, now = now.ToUnixTimeMilliseconds() }) > 0;
    }
}
