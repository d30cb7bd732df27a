using Dapper;
using Npgsql;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Exports;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Adapters.PostgreSql;

/// <summary>Schemas that grow under other names, and are given theirs in one transaction.</summary>
public sealed class PostgreSqlStoreToRestore(ConnectionString database) : StoreToRestore
{
    private const string Journal = "restoring_journal";
    private const string KeysSchema = "restoring_keys";
    private const string DropAll = $"drop schema if exists {Journal} cascade; drop schema if exists {KeysSchema} cascade";

    private PostgreSqlLead? _lead;
    private NpgsqlDataSource? _schema;
    private PostgreSqlKeysDatabase? _keys;

    /// <inheritdoc/>
    public override KeysDatabase Keys => _keys!;

    /// <inheritdoc/>
    public override async ValueTask Begin()
    {
        _lead = await PostgreSqlLead.Take(database);
        await Run(DropAll);
        await using var connection = new NpgsqlConnection(database.Value);
        var there = await connection.QueryFirstOrDefaultAsync<string>(
            "select nspname from pg_namespace where nspname in ('journal', 'keys', 'views', 'messages')");
        if (there is not null)
            throw new WrongSettingException(ConnectionString.Name,
                $"the database is not empty: there is the schema {there}. A restore needs an empty one.");
        _schema = PostgreSqlJournal.OpenSchema(database.Value, Journal);
    }

    /// <inheritdoc/>
    public override async ValueTask TakeKeys(string copy)
    {
        _keys = new PostgreSqlKeysDatabase(database.Value, KeysSchema);
        await _keys.Write(connection =>
        {
            using var from = SqliteFile.OpenForReading(copy);
            connection.Execute("delete from secrets"); // a new store makes its own
            KeysCopy.CopyRows(from, connection);
            return true;
        });
    }

    /// <inheritdoc/>
    public override ValueTask Append(IReadOnlyList<Entry> entries) => new PostgreSqlJournal(_schema!).TakeOver(entries);

    /// <inheritdoc/>
    public override ValueTask TakePlace() => Run(
        $"""
        begin;
        alter schema {KeysSchema} rename to {PostgreSqlKeysDatabase.Schema};
        alter schema {Journal} rename to {PostgreSqlJournal.Schema};
        commit;
        """);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await (_keys?.DisposeAsync() ?? default);
        await (_schema?.DisposeAsync() ?? default);
        if (_lead is null)
            return;
        await Run(DropAll);
        await _lead.DisposeAsync();
    }

    private async ValueTask Run(string sql)
    {
        await using var connection = new NpgsqlConnection(database.Value);
        await connection.ExecuteAsync(sql);
    }
}
