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

    /// <param name="sql">Constant text.</param>
    public abstract DbDataReader Query(string sql, params ReadOnlySpan<object> values);

    public abstract void Dispose();
}
