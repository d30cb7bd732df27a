using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ResidentService.Domain.Kernel;

/// <summary>
/// A typed id in text form: a prefix that names the kind, then 1 to 64 characters of <c>a–z 0–9 - _</c>.
/// New ids end in 26 characters of base 32 (130 bits of a hash or of randomness); seeded ones may be words.
/// </summary>
/// <typeparam name="TSelf">The id's own type.</typeparam>
public interface IId<TSelf> : IParsable<TSelf> where TSelf : struct, IId<TSelf>
{
    /// <summary>What every id of this kind begins with, for instance <c>res_</c>.</summary>
    static abstract string Prefix { get; }

    /// <summary>Wraps a checked text. Use <see cref="Id.TryParse{T}"/> or <see cref="Id.New{T}"/> instead.</summary>
    static abstract TSelf Wrap(string value);

    /// <summary>The text.</summary>
    string Value { get; }
}

/// <summary>Makes and reads typed ids.</summary>
public static class Id
{
    /// <summary>Characters that may follow the prefix.</summary>
    public const int LengthMax = 64;

    private const string Base32 = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Reads an id; false when the prefix or a character is not of its kind.</summary>
    public static bool TryParse<T>([NotNullWhen(true)] string? text, out T id) where T : struct, IId<T>
    {
        if (text is not null && text.StartsWith(T.Prefix, StringComparison.Ordinal)
            && text.Length > T.Prefix.Length && text.Length <= T.Prefix.Length + LengthMax
            && text.AsSpan(T.Prefix.Length).IndexOfAnyExcept(Allowed) < 0)
        {
            id = T.Wrap(text);
            return true;
        }

        id = default;
        return false;
    }

    /// <summary>Reads an id that is known to be right.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static T Parse<T>(string text) where T : struct, IId<T> =>
        TryParse<T>(text, out var id) ? id : throw new FormatException($"not an id of the kind {T.Prefix}: {text}");

    /// <summary>
    /// An id from the first 130 bits of a hash, so that creating the same thing twice gives the same id.
    /// </summary>
    /// <param name="hash">At least 17 bytes.</param>
    public static T New<T>(ReadOnlySpan<byte> hash) where T : struct, IId<T>
    {
        var text = new StringBuilder(T.Prefix, T.Prefix.Length + 26);
        for (var bit = 0; bit < 130; bit += 5)
        {
            var pair = (hash[bit >> 3] << 8) | ((bit >> 3) + 1 < hash.Length ? hash[(bit >> 3) + 1] : 0);
            text.Append(Base32[(pair >> (11 - (bit & 7))) & 31]);
        }

        return T.Wrap(text.ToString());
    }

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz-_");
}
