namespace ResidentService.Service.Views;

/// <summary>The primary key of a row: one text, two, or a text and a number.</summary>
public readonly record struct RowKey(string First, string Second = "", long Number = 0)
{
    public static implicit operator RowKey(string key) => new(key);

    public static implicit operator RowKey((string First, string Second) key) => new(key.First, key.Second);

    public static implicit operator RowKey((string First, long Number) key) => new(key.First, Number: key.Number);

    /// <summary>The order in which the tables keep their rows.</summary>
    public static int Compare(RowKey one, RowKey other)
    {
        var first = string.CompareOrdinal(one.First, other.First);
        if (first != 0)
            return first;
        var second = string.CompareOrdinal(one.Second, other.Second);
        return second != 0 ? second : one.Number.CompareTo(other.Number);
    }
}
