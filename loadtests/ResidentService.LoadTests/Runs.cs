using System.Globalization;
using ResidentService.LoadTests.Load;
using ResidentService.LoadTests.Report;
using ResidentService.LoadTests.Scenarios;
using ResidentService.LoadTests.Stage;
using Spectre.Console;

namespace ResidentService.LoadTests;

/// <summary>Carries out what the command line asks for; returns the exit code: 1 when something was not exact.</summary>
internal static class Runs
{
    /// <summary>Connections that a scenario may hold open: each phone has its own, up to this many.</summary>
    private const int ConnectionsMax = 1_024;

    public static async Task<int> Scenario(Options options, IAnsiConsole console)
    {
        var bars = new Bars(console);
        await using var town = await Town.Open(options.Folder, options.People, bars, silos: options.Silos);
        using var phone = town.NewPhone(ConnectionsMax);
        var scenario = AllScenarios.Find(options.Name, town, phone);
        var (rate, length) = (options.Rate, options.Seconds.TotalSeconds);
        var arrivals = scenario.Shape.Arrivals(rate, length);

        await bars.Of("preparing", () => scenario.Prepare(arrivals));
        var before = town.Server.ProcessorTime;
        var measured = await bars.Of($"{arrivals} arrivals", arrivals, answered => Loads.Open(
            async n =>
            {
                var status = await scenario.Arrive(n);
                answered(1);
                return status;
            },
            at => scenario.Shape.Rate(rate, at, length),
            arrivals));
        var (bytes, time) = (town.Server.Bytes, town.Server.ProcessorTime - before);
        var faults = await bars.Of("checking", () => scenario.Check(measured));
        var verified = await bars.Of("verify", town.Verify);

        var outcome = new Outcome(
            $"{scenario.Name}: {arrivals} arrivals, {rate} a second at the peak, {options.People} residents",
            options.Command, measured, bytes, time, verified.Length == 0 ? faults : [.. faults, verified]);
        Print(console, outcome);
        if (options.Report.Length > 0)
            Save(options.Report, scenario.Name, outcome);
        return outcome.Faults.Count == 0 ? 0 : 1;
    }

    public static async Task<int> Compare(Options options, IAnsiConsole console)
    {
        if (options.Only.Except([.. Comparison.Names, .. Latencies.Names]).FirstOrDefault() is { } unknown)
            throw new WrongOptionException($"--only knows nothing about {unknown}; see --help.");
        var bars = new Bars(console);
        await using var town = await Town.Open(options.Folder, options.People, bars, silos: options.Silos);
        await using var baseline = await Comparison.StartBaseline();
        var comparison = new Comparison(town, baseline, options.Rounds, options.Seconds);
        var latencies = new Latencies(town, baseline, options.Rounds, options.Seconds);
        var (rates, waits) = (new List<string[]>(), new List<string[]>());
        foreach (var what in options.Only)
        {
            foreach (var connections in options.Connections)
            {
                var isRate = Comparison.Names.Contains(what);
                var row = await bars.Of($"{what} at {connections}", async () => isRate
                    ? (await comparison.Of(what, connections)).Row()
                    : await latencies.Of(what, connections));
                (isRate ? rates : waits).Add(row);
                console.WriteLine(string.Join("  ", row));
            }
        }

        foreach (var (columns, rows) in ((string[], List<string[]>)[])[(Comparison.Columns, rates), (Latencies.Columns, waits)])
            Print(console, columns, rows);
        console.WriteLine($"server: {town.Server.Bytes >> 20} MB, {town.Server.ProcessorTime.TotalSeconds:0} s of processor");
        var faults = await town.Verify();
        console.WriteLine(faults.Length == 0 ? "verify is clean" : faults);
        if (options.Report.Length > 0)
        {
            SaveTables(
                options, "compare", "The service against an endpoint that does nothing",
                (Comparison.Columns, rates), (Latencies.Columns, waits));
        }

        return faults.Length == 0 ? 0 : 1;
    }

