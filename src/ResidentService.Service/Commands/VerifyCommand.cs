using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Hosting;
using ResidentService.Service.Settings;
using ResidentService.Service.Verification;

namespace ResidentService.Service.Commands;

/// <summary>
/// <c>verify [--anchor POSITION:DIGEST]</c>: walks the journal, also beside a running service. One line a fault;
/// exit 1 when there is any.
/// </summary>
public static class VerifyCommand
{
    public static async Task<int> Run(CommandLine command)
    {
        var configuration = command.Configuration;
        var path = Path.Combine(CommandLine.StoreOf(configuration), Standalone.JournalFile);
        Anchor? anchor = null;
        if (configuration["anchor"] is { } text && !Anchor.TryParse(text, out anchor))
            throw new WrongSettingException("--anchor", "must be POSITION:DIGEST as an earlier verify has printed it.");

        using var journal = new ReadOnlySqliteJournal(path);
        var verification = new StoreVerification(journal, new Codec(typeof(Resident).Assembly));
        var report = await verification.Run(anchor, Progress());
        return Print(report);
    }

    private static int Print(VerificationReport report)
    {
        foreach (var fault in report.Faults)
            Console.Error.WriteLine("FAULT " + fault);
        foreach (var transfer in report.InTransit)
            Console.WriteLine("in transit: " + transfer);
        Console.WriteLine($"{report.LastPosition} entries in {report.Streams} streams, {report.Faults.Count} faults");
        Console.WriteLine($"points: {report.Points.Issued} issued, {report.Points.Retired} retired, "
            + $"{report.Points.InCirculation} in circulation in {report.Points.Accounts} accounts");
        Console.WriteLine($"anchor: {report.Anchor}");
        return report.Faults.Count == 0 ? 0 : 1;
    }

    /// <summary>A line that moves, where somebody is looking.</summary>
    private static Action<long, long>? Progress() => Console.IsErrorRedirected
        ? null
        : (position, last) => Console.Error.Write($"\r{position * 100 / last,3} % of {last} entries"
            + (position == last ? "\n" : ""));
}
