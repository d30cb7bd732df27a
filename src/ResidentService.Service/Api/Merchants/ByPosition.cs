using System.Globalization;
using System.Text.Json;
using ResidentService.Service.Api.Edge;
using Calendar = ResidentService.Domain.Kernel.Calendar;

namespace ResidentService.Service.Api.Merchants;

/// <summary>
/// Lists in the order of the journal, the newest first: an entry's position is unique and stays, so a page goes on
/// exactly behind the one before, whatever is added meanwhile.
/// </summary>
internal static class ByPosition
{
    /// <summary>Rows of the page stand before this position.</summary>
    public static long Before(this Page page) =>
        page.After is { } last ? long.Parse(last, CultureInfo.InvariantCulture) : long.MaxValue;

    public static string Key(long position) => position.ToString(CultureInfo.InvariantCulture);

    /// <summary>A status as the contract and the tables write it.</summary>
    public static string Word<T>(T status) where T : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(status.ToString());

    public static T Status<T>(string word) where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);

    public static DateTimeOffset Time(long milliseconds) =>
        Calendar.Local(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

    public static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } there ? Time(there) : null;
}
