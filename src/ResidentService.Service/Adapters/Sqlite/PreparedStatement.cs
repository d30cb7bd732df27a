using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ResidentService.Service.Adapters.Sqlite;

/// <summary>
/// A statement that is prepared once and run for each of thousands of rows a second: SQLite's own calls, since the
/// driver's parameters and readers took as long there as SQLite itself. Parameters are <c>?1</c> or <c>$1</c> and so on,
/// in this order; used by one thread at a time.
/// </summary>
public sealed class PreparedStatement : IDisposable
{
    private const int BytesOnStackMax = 256;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <param name="sql">One statement, a constant text of our own.</param>
    /// <exception cref="ArgumentException">
    /// A parameter comes before a lower one: to SQLite <c>$2</c> is a name, which counts where it first appears.
    /// </exception>
    public PreparedStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        for (var i = 1; i <= raw.sqlite3_bind_parameter_count(_statement); i++)
        {
            if (raw.sqlite3_bind_parameter_name(_statement, i).utf8_to_string()?[1..] != $"{i}")
                throw new ArgumentException($"parameter {i} has another place: {sql}", nameof(sql));
        }
    }

    public PreparedStatement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    public PreparedStatement Bind(int parameter, double value)
    {
        Check(raw.sqlite3_bind_double(_statement, parameter, value));
        return this;
    }

    public PreparedStatement Bind(int parameter, string value)
    {
        if (value.Length == 0)
        {
            Check(raw.sqlite3_bind_text(_statement, parameter, "")); // of no bytes at all it would make a null
            return this;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = most > BytesOnStackMax ? ArrayPool<byte>.Shared.Rent(most) : null;
        var bytes = rented ?? stackalloc byte[BytesOnStackMax];
        Check(raw.sqlite3_bind_text(_statement, parameter, bytes[..Encoding.UTF8.GetBytes(value, bytes)]));
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    public PreparedStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, parameter, value));
        return this;
    }

    public PreparedStatement BindNull(int parameter)
    {
        Check(raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    /// <summary>Runs it to its end; its parameters stay as they are.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public void Run()
    {
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
            Check(result);
    }

    /// <summary>Runs it to its next row, whose columns can then be read.</summary>
    /// <returns>Whether there is one. After the last the statement is reset; who stops before has to do it.</returns>
    /// <exception cref="SqliteException">It failed.</exception>
    public bool Next()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
            return true;
        Reset();
        if (result != raw.SQLITE_DONE)
            Check(result);
        return false;
    }

    /// <summary>Ends it, and with it what it holds of the file.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement); // says again what the last step has said

    /// <param name="column">From 0.</param>
    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <param name="column">From 0; not null.</param>
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));

    /// <param name="column">From 0.</param>
    public byte[] Bytes(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    /// <param name="column">From 0.</param>
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>Runs it up to its first row, of which these are the first two numbers; null where there is none.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public (long First, long Second)? Numbers()
    {
        var result = raw.sqlite3_step(_statement);
        (long, long)? numbers = result == raw.SQLITE_ROW
            ? (raw.sqlite3_column_int64(_statement, 0), raw.sqlite3_column_int64(_statement, 1))
            : null;
        raw.sqlite3_reset(_statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
            Check(result);
        return numbers;
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, _database);
    }
}
