namespace ResidentService.Tests.Cluster.Deploy;

/// <summary>What the container file says of the container that it makes: its last stage.</summary>
internal static class Containerfile
{
    private static readonly string[][] LastStage =
    [
        .. DeployFiles.Text("Containerfile").Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 0 && words[0] != "#")
            .Reverse().TakeWhile(words => words[0] != "FROM").Reverse(),
    ];

    public static IReadOnlyDictionary<string, string> Environment { get; } = Of("ENV")
        .Select(one => one.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>That of requests, then that of other silos.</summary>
    public static IReadOnlyList<string> Ports { get; } = [.. Of("EXPOSE")];

    public static string User { get; } = Of("USER").Single();

    public static string Program { get; } = LastStage.Single(words => words[0] == "ENTRYPOINT")[2].Trim('"', ']');

    private static IEnumerable<string> Of(string instruction) =>
        LastStage.Where(words => words[0] == instruction).SelectMany(words => words.Skip(1));
}
