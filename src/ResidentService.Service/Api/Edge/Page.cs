using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Edge;

/// <summary>A page of a list; without <paramref name="NextCursor"/> it is the last one.</summary>
public sealed record ItemsOf<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>
/// Which page of a list is asked for, from <c>?cursor=&amp;limit=</c>. Cursors are opaque and signed for their list, so
/// what comes out of one is what this service has put in.
/// </summary>
public sealed class Page : IRequestPart
{
    public const int LimitDefault = 20;
    public const int LimitMax = 100;

    private const int MacBytes = 8;

    private readonly Secrets _secrets;
    private readonly string _list;

    private Page(Secrets secrets, string list) => (_secrets, _list) = (secrets, list);

    /// <summary>How many rows to read: one more than the page has shows whether there is a next page.</summary>
    public int Take => Limit + 1;

    public int Limit { get; private init; } = LimitDefault;

    /// <summary>The sort key of the last item that the client has; null for the first page.</summary>
    public string? After { get; private init; }

    public EdgeFault? Fault { get; private init; }

    public object? ToValidate => null;

    public static ValueTask<Page?> BindAsync(HttpContext context)
    {
        Language.Speak(context);
        var query = context.Request.Query;
        return new(Read(
            context.RequestServices.GetRequiredService<Secrets>(), context.Request.Path, query["limit"],
            query["cursor"]));
    }

    /// <param name="list">The list's path: a cursor of another list is refused.</param>
    public static Page Read(Secrets secrets, string list, string? limit, string? cursor)
    {
        var count = LimitDefault;
        if (!string.IsNullOrEmpty(limit) && !TryReadLimit(limit, out count))
        {
            return new(secrets, list)
            {
                Fault = EdgeFault.ValidationFailed.At(
                    "limit", $"请填写 1 到 {LimitMax} 之间的数。", $"Please give a number from 1 to {LimitMax}."),
            };
        }

        if (string.IsNullOrEmpty(cursor))
            return new(secrets, list) { Limit = count };
        return Decode(secrets, list, cursor) is { } after
            ? new(secrets, list) { Limit = count, After = after }
            : new(secrets, list) { Fault = EdgeFault.BadCursor };
    }

    /// <summary>The answer, from up to <see cref="Take"/> rows.</summary>
    public ItemsOf<T> Of<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> item, Func<TRow, string> key) => new(
        [.. rows.Take(Limit).Select(item)],
        rows.Count > Limit ? Encode(key(rows[Limit - 1])) : null);

    private static bool TryReadLimit(string text, out int limit) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= LimitMax;

    private string Encode(string key)
    {
        var text = Encoding.UTF8.GetBytes(key);
        return Base64Url.EncodeToString((byte[])[.. Mac(_secrets, _list, key), .. text]);
    }

    private static string? Decode(Secrets secrets, string list, string cursor)
    {
        if (!Base64Url.IsValid(cursor))
            return null;
        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length < MacBytes)
            return null;
        var key = Encoding.UTF8.GetString(bytes.AsSpan(MacBytes));
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, MacBytes), Mac(secrets, list, key)) ? key : null;
    }

    private static ReadOnlySpan<byte> Mac(Secrets secrets, string list, string key) =>
        secrets.Mac(Purpose.Cursor, list, key).AsSpan(0, MacBytes);
}
