using System.Globalization;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;

namespace ResidentService.Service.Api.Points;

/// <summary>
/// One line of an account: where its fact stands in the journal. So what stands behind it is read there, exactly, and
/// whose line it is can be told without a look.
/// </summary>
/// <param name="Version">In the account's stream, from 1.</param>
public readonly record struct EntryId(AccountId Account, long Version) : IParsable<EntryId>
{
    private const string Prefix = "ent_";

    public static EntryId Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"not the id of an entry: {s}");

    public static bool TryParse(string? s, IFormatProvider? provider, out EntryId result)
    {
        result = default;
        if (s is null || !s.StartsWith(Prefix, StringComparison.Ordinal) || s.LastIndexOf('_') is not (> 3 and var last))
            return false;
        if (!Id.TryParse<AccountId>(AccountId.Prefix + s[Prefix.Length..last], out var account)
            || !long.TryParse(s.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || version == 0)
            return false;
        result = new(account, version);
        return true;
    }

    public override string ToString() => $"{Prefix}{Account.Value[AccountId.Prefix.Length..]}_{Version}";
}
