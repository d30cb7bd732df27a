using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.Merchants;

/// <param name="CreditCode">统一社会信用代码.</param>
/// <param name="FoodLicenceEndsOn">For food: until when the licence holds.</param>
public sealed record ApplyAsMerchant(
    CommunityId CommunityId, string Name, string? Address, string? CreditCode, string? FoodLicence,
    DateOnly? FoodLicenceEndsOn)
{
    public MerchantDetails ToDetails() => new(Name.Trim(), Address, CreditCode, FoodLicence, FoodLicenceEndsOn);

    public sealed class Rules : AbstractValidator<ApplyAsMerchant>
    {
        public Rules()
        {
            RuleFor(body => body.CommunityId).NotEmpty();
            RuleFor(body => body.Name).NotEmpty().MaximumLength(MerchantDecider.NameLengthMax);
            RuleFor(body => body.Address).MaximumLength(MerchantTexts.AddressLengthMax);
            RuleFor(body => body.CreditCode!).CreditCode();
            RuleFor(body => body.FoodLicence).MaximumLength(MerchantTexts.LicenceLengthMax);
            RuleFor(body => body.FoodLicenceEndsOn).NotNull().When(body => body.FoodLicence is not null);
        }
    }
}

/// <summary>Fields that are absent stay as they are.</summary>
public sealed record ChangeMerchant(
    string? Name, string? Address, string? CreditCode, string? FoodLicence, DateOnly? FoodLicenceEndsOn)
{
    public MerchantDetails Over(MerchantDetails details) => new(
        Name?.Trim() ?? details.Name, Address ?? details.Address, CreditCode ?? details.CreditCode,
        FoodLicence ?? details.FoodLicence, FoodLicenceEndsOn ?? details.FoodLicenceEndsOn);

    public sealed class Rules : AbstractValidator<ChangeMerchant>
    {
        public Rules()
        {
            RuleFor(body => body.Name).NotEmpty().When(body => body.Name is not null)
                .MaximumLength(MerchantDecider.NameLengthMax);
            RuleFor(body => body.Address).MaximumLength(MerchantTexts.AddressLengthMax);
            RuleFor(body => body.CreditCode!).CreditCode();
            RuleFor(body => body.FoodLicence).MaximumLength(MerchantTexts.LicenceLengthMax);
        }
    }
}

internal static class MerchantTexts
{
    public const int AddressLengthMax = 200;
    public const int LicenceLengthMax = 64;

    /// <summary>GB 32100-2015: 18 digits and capital letters.</summary>
    public static void CreditCode<T>(this IRuleBuilder<T, string> rule) => rule.Matches("^[0-9A-Z]{18}$")
        .WithMessage(_ => Language.Pick(
            "统一社会信用代码是 18 位数字和大写字母，请对照营业执照填写。",
            "The social credit code has 18 digits and capital letters. Please copy it from the business licence."));
}

public sealed record SuspendMerchant(string Reason)
{
    public sealed class Rules : AbstractValidator<SuspendMerchant>
    {
        public Rules() => RuleFor(body => body.Reason).NotEmpty().MaximumLength(MerchantDecider.ReasonLengthMax);
    }
}

public sealed record BindClerk(ResidentId ResidentId)
{
    public sealed class Rules : AbstractValidator<BindClerk>
    {
        public Rules() => RuleFor(body => body.ResidentId).NotEmpty();
    }
}

public sealed record WhichMerchants
{
    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    public sealed class Rules : AbstractValidator<WhichMerchants>
    {
        public Rules() => RuleFor(query => query.Status).IsEnumName(typeof(MerchantStatus), caseSensitive: false);
    }
}

public sealed record MerchantApplied(MerchantId MerchantId, MerchantStatus Status);

/// <param name="Inside">What only the shop itself and the community's staff see.</param>
public sealed record MerchantAnswer(
    MerchantId MerchantId, CommunityId CommunityId, string Name, string? Address, MerchantStatus Status,
    MerchantInside? Inside)
{
    public static MerchantAnswer Of(MerchantView view, bool isInside) => new(
        view.Id, view.Community, view.Details.Name, view.Details.Address, view.Status,
        isInside ? MerchantInside.Of(view) : null);
}

public sealed record MerchantInside(
    ResidentId OwnerResidentId,
    IReadOnlyList<ResidentId> ClerkResidentIds,
    string? CreditCode,
    string? FoodLicence,
    DateOnly? FoodLicenceEndsOn,
    string? SuspendedFor)
{
    public static MerchantInside Of(MerchantView view) => new(
        view.Owner, [.. view.Clerks.OrderBy(clerk => clerk.Value, StringComparer.Ordinal)], view.Details.CreditCode,
        view.Details.FoodLicence, view.Details.FoodLicenceEndsOn, view.SuspendedFor);
}

public sealed record MerchantItem(
    string MerchantId, string CommunityId, string Name, string? Address, MerchantStatus Status)
{
    public static MerchantItem Of(MerchantRow row) => new(
        row.Id, row.Community, row.Name, row.Address, ByPosition.Status<MerchantStatus>(row.Status));
}

public enum MerchantRole
{
    Owner,
    Clerk,
}

public sealed record MyMerchant(
    string MerchantId, string CommunityId, string Name, string? Address, MerchantStatus Status, MerchantRole Role)
{
    public static MyMerchant Of(MerchantRow row) => new(
        row.Id, row.Community, row.Name, row.Address, ByPosition.Status<MerchantStatus>(row.Status),
        row.IsOwner ? MerchantRole.Owner : MerchantRole.Clerk);
}
