using ResidentService.Domain.Appointments;
using ResidentService.Domain.Care;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Contents;
using ResidentService.Domain.Households;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Looks;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Points;
using ResidentService.Domain.ProxyActing;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Domain.Volunteers;
using ResidentService.Runtime.Actors;

namespace ResidentService.Service;

/// <summary>The table of contents: every kind of actor, with its decider and its reactions.</summary>
public static class Slices
{
    public static SliceSet All { get; } = new(
        Slice.Of(IdentityDecider.Value),
        Slice.Of(ResidentDecider.Value, ResidentReactions.Value),
        Slice.Of(CommunityDecider.Value, CommunityReactions.Value),
        Slice.Of(CommunityEventDecider.Value, CommunityEventReactions.Value, @event => @event.Book.All.Count),
        Slice.Of(VolunteerDecider.Value, VolunteerReactions.Value, volunteer => volunteer.Decided.Count),
        Slice.Of(HouseholdDecider.Value, HouseholdReactions.Value),
        Slice.Of(AccountDecider.Value, AccountReactions.Value, account => account.Items),
        Slice.Of(MerchantDecider.Value, MerchantReactions.Value),
        Slice.Of(OfferDecider.Value, OfferReactions.Value, offer => offer.Items),
        Slice.Of(RedemptionDecider.Value, RedemptionReactions.Value),
        Slice.Of(AppointmentBookDecider.Value, AppointmentBookReactions.Value, book => book.Items),
        Slice.Of(LookDecider.Value),
        Slice.Of(CareDecider.Value, CareReactions.Value),
        Slice.Of(PairingDecider.Value, PairingReactions.Value),
        Slice.Of(ContentDecider.Value),
        Slice.Of(CatalogueDecider.Value, CatalogueReactions.Value, catalogue => catalogue.Size),
        Slice.Of(OrderDecider.Value, OrderReactions.Value),
        Slice.Of(LegalAidDecider.Value, LegalAidReactions.Value),
        Slice.Of(LegalAidDeskDecider.Value, LegalAidDeskDecider.Reactions, desk => desk.Waiting.Count),
        Slice.Of(KitchenDecider.Value, KitchenReactions.Value, kitchen => kitchen.Items),
        Slice.Of(MealDayDecider.Value, MealDayReactions.Value, day => day.Items),
        Slice.Of(MandateDecider.Value));
}
