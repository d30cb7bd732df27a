using Microsoft.Extensions.Configuration;
using Npgsql;

namespace ResidentService.Service.Settings;

/// <summary><c>Storage:PostgreSql</c>: the database of the store. It holds a password and is never shown.</summary>
public sealed class ConnectionString
{
    public const string Name = "Storage:PostgreSql";

    private ConnectionString(string value) => Value = value;

    public string Value { get; }

    /// <summary>Null where the store is a folder.</summary>
    /// <exception cref="WrongSettingException">It cannot be read.</exception>
    public static ConnectionString? Read(IConfiguration configuration)
    {
        if (configuration[Name] is not { Length: > 0 } given)
            return null;
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(given);
            return settings is { Host.Length: > 0, Database.Length: > 0 }
                ? new(given)
                : throw new WrongSettingException(Name, "names no Host or no Database.");
        }
        catch (ArgumentException)
        {
            throw new WrongSettingException(Name, "cannot be read: Host=…;Database=…;Username=…;Password=….");
        }
    }

    /// <summary>Never shows it in a log.</summary>
    public override string ToString() => "(secret)";
}
