using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace ResidentService.Service.Adapters.PostgreSql;

/// <summary>
/// Statements of one connection at a time. What only writes is gathered and sent in one round trip, at the latest
/// before the next question.
/// </summary>
public sealed class PostgreSqlStatements : Statements
{
    private const int GatheredMax = 1_000;

    private readonly List<NpgsqlBatchCommand> _gathered = [];

    public required NpgsqlConnection Connection { get; set; }

    public override void Run(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        _gathered.Add(command);
        if (_gathered.Count == GatheredMax)
            Flush();
    }

    /// <summary>One statement for all of them, whose text is the same for any number, so that it stays prepared.</summary>
    public override void RunEach(RowStatement statement, IReadOnlyList<object[]> rows)
    {
        if (rows.Count == 0)
            return;
        var command = new NpgsqlBatchCommand(statement.SqlOfMany);
        for (var i = 0; i < statement.Types.Count; i++)
            command.Parameters.Add(ColumnOf(rows, i, statement.Types[i]));
        _gathered.Add(command);
    }

    public override DbDataReader Query(string sql, params ReadOnlySpan<object> values)
    {
        Flush();
#pragma warning disable CA2100 // Constant text of our own.
        using var command = new NpgsqlCommand(sql, Connection);
#pragma warning restore CA2100
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command.ExecuteReader();
    }

    /// <summary>Sends what was gathered.</summary>
    public void Flush()
    {
        if (_gathered.Count == 0)
            return;
        using var batch = new NpgsqlBatch(Connection);
        foreach (var command in _gathered)
            batch.BatchCommands.Add(command);
        _gathered.Clear();
        batch.ExecuteNonQuery();
    }

    /// <summary>Forgets what was gathered, as after a failure.</summary>
    public void Forget() => _gathered.Clear();

    private static NpgsqlParameter ColumnOf(IReadOnlyList<object[]> rows, int column, string type) => type switch
    {
        "text" => ArrayOf(rows, NpgsqlDbType.Text, row => row[column] as string),
        "integer" => ArrayOf(rows, NpgsqlDbType.Bigint, row => row[column] switch
        {
            long number => number,
            int number => number,
            _ => (long?)null,
        }),
        "real" => ArrayOf(rows, NpgsqlDbType.Double, row => row[column] as double?),
        _ => throw new NotSupportedException($"no column holds a {type}"),
    };

    private static NpgsqlParameter<TValue[]> ArrayOf<TValue>(
        IReadOnlyList<object[]> rows, NpgsqlDbType type, Func<object[], TValue> value) => new()
        {
            NpgsqlDbType = NpgsqlDbType.Array | type,
            TypedValue = [.. rows.Select(value)],
        };

    public override void Dispose()
    {
        // The connection is not its own.
    }
}
