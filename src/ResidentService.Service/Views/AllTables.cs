using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Appointments;
using ResidentService.Service.Api.Care;
using ResidentService.Service.Api.Communities;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Contents;
using ResidentService.Service.Api.Households;
using ResidentService.Service.Api.Inbox;
using ResidentService.Service.Api.LegalAid;
using ResidentService.Service.Api.Looks;
using ResidentService.Service.Api.Meals;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Api.Pairings;
using ResidentService.Service.Api.Points;
using ResidentService.Service.Api.ProxyActing;
using ResidentService.Service.Api.Redemptions;
using ResidentService.Service.Api.ServiceOrders;

namespace ResidentService.Service.Views;

/// <summary>Every projection.</summary>
public static class AllTables
{
    public static IReadOnlyList<Projection> Of(SliceSet slices) =>
    [
        new DeadlineProjection(slices),
        new EventTables(),
        new CommunityTables(),
        new EntryTables(),
        new PendingTables(),
        new InvitationTables(),
        new MerchantTables(),
        new OfferTables(),
        new RedemptionTables(),
        new SettlementTables(),
        new AppointmentTables(),
        new LookTables(),
        new CareTables(),
        new InboxTables(),
        new PairingTables(),
        new VisitReportTables(),
        new ContentTables(),
        new OrderTables(),
        new LegalAidTables(),
        new MealTables(),
        new MandateTables(),
    ];
}
