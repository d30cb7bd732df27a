using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Redemptions;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Redemptions;

/// <param name="Code">The text of the QR code, or the eight digits that the resident reads out.</param>
public sealed record FulfilVoucher(string Code)
{
    public sealed class Rules : AbstractValidator<FulfilVoucher>
    {
        private const int CodeLengthMax = 160;

        public Rules() => RuleFor(body => body.Code).NotEmpty().MaximumLength(CodeLengthMax)
            .Must(code => code is null || RotatingCodes.IsSpokenForm(code) || RotatingCodes.NamedBy(code) is not null)
            .WithMessage(_ => Language.Pick(
                "这不是兑换码，请扫顾客的兑换二维码，或者输入 8 位数字。",
                "This is no voucher's code. Please scan the voucher's QR code, or type its eight digits."));
    }
}

public sealed record WhichRedemptions
{
    private static readonly string[] Words = ["issued", "fulfilled", "cancelled", "expired"];

    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    public sealed class Rules : AbstractValidator<WhichRedemptions>
    {
        public Rules() => RuleFor(query => query.Status).Must(word => word is null || Words.Contains(word));
    }
}

public sealed record RedemptionIssued(
    RedemptionId RedemptionId, RedemptionStatus Status, int Points, DateTimeOffset ExpiresAt);

public sealed record VoucherFulfilled(RedemptionId RedemptionId, string OfferTitle, int Points);

/// <param name="Code">The QR code's text.</param>
/// <param name="Spoken">Eight digits for a shop without a scanner.</param>
/// <param name="RefreshAt">When the next code is shown.</param>
public sealed record VoucherCode(string Code, string Spoken, DateTimeOffset RefreshAt);

/// <param name="ByHousehold">Whether the household's points pay.</param>
public sealed record RedemptionAnswer(
    RedemptionId RedemptionId,
    OfferId OfferId,
    MerchantId MerchantId,
    RedemptionStatus Status,
    string? OfferTitle,
    int? Points,
    DateTimeOffset? ExpiresAt,
    bool ByHousehold)
{
    public static RedemptionAnswer Of(RedemptionView view) => new(
        view.Asked.Redemption, view.Asked.Offer, view.Asked.Merchant, view.Status, view.Piece?.OfferTitle,
        view.Piece?.Price.Value, view.ExpiresAt, view.Asked.Payer is not null);
}

/// <param name="EndedAt">When it was fulfilled, cancelled or given back.</param>
public sealed record RedemptionItem(
    string RedemptionId,
    string OfferId,
    string OfferTitle,
    string MerchantId,
    string MerchantName,
    int Points,
    RedemptionStatus Status,
    DateTimeOffset RequestedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? EndedAt)
{
    public static RedemptionItem Of(RedemptionRow row) => new(
        row.Id, row.Offer, row.Title, row.Merchant, row.MerchantName, row.Price,
        ByPosition.Status<RedemptionStatus>(row.Status), ByPosition.Time(row.RequestedAt),
        ByPosition.Time(row.ExpiresAt), ByPosition.Time(row.EndedAt));
}
