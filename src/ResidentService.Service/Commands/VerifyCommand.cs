using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Hosting;
using ResidentService.Service.Settings;
using ResidentService.Service.Verification;
using ResidentService.Service.Views;

namespace ResidentService.Service.Commands;

/// <summary>
/// <c>verify [--anchor POSITION:DIGEST]</c>: walks the journal, also beside a running service. One line a fault;
/// exit 1 when there is any.
/// </summary>
public static class VerifyCommand
{
    public static async Task<int> Run(CommandLine command)
    {
        var configuration = command.Configuration();
        if (ConnectionString.Read(configuration) is { } shared)
            return await Run(shared, AnchorOf(configuration));
        var store = CommandLine.StoreOf(configuration);
        var path = Path.Combine(store, Standalone.JournalFile);
        var anchor = AnchorOf(configuration);
        try
        {
            using var journal = new ReadOnlySqliteJournal(path);
            var damage = journal.Damage().Select(line => $"{path}: {line}").ToList();
            var verification = new StoreVerification(journal, new Codec(typeof(Resident).Assembly));
            var report = await ConsoleProgress.Run("verify", progress => verification.Run(anchor, progress));
            var exitCode = Print(report with { Faults = [.. damage, .. report.Faults] });
            PrintParked(Path.Combine(store, ViewsDatabase.FileName));
            return exitCode;
        }
        catch (SqliteException e)
        {
            PrintFault(new StoreFileException(path, e).Message);
            return 1;
        }
    }

    private static async Task<int> Run(ConnectionString shared, Anchor? anchor)
    {
        await using var database = PostgreSqlJournal.OpenExisting(shared);
        var verification = new StoreVerification(new PostgreSqlJournal(database), new Codec(typeof(Resident).Assembly));
        var report = await ConsoleProgress.Run("verify", progress => verification.Run(anchor, progress));
        var exitCode = Print(report);
        PrintParked(PostgreSqlTables.ReadParked(shared.Value));
        return exitCode;
    }

    /// <summary>The anchor that was given; null if none was.</summary>
    /// <exception cref="WrongSettingException">It is not of the form.</exception>
    public static Anchor? AnchorOf(IConfiguration configuration)
    {
        Anchor? anchor = null;
        if (configuration["anchor"] is { } text && !Anchor.TryParse(text, out anchor))
            throw new WrongSettingException("--anchor", "must be POSITION:DIGEST as an earlier verify has printed it.");
        return anchor;
    }

    /// <summary>Parked deliveries are owed, and no fault. They are not in the journal but beside the read tables.</summary>
    private static void PrintParked(string views)
    {
        if (!File.Exists(views))
            return;
        try
        {
            using var connection = SqliteFile.OpenForReading(views);
            if (!ParkedTable.IsIn(connection))
                return;
            PrintParked(ParkedTable.All(connection));
        }
        catch (SqliteException e)
        {
            Console.Error.WriteLine($"{views} cannot be read ({e.Message}); it is no part of the truth: run rebuild.");
        }
    }

    private static void PrintParked(IEnumerable<ParkedDelivery> all)
    {
        foreach (var parked in all)
            Console.WriteLine($"parked: {parked}");
    }

    private static void PrintFault(string fault) => Console.Error.WriteLine("FAULT " + fault);

    private static int Print(VerificationReport report)
    {
        foreach (var fault in report.Faults)
            PrintFault(fault);
        foreach (var transfer in report.InTransit)
            Console.WriteLine("in transit: " + transfer);
        Console.WriteLine($"{report.LastPosition} entries in {report.Streams} streams, {report.Faults.Count} faults");
        Console.WriteLine($"points: {report.Points.Issued} issued, {report.Points.Retired} retired, "
            + $"{report.Points.InCirculation} in circulation in {report.Points.Accounts} accounts");
        Console.WriteLine($"anchor: {report.Anchor}");
        return report.Faults.Count == 0 ? 0 : 1;
    }
}
