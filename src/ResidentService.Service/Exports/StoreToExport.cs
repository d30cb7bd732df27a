using System.Data;
using Npgsql;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Hosting;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Exports;

/// <summary>What an export reads: of files, or of a database; a service may go on writing it.</summary>
public abstract class StoreToExport : IAsyncDisposable
{
    /// <summary>To its present end.</summary>
    public abstract IReadOnlyJournal Journal { get; }

    /// <summary>Of its secrets.</summary>
    public abstract string KeysFingerprint { get; }

    /// <summary>After the journal was read.</summary>
    public abstract void CopyKeys(string to);

    public abstract ValueTask DisposeAsync();

    /// <exception cref="WrongSettingException">There is no store.</exception>
    public static StoreToExport Open(string directory, ConnectionString? shared) =>
        shared is null ? new Files(directory) : new Database(shared);

    private sealed class Files : StoreToExport
    {
        private readonly ReadOnlySqliteJournal _journal;
        private readonly string _keys;

        public Files(string directory)
        {
            var journal = Path.Combine(directory, Standalone.JournalFile);
            _keys = Path.Combine(directory, KeysDatabase.FileName);
            foreach (var needed in (string[])[journal, _keys])
            {
                if (!File.Exists(needed))
                    throw new WrongSettingException("Storage:Directory", $"there is no store: {needed} is missing.");
            }

            _journal = new ReadOnlySqliteJournal(journal);
        }

        public override IReadOnlyJournal Journal => _journal;

        public override string KeysFingerprint => KeysCopy.FingerprintOf(_keys);

        public override void CopyKeys(string to) => KeysCopy.Write(_keys, to);

        public override ValueTask DisposeAsync()
        {
            _journal.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Database(ConnectionString shared) : StoreToExport
    {
        private readonly NpgsqlDataSource _schema = PostgreSqlJournal.OpenExisting(shared);
        private readonly PostgreSqlKeysDatabase _keys = new(shared.Value);

        public override IReadOnlyJournal Journal => new PostgreSqlJournal(_schema);

        public override string KeysFingerprint => Secrets.Of(_keys).Fingerprint;

        public override void CopyKeys(string to) => _keys.Read(connection =>
        {
            using var snapshot = connection.BeginTransaction(IsolationLevel.RepeatableRead);
            KeysCopy.Write(connection, to);
            return true;
        });

        public override async ValueTask DisposeAsync()
        {
            await _keys.DisposeAsync();
            await _schema.DisposeAsync();
        }
    }
}
