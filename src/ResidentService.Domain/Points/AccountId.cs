using ResidentService.Domain.Communities;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Points;

/// <summary>An account of points.</summary>
public readonly record struct AccountId : IId<AccountId>
{
    private AccountId(string value) => Value = value;

    public static string Prefix => "acc_";

    public string Value { get; }

    public ActorId Actor => new("account", Value);

    /// <summary>Whose account it is, read from the id.</summary>
    /// <exception cref="FormatException">The id names none of the kinds.</exception>
    public AccountKind Kind => Value.Split('_')[1] switch
    {
        "res" => AccountKind.Resident,
        "hou" => AccountKind.Household,
        "mer" => AccountKind.Merchant,
        "issuance" => AccountKind.Issuance,
        "fund" => AccountKind.Fund,
        "expiry" => AccountKind.Expiry,
        _ => throw new FormatException($"no kind of account: {Value}"),
    };

    /// <summary>The one account of a resident, household or merchant.</summary>
    public static AccountId Of(ResidentId resident) => new(Prefix + resident.Value);

    public static AccountId Of(HouseholdId household) => new(Prefix + household.Value);

    public static AccountId Of(MerchantId merchant) => new(Prefix + merchant.Value);

    /// <summary>Where a community's points come from: negative by what is in circulation.</summary>
    public static AccountId Issuance(CommunityId community) => new($"{Prefix}issuance_{community.Value}");

    /// <summary>Whose points an issuance account gives; null for every other kind.</summary>
    public CommunityId? Issuer => Kind == AccountKind.Issuance
        ? Id.Parse<CommunityId>(Value[(Prefix.Length + "issuance_".Length)..])
        : null;

    /// <summary>The resident whose account it is; null for every other kind.</summary>
    public ResidentId? Owner => Kind == AccountKind.Resident ? Id.Parse<ResidentId>(Value[Prefix.Length..]) : null;

    /// <summary>The household whose account it is; null for every other kind.</summary>
    public HouseholdId? Household =>
        Kind == AccountKind.Household ? Id.Parse<HouseholdId>(Value[Prefix.Length..]) : null;

    /// <summary>A community's fund, to which residents donate.</summary>
    public static AccountId Fund(CommunityId community) => new($"{Prefix}fund_{community.Value}");

    /// <summary>Where a community's expired points go.</summary>
    public static AccountId Expiry(CommunityId community) => new($"{Prefix}expiry_{community.Value}");

    public static AccountId Wrap(string value) => new(value);

    public static AccountId Parse(string s, IFormatProvider? provider) => Id.Parse<AccountId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out AccountId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}

public enum AccountKind
{
    Resident,
    Household,
    Merchant,
    Issuance,
    Fund,
    Expiry,
}
