using Dapper;

namespace ResidentService.Service.Views;

/// <summary>Lists of values in SQL.</summary>
public static class Lists
{
    /// <summary>
    /// Adds a parameter for each value, since of a list Dapper makes one thing for SQLite and another for PostgreSQL.
    /// </summary>
    /// <returns>What stands behind <c>in</c>; of no values <c>(null)</c>, in which nothing is.</returns>
    public static string AddList(this DynamicParameters parameters, string name, IEnumerable<string> values)
    {
        var names = new List<string>();
        foreach (var value in values)
        {
            names.Add($"@{name}{names.Count}");
            parameters.Add(names[^1], value);
        }

        return names.Count == 0 ? "(null)" : $"({string.Join(", ", names)})";
    }
}
