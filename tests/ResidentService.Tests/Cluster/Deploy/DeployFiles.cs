using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ResidentService.Tests.Cluster.Deploy;

/// <summary>The files by which the cluster edition is deployed, read as what reads them reads them.</summary>
internal static class DeployFiles
{
    public static string Cluster { get; } = Path.Combine(Root().FullName, "src", "ResidentService.Cluster");

    public static string Text(params string[] path) => File.ReadAllText(Path.Combine([Cluster, "Deploy", .. path]));

    public static YamlNode Compose { get; } = Documents("compose.yaml").Single();

    /// <summary>All that is applied, in the order of the files.</summary>
    public static IReadOnlyList<YamlNode> Kubernetes { get; } =
    [
        .. Documents("kubernetes", "kustomization.yaml").Single().At("resources").Items()
            .SelectMany(file => Documents("kubernetes", file.Text())),
    ];

    public static YamlNode OfKind(string kind, string name) =>
        Kubernetes.Single(one => one.At("kind").Text() == kind && one.At("metadata", "name").Text() == name);

    private static IEnumerable<YamlNode> Documents(params string[] path)
    {
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(new StringReader(Text(path)))));
        return stream.Documents.Select(document => document.RootNode);
    }

    private static DirectoryInfo Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ResidentService.sln")))
            folder = folder.Parent!;
        return folder;
    }
}

/// <summary>Ways through a page of YAML.</summary>
internal static class YamlWays
{
    public static YamlNode? Find(this YamlNode node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (node is not YamlMappingNode map || !map.Children.TryGetValue(new YamlScalarNode(name), out var next))
                return null;
            node = next;
        }

        return node;
    }

    public static YamlNode At(this YamlNode node, params ReadOnlySpan<string> path) =>
        node.Find(path) ?? throw new KeyNotFoundException($"nothing at {string.Join('.', path.ToArray())}");

    public static string Text(this YamlNode node) => ((YamlScalarNode)node).Value!;

    public static int Number(this YamlNode node) =>
        int.Parse(node.Text(), System.Globalization.CultureInfo.InvariantCulture);

    public static IEnumerable<YamlNode> Items(this YamlNode node) => ((YamlSequenceNode)node).Children;

    public static YamlNode Named(this YamlNode list, string name) =>
        list.Items().Single(item => item.At("name").Text() == name);

    public static Dictionary<string, YamlNode> Entries(this YamlNode node) =>
        ((YamlMappingNode)node).Children.ToDictionary(pair => pair.Key.Text(), pair => pair.Value);

    public static IEnumerable<string> Texts(this YamlNode node) => node.Items().Select(item => item.Text());
}
