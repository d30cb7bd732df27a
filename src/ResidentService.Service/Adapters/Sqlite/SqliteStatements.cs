using Microsoft.Data.Sqlite;

namespace ResidentService.Service.Adapters.Sqlite;

/// <inheritdoc/>
public sealed class SqliteStatements(SqliteConnection connection) : Statements
{
    private readonly Dictionary<string, PreparedStatement> _writes = [];
    private readonly Dictionary<string, SqliteCommand> _queries = [];

    public SqliteTransaction? Transaction { get; set; }

    public override void Run(string sql, params ReadOnlySpan<object> values)
    {
        if (!_writes.TryGetValue(sql, out var statement))
            _writes.Add(sql, statement = new PreparedStatement(connection, sql));
        for (var i = 0; i < values.Length; i++)
        {
            _ = values[i] switch
            {
                string text => statement.Bind(i + 1, text),
                long number => statement.Bind(i + 1, number),
                int number => statement.Bind(i + 1, (long)number),
                double number => statement.Bind(i + 1, number),
                DBNull => statement.BindNull(i + 1),
                var other => throw new NotSupportedException($"no column holds a {other.GetType()}"),
            };
        }

        statement.Run();
    }

    public override SqliteDataReader Query(string sql, params ReadOnlySpan<object> values)
    {
        if (!_queries.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant text of our own.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 1; i <= values.Length; i++)
                command.Parameters.Add(new SqliteParameter($"${i}", value: null));
            _queries.Add(sql, command);
        }

        command.Transaction = Transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command.ExecuteReader();
    }

    public override void Dispose()
    {
        foreach (var statement in _writes.Values)
            statement.Dispose();
        foreach (var command in _queries.Values)
            command.Dispose();
    }
}
