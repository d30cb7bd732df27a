namespace ResidentService.Domain.Kernel;

/// <summary>
/// A whole, non-negative number of points, 0 to 1,000,000,000. Points are a thank-you, not money, but are counted
/// like it (DESIGN.md §7). A signed balance is a plain <see cref="long"/>: only accounts have one.
/// </summary>
public readonly record struct Amount : IComparable<Amount>
{
    private Amount(int value) => Value = value;

    /// <summary>The number.</summary>
    public int Value { get; }

    /// <summary>The largest amount that one command may name.</summary>
    public const int Max = 1_000_000_000;

    /// <summary>None; the default.</summary>
    public static Amount Zero { get; }

    /// <summary>Makes an amount; false outside 0 to <see cref="Max"/>.</summary>
    public static bool TryCreate(long value, out Amount amount)
    {
        var ok = value is >= 0 and <= Max;
        amount = ok ? new((int)value) : default;
        return ok;
    }

    /// <summary>An amount that is known to be in range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static Amount Of(long value) =>
        TryCreate(value, out var amount) ? amount : throw new ArgumentOutOfRangeException(nameof(value), value, null);

    /// <inheritdoc/>
    public int CompareTo(Amount other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Sum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Above <see cref="Max"/>.</exception>
    public static Amount operator +(Amount a, Amount b) => Of((long)a.Value + b.Value);

    /// <summary>Difference.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below zero.</exception>
    public static Amount operator -(Amount a, Amount b) => Of((long)a.Value - b.Value);

    /// <summary>Smaller than.</summary>
    public static bool operator <(Amount a, Amount b) => a.Value < b.Value;

    /// <summary>Larger than.</summary>
    public static bool operator >(Amount a, Amount b) => a.Value > b.Value;

    /// <summary>At most.</summary>
    public static bool operator <=(Amount a, Amount b) => a.Value <= b.Value;

    /// <summary>At least.</summary>
    public static bool operator >=(Amount a, Amount b) => a.Value >= b.Value;

    /// <summary>The smaller one.</summary>
    public static Amount Min(Amount a, Amount b) => a < b ? a : b;
}
