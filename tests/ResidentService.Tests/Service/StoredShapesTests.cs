using System.Text;
using System.Text.Json.Serialization.Metadata;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Service;

/// <summary>
/// Locks what is on disk: every event's and reply's name with its fields. If this fails, stored data would no longer be
/// read: take a new version of the name instead. What is new is added to the approved file.
/// </summary>
public sealed class StoredShapesTests
{
    [Fact]
    public void Names_and_shapes_on_disk_are_as_approved()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Service");
        var received = Describe();
        File.WriteAllText(Path.Combine(folder, "StoredShapes.received.txt"), received);
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "StoredShapes.approved.txt")), received, ignoreLineEndingDifferences: true);
    }

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (var (name, type) in new Codec(typeof(Resident).Assembly).Names.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append('\n');
            Fields(type, "  ", text);
        }

        return text.ToString();
    }

    private static void Fields(Type type, string indent, StringBuilder text)
    {
        foreach (var property in Codec.Json.GetTypeInfo(type).Properties)
        {
            var inner = Inner(property.PropertyType, out var suffix);
            text.Append(indent).Append(property.Name).Append(": ").Append(inner.Name).Append(suffix);
            if (inner.IsEnum)
                text.Append(' ').AppendJoin('|', Enum.GetNames(inner));
            text.Append('\n');
            if (!inner.IsEnum && Codec.Json.GetTypeInfo(inner).Kind == JsonTypeInfoKind.Object)
                Fields(inner, indent + "  ", text);
        }
    }

    private static Type Inner(Type type, out string suffix)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            suffix = "?";
            return value;
        }

        suffix = type.IsGenericType ? "[]" : "";
        return type.IsGenericType ? type.GetGenericArguments()[0] : type;
    }
}
