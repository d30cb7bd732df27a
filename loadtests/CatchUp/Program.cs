using ResidentService.CatchUp;

if (args is ["--help" or "-h", ..])
{
    Console.WriteLine(Options.Help);
    return 0;
}

Options options;
try
{
    options = Options.Read(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(Options.Help);
    return 1;
}

var folder = options.Store ?? Directory.CreateTempSubdirectory("resident-service-").FullName;
try
{
    if (!Directory.EnumerateFileSystemEntries(Directory.CreateDirectory(folder).FullName).Any())
        await Prepare(folder, options.Entries);
    foreach (var behind in (Behind[])[Behind.Tables, Behind.Reactions])
        await Compare(behind);
    return 0;
}
finally
{
    if (options.Store is null)
        Directory.Delete(folder, recursive: true);
}

static async Task Prepare(string folder, int entries)
{
    await using var store = await Store.Open(folder, Behind.Nobody);
    await new Town(store).Fill(entries, position => Console.Error.WriteLine($"{position,9} of {entries} entries"));
}

async Task Compare(Behind behind)
{
    Console.WriteLine($"{behind} behind; {options.PerSecond} sign-ups a second, {options.Seconds} s each; milliseconds");
    Console.WriteLine("               p50      p99      max   entries/s     left");
    List<double> without = [], with = [];
    for (var round = 0; round < options.Rounds; round++)
    {
        without.Add(Say("without", await Measurement.Run(folder, Behind.Nobody, options)));
        with.Add(Say("with", await Measurement.Run(folder, behind, options)));
    }

    Console.WriteLine($"p99 with / without, medians of {options.Rounds}: {Median(with) / Median(without):F2}");
}

static double Say(string name, Measurement m)
{
    Console.WriteLine($"{name,-10} {m.P50,8:F1} {m.P99,8:F1} {m.Max,8:F1} {m.CaughtUp,11:F0} {m.Left,8}");
    return m.P99;
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
