using System.Data.Common;
using Dapper;

namespace ResidentService.Service.Messages;

/// <summary>What WeChat has made: the picture of a code, or a link.</summary>
/// <param name="Type">Of the content, for instance <c>image/jpeg</c>.</param>
public sealed record KeptCode(string Type, byte[] Bytes);

/// <summary>
/// The newest codes. They stand beside the other things that only WeChat knows: one transaction for what is
/// added and what is dropped, and nothing to clear up after a crash.
/// </summary>
public static class KeptCodes
{
    /// <summary>At some 50 kB each 100 MB in all.</summary>
    private const int Max = 2_000;

    public static KeptCode? Find(DbConnection connection, string name, DateTimeOffset notBefore) =>
        connection.QuerySingleOrDefault<KeptCode>(
            "select type as Type, bytes as Bytes from codes where name = @name and made_at >= @from",
            new { name, from = notBefore.ToUnixTimeMilliseconds() });

    public static int Keep(DbConnection connection, string name, KeptCode code, DateTimeOffset now)
    {
        connection.Execute(
            """
            insert into codes (name, type, bytes, made_at) values (@name, @Type, @Bytes, @now) on conflict (name)
            do update set type = excluded.type, bytes = excluded.bytes, made_at = excluded.made_at
            """,
            new { name, code.Type, code.Bytes, now = now.ToUnixTimeMilliseconds() });
        return connection.Execute(
            "delete from codes where name in (select name from codes order by made_at desc limit @all offset @Max)",
            new { all = int.MaxValue, Max });
    }
}
