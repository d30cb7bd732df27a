using System.Diagnostics;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Hosting;
using ResidentService.Service.Settings;
using ResidentService.Service.Views;

namespace ResidentService.Service.Commands;

/// <summary>
/// <c>rebuild</c>: makes the read tables anew from the journal, beside nothing else. Until it is done the old ones stay
/// as they are; when it is interrupted, the next run goes on from there.
/// </summary>
public static class RebuildCommand
{
    public static Task<int> Run(CommandLine command)
    {
        var configuration = command.Configuration();
        return ConnectionString.Read(configuration) is { } shared
            ? OfDatabase(shared)
            : OfFiles(CommandLine.StoreOf(configuration));
    }

    private static async Task<int> OfFiles(string directory)
    {
        using var storeLock = StoreLock.Take(directory);
        using var journal = new ReadOnlySqliteJournal(Path.Combine(directory, Standalone.JournalFile), factsOnly: true);
        return await Run(journal, new ViewsFileRebuild(
            Path.Combine(directory, ViewsDatabase.FileName), journal, new Codec(typeof(Resident).Assembly),
            AllTables.Of(Slices.All)));
    }

    private static async Task<int> OfDatabase(ConnectionString shared)
    {
        await using var lead = await PostgreSqlLead.Take(shared);
        await using var database = PostgreSqlJournal.OpenExisting(shared);
        var journal = new PostgreSqlJournal(database);
        return await Run(journal, new PostgreSqlTablesRebuild(
            shared.Value, journal, new Codec(typeof(Resident).Assembly), AllTables.Of(Slices.All)));
    }

    private static async Task<int> Run<TTables>(IReadOnlyJournal journal, ViewsRebuild<TTables> rebuild)
        where TTables : ReadTables
    {
        var watch = Stopwatch.StartNew();
        var start = await ConsoleProgress.Run("entries", rebuild.Run);
        var last = await journal.LastPosition();
        var perSecond = (last - start) / watch.Elapsed.TotalSeconds;
        if (start > 0)
            Console.WriteLine($"went on after entry {start}, where it had been interrupted");
        Console.WriteLine($"read tables rebuilt from {last - start} entries in {watch.Elapsed.TotalSeconds:F1} s, "
            + $"{perSecond:F0} entries/s");
        return 0;
    }
}