    public static async Task<int> Overload(Options options, IAnsiConsole console)
    {
        var bars = new Bars(console);
        await using var town = await Town.Open(options.Folder, options.People, bars, journalCommands: options.Rate, silos: options.Silos);
        var result = await bars.Of("overload", new Overload(town, options.Seconds).Run);
        var verified = await bars.Of("verify", town.Verify);
        string[] faults = verified.Length == 0 ? [.. result.Faults] : [.. result.Faults, verified];
        List<string[]> rows =
        [
            .. result.Rows().Select(row => (string[])[row.What, row.Value]),
            ["wrong", faults.Length == 0 ? "nothing" : string.Join("; ", faults)],
        ];
        Print(console, ["what", "seen"], rows);
        if (options.Report.Length > 0)
            SaveTables(options, "overload", "Three times as much as the store can take", (["what", "seen"], rows));
        return faults.Length == 0 ? 0 : 1;
    }

    public static async Task<int> Growth(Options options, IAnsiConsole console)
    {
        var bars = new Bars(console);
        await using var town = await Town.Open(options.Folder, options.People, bars, silos: options.Silos);
        var result = await bars.Of($"{options.People} sign-ups", options.People, new Growth(town).Run);
        var verified = await bars.Of("verify", town.Verify);
        string[] faults = verified.Length == 0 ? [.. result.Faults] : [.. result.Faults, verified];
        Print(console, LoadTests.Growth.Columns, result.Rows);
        console.WriteLine(faults.Length == 0 ? "nothing is wrong" : string.Join("; ", faults));
        if (options.Report.Length > 0)
            SaveTables(options, "growth", "Everybody at one event", (LoadTests.Growth.Columns, result.Rows));
        return faults.Length == 0 ? 0 : 1;
    }

    public static async Task<int> Costs(Options options, IAnsiConsole console)
    {
        var bars = new Bars(console);
        await using var town = await Town.Open(options.Folder, options.People, bars);
        var rows = new List<string[]>();
        await foreach (var row in new Costs(town, options.Seconds, options.Database).Run())
        {
            rows.Add(row);
            console.WriteLine(string.Join("  ", row));
        }

        var faults = await bars.Of("verify", town.Verify);
        Print(console, LoadTests.Costs.Columns, rows);
        console.WriteLine(faults.Length == 0 ? "verify is clean" : faults);
        if (options.Report.Length > 0)
            SaveTables(options, "costs", "What a request costs", (LoadTests.Costs.Columns, rows));
        return faults.Length == 0 ? 0 : 1;
    }

    private static void Print(IAnsiConsole console, string[] columns, List<string[]> rows)
    {
        if (rows.Count == 0)
            return;
        var table = new Table().AddColumns(columns);
        foreach (var row in rows)
            table.AddRow(Array.ConvertAll(row, Markup.Escape));
        console.Write(table);
    }

    private static void Print(IAnsiConsole console, Outcome outcome)
    {
        var table = new Table().HideHeaders().AddColumns("", "").Title(outcome.Title);
        foreach (var row in outcome.Table)
            table.AddRow(row.What, row.IsWrong ? $"[red]{Markup.Escape(row.Value)}[/]" : Markup.Escape(row.Value));
        console.Write(table);
    }

    private static void Save(string folder, string name, Outcome outcome)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Today}-{name}");
        File.WriteAllText(path + ".md", outcome.Markdown());
        File.WriteAllText(path + ".json", outcome.Json());
        File.WriteAllText(path + ".html", Page.Of(outcome));
    }

    private static void SaveTables(
        Options options, string name, string title, params (string[] Columns, List<string[]> Rows)[] tables)
    {
        Directory.CreateDirectory(options.Report);
        File.WriteAllLines(Path.Combine(options.Report, $"{Today}-{name}.md"), [
            "# " + title, "", Machine.Now, "", $"`{options.Command}`",
            .. tables.Where(table => table.Rows.Count > 0).SelectMany(table => (string[])
            [
                "",
                $"| {string.Join(" | ", table.Columns)} |",
                $"|{string.Concat(Enumerable.Repeat("---|", table.Columns.Length))}",
                .. table.Rows.Select(row => $"| {string.Join(" | ", row)} |"),
            ]),
        ]);
    }

    private static string Today => DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
