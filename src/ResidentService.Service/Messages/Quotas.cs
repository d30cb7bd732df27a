using System.Data.Common;
using Dapper;

namespace ResidentService.Service.Messages;

/// <summary>
/// How many messages of a template a person has accepted and not yet received. WeChat keeps the count to itself, so it
/// is counted along: one more for each accept, one less for each message, none when WeChat says so.
/// </summary>
public static class Quotas
{
    /// <summary>More than anybody taps; a limit for who reports accepts that were none.</summary>
    private const int Max = 100;

    public static int Accept(DbConnection connection, string resident, string template) => connection.Execute(
        $"""
        insert into quotas (resident, template, number) values (@resident, @template, 1)
        on conflict (resident, template) do update set number = quotas.number + 1 where quotas.number < {Max}
        """,
        new { resident, template });

    public static int Use(DbConnection connection, string resident, string template) => connection.Execute(
        "update quotas set number = number - 1 where resident = @resident and template = @template and number > 0",
        new { resident, template });

    public static int Clear(DbConnection connection, string resident, string template) => connection.Execute(
        "delete from quotas where resident = @resident and template = @template", new { resident, template });

    public static int Of(DbConnection connection, string resident, string template) =>
        connection.ExecuteScalar<int>(
            "select number from quotas where resident = @resident and template = @template",
            new { resident, template });
}
