using ResidentService.Domain.Appointments;
using ResidentService.Domain.Care;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Contents;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Points;
using ResidentService.Domain.ProxyActing;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Runtime.Journal;
using static ResidentService.Service.Messages.NoticePurpose;

namespace ResidentService.Service.Messages;

/// <summary>
/// What an entry of the journal means for people, so that inbox and messages say the same. At most one for each person.
/// </summary>
public sealed class Notices(Staff staff)
{
    // Made when they are needed: a projection asks for each entry.
    private CareNotices Care => new(staff);

    private MealNotices Meals => new(staff);

    private LegalAidNotices LegalAid => new(staff);

    public IEnumerable<Notice> Of(Entry entry, IEvent fact) => fact switch
    {
        CommunityEventFact told => OfEvent(Id.Parse<EventId>(entry.Stream.Key), told),
        ResidentFact told => OfResident(Id.Parse<ResidentId>(entry.Stream.Key), told),
        AccountFact told => OfAccount(Id.Parse<AccountId>(entry.Stream.Key), told),
        RedemptionFact.ExpiryNear(var id, var resident, var expiresAt) =>
            [new(resident, VoucherExpiring, SubjectId.Of(id), Time: expiresAt)],
        RedemptionFact.Expired(var id, _, var resident, _) => [new(resident, VoucherExpired, SubjectId.Of(id))],
        AppointmentBookFact told => OfAppointment(told),
        HouseholdFact.Invited(var household, var resident, null) =>
            [new(resident, HouseholdInvited, SubjectId.Of(household))],
        HouseholdFact.PointsExpiring(var household, var members, var points, var expiresAt) => Notice.To(
            members, HouseholdPointsExpiring, SubjectId.Of(household))
            .Select(notice => notice with { Points = points.Value, Time = expiresAt }),
        PairingFact told => Care.Of(Id.Parse<PairingId>(entry.Stream.Key), told),
        MerchantFact.Applied(var merchant, var community, _, _) =>
            Notice.To(staff.Workers(community), MerchantApplied, SubjectId.Of(merchant)),
        MerchantFact.Approved(var merchant, { } owner) => [new(owner, MerchantApproved, SubjectId.Of(merchant))],
        ContentFact.Held held => Notice.To(staff.Workers(held.Community), ContentWaiting, SubjectId.Of(held.Content)),
        ContentFact.Allowed(var id, var author, _) => [new(author, ContentAllowed, SubjectId.Of(id))],
        ContentFact.Withdrawn(var id, var author, _, _) => [new(author, ContentWithdrawn, SubjectId.Of(id))],
        MandateFact told => CareNotices.Of(told),
        OrderFact told => Care.Of(Id.Parse<OrderId>(entry.Stream.Key), told),
        CatalogueFact told => Care.Of(told),
        CareFact told => CareNotices.Of(told),
        KitchenFact told => MealNotices.Of(told),
        MealDayFact told => Meals.Of(Id.Parse<MealDayId>(entry.Stream.Key), told),
        LegalAidFact told => LegalAid.Of(Id.Parse<LegalAidId>(entry.Stream.Key), told),
        LegalAidDeskFact told => LegalAid.Of(told),
        _ => [],
    };

    private IEnumerable<Notice> OfEvent(EventId id, CommunityEventFact fact) => fact switch
    {
        CommunityEventFact.SignedUp { Status: SignUpStatus.Confirmed, Resident: var resident } =>
            [new(resident, SignUpConfirmed, SubjectId.Of(id))],
        CommunityEventFact.SignUpApproved { Status: SignUpStatus.Confirmed, Resident: var resident } =>
            [new(resident, SignUpConfirmed, SubjectId.Of(id))],
        CommunityEventFact.WaitingMovedUp(var residents, _, _) => Notice.To(residents, MovedUp, SubjectId.Of(id)),
        CommunityEventFact.ChangeTold(var residents, _, _, _) => Notice.To(residents, EventChanged, SubjectId.Of(id)),
        CommunityEventFact.Reminded(var residents, _, _, _) => Notice.To(residents, EventReminder, SubjectId.Of(id)),
        CommunityEventFact.SignUpsLapsed(var lapsed, _) =>
            Notice.To(lapsed.Select(one => one.Resident), SignUpLapsed, SubjectId.Of(id)),
        CommunityEventFact.SignUpsReleased(var released, _) =>
            Notice.To(released.Select(one => one.Resident), EventCancelled, SubjectId.Of(id)),
        CommunityEventFact.Settled { StaffRecordsAlert: true, Community: var community } =>
            Notice.To(staff.Workers(community), RecordsUnusual, SubjectId.Of(id)),
        _ => [],
    };

    private static IEnumerable<Notice> OfResident(ResidentId id, ResidentFact fact) => fact switch
    {
        ResidentFact.NoShowNoted(var @event, _) => [new(id, Missed, SubjectId.Of(@event))],
        ResidentFact.AppointmentMissed(var appointment, _) => [new(id, Missed, SubjectId.Of(appointment))],
        _ => [],
    };

    private IEnumerable<Notice> OfAccount(AccountId id, AccountFact fact) => fact switch
    {
        AccountFact.PointsReceived({ Reason: TransferReason.Award } award, _) when id.Owner is { } owner =>
            [new(owner, PointsAwarded, ServedAt(award.Lots[0].Lot.Evidence), award.Points.Value)],
        AccountFact.PointsReceived({ Reason: TransferReason.Gift } gift, _) when id.Owner is { } owner =>
            [new(owner, PointsGiven, Points: gift.Points.Value)],
        AccountFact.AwardQueued queued when queued.To.Owner is { } owner =>
            [new(owner, PointsWaiting, ServedAt(queued.Evidence), queued.Points.Value)],
        AccountFact.AwardsWaiting(_, _, var points) when id.Issuer is { } community =>
            Notice.To(staff.Workers(community), BudgetSpent).Select(notice => notice with { Points = points }),
        AccountFact.ExpiryNear(_, var points, var expiresAt) when id.Owner is { } owner =>
            [new(owner, PointsExpiring, Points: points.Value, Time: expiresAt)],
        _ => [],
    };

    /// <summary>Null for a visit, of which nothing is said beyond the points.</summary>
    private static SubjectId? ServedAt(ServiceEvidence evidence) =>
        evidence.Service.Event is { } @event ? SubjectId.Of(@event) : null;

    private static IEnumerable<Notice> OfAppointment(AppointmentBookFact fact) => fact switch
    {
        AppointmentBookFact.Booked(_, var id, var resident, _, _) =>
            [new(resident, AppointmentBooked, SubjectId.Of(id))],
        AppointmentBookFact.Reminded(_, var id, var resident, _, _) =>
            [new(resident, AppointmentReminder, SubjectId.Of(id))],
        AppointmentBookFact.Cancelled { ByStaff: true, Appointment: var id, Resident: var resident } =>
            [new(resident, AppointmentCancelled, SubjectId.Of(id))],
        _ => [],
    };
}
