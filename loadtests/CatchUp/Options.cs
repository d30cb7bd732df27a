using System.Globalization;

namespace ResidentService.CatchUp;

/// <summary>What to measure.</summary>
/// <param name="Entries">Entries that a follower is behind.</param>
/// <param name="PerSecond">Sign-ups begun in a second, whatever the answers take.</param>
/// <param name="Seconds">How long each measurement lasts.</param>
/// <param name="Rounds">Measurements without and with, in turn.</param>
/// <param name="Store">A folder to prepare once and use again; null: a temporary one.</param>
internal sealed record Options(int Entries, int PerSecond, int Seconds, int Rounds, string? Store)
{
    public const string Help = """
        Measures how long sign-ups take while a follower catches up, against how long they take without.

          dotnet run -c Release --project loadtests/CatchUp [--name value …]

          --entries     entries that the follower is behind           1000000
          --per-second  sign-ups begun in a second                    100
          --seconds     of each measurement                           15
          --rounds      measurements without and with, in turn        3
          --store       a folder to prepare once and use again        (a temporary one)
        """;

    /// <exception cref="FormatException">There is no such option, or its value is no number.</exception>
    public static Options Read(string[] arguments)
    {
        var options = new Options(1_000_000, 100, 15, 3, null);
        foreach (var pair in arguments.Chunk(2))
        {
            if (pair is not [var name, var value])
                throw new FormatException($"{pair[0]} needs a value.");
            options = name switch
            {
                "--entries" => options with { Entries = Number(value) },
                "--per-second" => options with { PerSecond = Number(value) },
                "--seconds" => options with { Seconds = Number(value) },
                "--rounds" => options with { Rounds = Number(value) },
                "--store" => options with { Store = Path.GetFullPath(value) },
                _ => throw new FormatException($"There is no option {name}."),
            };
        }

        return options;
    }

    private static int Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{value} is no number above zero.");
}
