using System.Globalization;

namespace ResidentService.LoadTests;

/// <summary>What the command line asks for: a name, then <c>--option value</c> pairs.</summary>
/// <param name="Name">A scenario, <c>compare</c>, or <c>help</c>.</param>
public sealed record Options(string Name, IReadOnlyDictionary<string, string> Given)
{
    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["people"] = "100000",
        ["connections"] = "64,256",
        ["only"] = string.Join(',', [.. Comparison.Names, .. Latencies.Names]),
        ["rounds"] = "5",
        ["seconds"] = "10",
        ["rate"] = "2000",
        ["silos"] = "0",
        ["folder"] = Path.Combine(Path.GetTempPath(), "resident-service-load"),
        ["database"] = "",
        ["report"] = "",
    };

    public int People => Number("people");

    public int[] Connections => Array.ConvertAll(List("connections"), text => Parse("connections", text));

    public string[] Only => List("only");

    public int Rounds => Number("rounds");

    public TimeSpan Seconds => TimeSpan.FromSeconds(Number("seconds"));

    /// <summary>Arrivals a second at the peak.</summary>
    public int Rate => Number("rate");

    /// <summary>0 for the standalone edition; else so many silos of the cluster edition.</summary>
    public int Silos => Number("silos");

    public string Folder => Text("folder");

    /// <summary>The process of the database, whose processor time is counted too; null for none.</summary>
    public int? Database => Text("database").Length > 0 ? Number("database") : null;

    /// <summary>The command line that asks for the same again.</summary>
    public string Command => string.Join(' ', [
        "dotnet run -c Release --project loadtests/ResidentService.LoadTests --", Name,
        .. Given.Where(pair => Defaults[pair.Key] != pair.Value && pair.Key is not ("report" or "folder" or "database"))
            .Select(pair => $"--{pair.Key} {pair.Value}"),
    ]);

    /// <summary>Where the report goes; empty for nowhere.</summary>
    public string Report => Text("report");

    /// <exception cref="WrongOptionException">An option is unknown or has no value.</exception>
    public static Options Read(string[] arguments)
    {
        if (arguments is not [var name, .. var rest] || name is "--help" or "-h")
            return new("help", Defaults);
        var given = new Dictionary<string, string>(Defaults);
        for (var i = 0; i < rest.Length; i += 2)
        {
            var option = rest[i].StartsWith("--", StringComparison.Ordinal) ? rest[i][2..] : "";
            if (!Defaults.ContainsKey(option) || i + 1 == rest.Length)
                throw new WrongOptionException($"{rest[i]} is no option or lacks its value; see --help.");
            given[option] = rest[i + 1];
        }

        return new(name, given);
    }

    private string Text(string name) => Given[name];

    private string[] List(string name) =>
        Text(name).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private int Number(string name) => Parse(name, Text(name));

    private static int Parse(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new WrongOptionException($"--{name} must be a whole number, not {text}.");
}

/// <summary>The command line cannot be followed.</summary>
public sealed class WrongOptionException(string message) : Exception(message);
