using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.Merchants;

/// <param name="Points">The price.</param>
/// <param name="Stock">Pieces in all.</param>
/// <param name="StockPerDay">Pieces that can be had in one day; absent: no limit.</param>
/// <param name="PerResidentLimit">Absent: no limit.</param>
public sealed record PledgeOffer(
    string Title, string? Description, int Points, int Stock, int? StockPerDay, int? PerResidentLimit,
    DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo)
{
    public OfferDetails ToDetails() => new(
        Title.Trim(), Description, Amount.Of(Points), Stock, StockPerDay, PerResidentLimit, ValidFrom, ValidTo);

    public sealed class Rules : AbstractValidator<PledgeOffer>
    {
        /// <summary>More than anybody can earn: 600 a year, for the 3 years that they live.</summary>
        private const int PointsMax = 100_000;

        public Rules()
        {
            RuleFor(body => body.Title).NotEmpty().MaximumLength(OfferRules.TitleLengthMax);
            RuleFor(body => body.Description).MaximumLength(OfferRules.DescriptionLengthMax);
            RuleFor(body => body.Points).InclusiveBetween(1, PointsMax);
            RuleFor(body => body.Stock).InclusiveBetween(1, OfferRules.StockMax);
            RuleFor(body => body.StockPerDay).InclusiveBetween(1, OfferRules.StockMax);
            RuleFor(body => body.PerResidentLimit).InclusiveBetween(1, OfferRules.StockMax);
            RuleFor(body => body.ValidTo).GreaterThan(body => body.ValidFrom)
                .When(body => body.ValidFrom is not null && body.ValidTo is not null)
                .WithMessage(_ => Language.Pick(
                    "结束时间要晚于开始时间，请重新选择。", "The offer must end after it starts. Please choose the times again."));
        }
    }
}

public sealed record WhichOffers
{
    [FromQuery(Name = "communityId")]
    public CommunityId? CommunityId { get; init; }

    [FromQuery(Name = "merchantId")]
    public MerchantId? MerchantId { get; init; }

    /// <summary>Nothing to check: binding has read the ids.</summary>
    public sealed class Rules : AbstractValidator<WhichOffers>;
}

public sealed record OfferPledged(OfferId OfferId);

public sealed record OfferItem(
    string OfferId,
    string MerchantId,
    string MerchantName,
    string CommunityId,
    string Title,
    string? Description,
    int Points,
    int Stock,
    int Remaining,
    int? PerResidentLimit,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidTo)
{
    public static OfferItem Of(OfferRow row) => new(
        row.Id, row.Merchant, row.MerchantName, row.Community, row.Title, row.Description, row.Price, row.Stock,
        row.Remaining, row.PerResidentLimit, ByPosition.Time(row.ValidFrom), ByPosition.Time(row.ValidTo));
}

/// <param name="RemainingToday">Pieces that can still be had today.</param>
/// <param name="IsOpen">Whether it can be redeemed now, as far as the shop and the time go.</param>
/// <param name="TakenByMe">Pieces that I hold or have had; absent for who isn't signed in.</param>
public sealed record OfferAnswer(
    OfferId OfferId,
    MerchantId MerchantId,
    string? MerchantName,
    CommunityId CommunityId,
    string Title,
    string? Description,
    int Points,
    int Stock,
    int Remaining,
    int RemainingToday,
    int? StockPerDay,
    int? PerResidentLimit,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidTo,
    bool IsOpen,
    int? TakenByMe)
{
    public static OfferAnswer Of(OfferView offer, MerchantView? merchant, bool isSignedIn) => new(
        offer.Id, offer.Merchant, merchant?.Details.Name, offer.Community, offer.Details.Title,
        offer.Details.Description, offer.Details.Price.Value, offer.Details.Stock, offer.Remaining,
        offer.RemainingToday, offer.Details.StockPerDay, offer.Details.PerResidentLimit, offer.Details.ValidFrom,
        offer.Details.ValidTo, offer.IsValidNow && merchant is { Status: MerchantStatus.Active },
        isSignedIn ? offer.TakenByViewer : null);
}
