using System.Data.Common;

namespace ResidentService.Service.Adapters;

/// <summary>
/// Statements of one connection, each prepared once. Parameters are <c>$1</c>, <c>$2</c> …, which SQLite and PostgreSQL
/// both read; values are strings, numbers, or <see cref="DBNull"/>.
/// </summary>
public abstract class Statements : IDisposable
{
    /// <summary>Runs one statement, or has it run before whatever asks for an answer next.</summary>
    /// <param name="sql">Constant text.</param>
    public abstract void Run(string sql, params ReadOnlySpan<object> values);

    /// <summary>Runs one statement for each of many rows, in whatever way costs least.</summary>
    /// <param name="statement">Its two ways to be written.</param>
    /// <param name="rows">The parameters for each row; no two rows have to do with each other.</param>
    public virtual void RunEach(RowStatement statement, IReadOnlyList<object[]> rows)
    {
        foreach (var row in rows)
            Run(statement.Sql, row);
    }

    /// <param name="sql">Constant text.</param>
    public abstract DbDataReader Query(string sql, params ReadOnlySpan<object> values);

    public abstract void Dispose();
}

/// <summary>A statement that is run for each of many rows.</summary>
/// <param name="Sql">For one of them.</param>
/// <param name="SqlOfMany">For all of them, where each parameter is an array.</param>
/// <param name="Types">Of the parameters: <c>text</c>, <c>integer</c> or <c>real</c>.</param>
public sealed record RowStatement(string Sql, string SqlOfMany, IReadOnlyList<string> Types);
