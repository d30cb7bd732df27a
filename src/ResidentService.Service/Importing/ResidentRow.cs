using System.Globalization;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Importing;

/// <summary>A row of the file that can be imported.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Community">An id or a name, as written.</param>
public sealed record ResidentRow(int Line, string Name, PhoneNumber? Phone, DateOnly? BirthDate, string Community)
{
    private const int NameLengthMax = 64;

    /// <summary>As people and their spreadsheets write a day.</summary>
    private static readonly string[] DateForms =
        ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"];

    /// <returns>The row, or what is wrong with it; never what it says.</returns>
    public static (ResidentRow? Row, string? Fault) Read(
        int line, string name, string phone, string birthDate, string community, DateOnly today)
    {
        if (name.Length is 0 or > NameLengthMax)
            return (null, $"name: 1 to {NameLengthMax} characters are needed");
        PhoneNumber? number = null;
        if (phone.Length > 0 && !PhoneNumber.TryParse(phone, out number))
            return (null, "phone: no mobile number of the Chinese mainland");
        DateOnly? born = null;
        if (birthDate.Length > 0)
        {
            if (!DateOnly.TryParseExact(
                    birthDate, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                || day < BirthDates.Earliest || day > today)
                return (null, "birthDate: no day between 1900-01-01 and today, written like 1960-05-04");
            born = day;
        }

        if (number is null && born is null)
            return (null, "phone, birthDate: one of them is needed to tell people apart");
        return community.Length == 0
            ? (null, "community: an id or a name is needed")
            : (new(line, name, number, born, community), null);
    }

    /// <summary>Never shows whose row it is in a log.</summary>
    public override string ToString() => $"line {Line.ToString(CultureInfo.InvariantCulture)}";
}
