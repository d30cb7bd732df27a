using Dapper;
using Microsoft.Data.Sqlite;
using ResidentService.Service.Adapters.Sqlite;

namespace ResidentService.Tests.Service.Adapters.Sqlite;

public sealed class PreparedStatementTests : IDisposable
{
    private readonly SqliteConnection _connection = new("data source=:memory:");

    public PreparedStatementTests()
    {
        _connection.Open();
        _connection.Execute("create table texts (id integer primary key, text text) strict");
    }

    [Fact]
    public void Texts_come_back_as_they_were()
    {
        string[] texts = ["", " ", "桃园社区", "a\0b", new('长', 300), "🍜"];
        using (var statement = new PreparedStatement(_connection, "insert into texts values (?1, ?2)"))
        {
            for (var i = 0; i < texts.Length; i++)
                statement.Bind(1, i).Bind(2, texts[i]).Run();
            statement.Bind(1, texts.Length).BindNull(2).Run();
        }

        Assert.Equal([.. texts, null], _connection.Query<string?>("select text from texts order by id"));
    }

    [Fact]
    public void A_failure_is_told_and_the_statement_runs_again()
    {
        using var statement = new PreparedStatement(_connection, "insert into texts values (?1, ?2)");
        statement.Bind(1, 1).Bind(2, "one").Run();
        Assert.Throws<SqliteException>(() => statement.Run());
        statement.Bind(1, 2).Run();
        Assert.Equal(["one", "one"], _connection.Query<string>("select text from texts"));
    }

    [Fact]
    public void Numbers_are_those_of_the_first_row()
    {
        using var statement = new PreparedStatement(_connection, "select id, length(text) from texts where id > ?1");
        Assert.Null(statement.Bind(1, 0).Numbers());
        _connection.Execute("insert into texts values (7, 'seven')");
        Assert.Equal((7, 5), statement.Numbers());
    }

    [Fact]
    public void Rows_come_one_by_one_with_what_they_hold()
    {
        _connection.Execute("create table things (number integer, text text, bytes blob) strict");
        _connection.Execute(
            "insert into things values (-1, @text, x'00ff'), (@most, '', x''), (2, '', null)",
            new { text = "a\0长🍜", most = long.MaxValue });
        using var rows = new PreparedStatement(
            _connection, "select number, text, bytes from things where number <> ?1 order by rowid");
        var read = new List<(long, string, string, bool)>();
        rows.Bind(1, 0);
        while (rows.Next())
            read.Add((rows.Number(0), rows.Text(1), Convert.ToHexString(rows.Bytes(2)), rows.IsNull(2)));
        Assert.Equal([(-1, "a\0长🍜", "00FF", false), (long.MaxValue, "", "", false), (2, "", "", true)], read);

        Assert.True(rows.Bind(1, -1).Next());
        Assert.Equal(long.MaxValue, rows.Number(0));
        rows.Reset();
        Assert.True(rows.Next());
        Assert.Equal(long.MaxValue, rows.Number(0)); // begins anew
        rows.Reset();
        _connection.Execute("drop table things"); // which nobody holds any more
        Assert.Throws<SqliteException>(() => rows.Next());
    }

    [Fact]
    public void Parameters_stand_in_order() => Assert.Throws<ArgumentException>(
        () => new PreparedStatement(_connection, "update texts set text = $2 where id = $1"));

    public void Dispose() => _connection.Dispose();
}
