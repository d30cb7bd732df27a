using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Api.Redemptions;

namespace ResidentService.Service.Views;

/// <summary>Every projection.</summary>
public static class AllTables
{
    public static IReadOnlyList<Projection> Of(SliceSet slices) =>
    [
        new DeadlineProjection(slices),
        new MerchantTables(),
        new OfferTables(),
        new RedemptionTables(),
        new SettlementTables(),
    ];
}
