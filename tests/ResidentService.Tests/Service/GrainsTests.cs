using System.Text.RegularExpressions;
using ResidentService.Service;

namespace ResidentService.Tests.Service;

/// <summary>The cluster edition is not built on every machine; whether it knows every kind of actor shows its text.</summary>
public sealed partial class GrainsTests
{
    [Fact]
    public void Every_kind_of_actor_has_a_grain()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "ResidentService.sln")))
            root = root.Parent!;
        var grains = Directory.GetFiles(Path.Combine(root.FullName, "src", "ResidentService.Cluster", "Grains"))
            .SelectMany(file => Kind().Matches(File.ReadAllText(file)).Select(match => match.Groups["kind"].Value));
        Assert.Equal(Slices.All.Kinds.Order(StringComparer.Ordinal), grains.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("""\[GrainType\("(?<kind>[^"]+)"\)\]""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Kind();
}
