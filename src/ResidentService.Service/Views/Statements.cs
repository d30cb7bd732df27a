using Microsoft.Data.Sqlite;

namespace ResidentService.Service.Views;

/// <summary>
/// Statements of one connection, each prepared once. Parameters are <c>$1</c>, <c>$2</c> …, which SQLite and PostgreSQL
/// both read.
/// </summary>
public sealed class Statements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    public SqliteTransaction? Transaction { get; set; }

    /// <summary>Runs one statement; returns the rows it touched.</summary>
    /// <param name="sql">Constant text.</param>
    /// <param name="values">Strings, whole numbers, or <see cref="DBNull"/>.</param>
    public int Run(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteNonQuery();

    public SqliteDataReader Query(string sql, params ReadOnlySpan<object> values) =>
        Prepare(sql, values).ExecuteReader();

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant text of our own.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 1; i <= values.Length; i++)
                command.Parameters.Add(new SqliteParameter($"${i}", value: null));
            _prepared.Add(sql, command);
        }

        command.Transaction = Transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command;
    }
}
