using Microsoft.Data.Sqlite;

namespace ResidentService.IntegrationTests.Keeping;

/// <summary>Looks into a store's files, also while a service writes them.</summary>
internal static class Stores
{
    public static async Task<T?> Scalar<T>(string path, string sql, string parameter) where T : class
    {
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant text of a test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$1", parameter);
        return await command.ExecuteScalarAsync() as T;
    }

    public static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
