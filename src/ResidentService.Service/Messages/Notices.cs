using ResidentService.Domain.Appointments;
using ResidentService.Domain.Care;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
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
using ResidentService.Service.Security;
using static ResidentService.Service.Messages.NoticePurpose;

namespace ResidentService.Service.Messages;

/// <summary>
/// What an entry of the journal means for people, so that inbox and messages say the same. At most one for each person.
/// </summary>
/// <param name="holders">Who holds a role; the journal tells communities, and people are told.</param>
/// <param name="streetOf">The street of a community, as officers' grants write it; null for none.</param>
public sealed class Notices(Func<RoleGrant, IEnumerable<ResidentId>> holders, Func<CommunityId, string?> streetOf)
{
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
        PairingFact told => OfPairing(Id.Parse<PairingId>(entry.Stream.Key), told),
        MerchantFact.Applied(var merchant, var community, _, _) =>
            To(WorkersOf(community), MerchantApplied, SubjectId.Of(merchant)),
        MerchantFact.Approved(var merchant, { } owner) => [new(owner, MerchantApproved, SubjectId.Of(merchant))],
        ContentFact.Held held => To(WorkersOf(held.Community), ContentWaiting, SubjectId.Of(held.Content)),
        ContentFact.Allowed(var id, var author, _) => [new(author, ContentAllowed, SubjectId.Of(id))],
        ContentFact.Withdrawn(var id, var author, _, _) => [new(author, ContentWithdrawn, SubjectId.Of(id))],
        MandateFact told => OfMandate(told),
        KitchenFact.StandingBegun(var kitchen, var due, _, _, _) when due.SetBy != due.Resident =>
            [new(due.Resident, StandingMealsBegun, SubjectId.Of(kitchen))],
        KitchenFact.StandingCalledOff(var kitchen, var off) =>
            To(off.Select(due => due.Resident), StandingMealsEnded, SubjectId.Of(kitchen)),
        MealDayFact told => OfMeals(Id.Parse<MealDayId>(entry.Stream.Key), told),
        OrderFact.ConditionReported report =>
            To(StaffFor(OrderAlert.GridWorker, report.Community), ConditionChanged, SubjectId.Of(report.Order)),
        OrderFact told => OfOrder(Id.Parse<OrderId>(entry.Stream.Key), told),
        CatalogueFact.DigestTold(var community, var alert, _, _, _) =>
            To(StaffFor(alert, community), OrdersLate, SubjectId.Of(community)),
        LegalAidFact told => OfLegalAid(Id.Parse<LegalAidId>(entry.Stream.Key), told),
        LegalAidDeskFact.DigestTold(var community, var alert, _, _, _) => To(
            LegalStaff(alert.IsLate ? Above(alert.Turn) : RoleFor(alert.Turn), community),
            alert.IsLate ? LegalAidLate : LegalAidNear, SubjectId.Of(community)),
        CareFact.ReviewDue { By: { } by, Resident: var resident, ReviewOn: var day } =>
            [new(by, DeadlineNear, SubjectId.Of(resident), Time: Calendar.StartOf(day))],
        _ => [],
    };

    private IEnumerable<Notice> OfEvent(EventId id, CommunityEventFact fact) => fact switch
    {
        CommunityEventFact.SignedUp { Status: SignUpStatus.Confirmed, Resident: var resident } =>
            [new(resident, SignUpConfirmed, SubjectId.Of(id))],
        CommunityEventFact.SignUpApproved { Status: SignUpStatus.Confirmed, Resident: var resident } =>
            [new(resident, SignUpConfirmed, SubjectId.Of(id))],
        CommunityEventFact.WaitingMovedUp(var residents, _, _) => To(residents, MovedUp, SubjectId.Of(id)),
        CommunityEventFact.ChangeTold(var residents, _, _, _) => To(residents, EventChanged, SubjectId.Of(id)),
        CommunityEventFact.Reminded(var residents, _, _, _) => To(residents, EventReminder, SubjectId.Of(id)),
        CommunityEventFact.SignUpsLapsed(var lapsed, _) =>
            To(lapsed.Select(one => one.Resident), SignUpLapsed, SubjectId.Of(id)),
        CommunityEventFact.SignUpsReleased(var released, _) =>
            To(released.Select(one => one.Resident), EventCancelled, SubjectId.Of(id)),
        CommunityEventFact.Settled { StaffRecordsAlert: true, Community: var community } =>
            To(WorkersOf(community), RecordsUnusual, SubjectId.Of(id)),
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
            To(WorkersOf(community), BudgetSpent).Select(notice => notice with { Points = points }),
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

    private IEnumerable<Notice> OfPairing(PairingId id, PairingFact fact) => fact switch
    {
        PairingFact.Matched(_, var resident, var volunteer) =>
            To([resident, volunteer], PairingProposed, SubjectId.Of(id)),
        PairingFact.Begun begun =>
        [
            .. To([begun.Resident, begun.Volunteer], PairingBegun, SubjectId.Of(id)),
            .. begun.Before is { } before ? To([before], PairingEnded, SubjectId.Of(id)) : [],
        ],
        PairingFact.Substituted(_, var who, var until) => [new(who, StandInAsked, SubjectId.Of(id), Time: until)],
        PairingFact.VisitOverdue overdue =>
            To(Responsible(overdue), VisitOverdue, SubjectId.Of(id))
                .Select(notice => notice with { Time = overdue.Since }),
        PairingFact.VolunteerGone(_, var resident, var volunteer, var community) =>
        [
            .. community is { } known ? To(WorkersOf(known), VolunteerNeeded, SubjectId.Of(id)) : [],
            new(resident, VolunteerGone, SubjectId.Of(id)),
            new(volunteer, PairingEnded, SubjectId.Of(id)),
        ],
        // Without a reason it is the person who has gone.
        PairingFact.Ended(_, var resident, var volunteers, var reason) => To(
            reason is null ? volunteers : volunteers.Append(resident).Distinct(), PairingEnded, SubjectId.Of(id)),
        _ => [],
    };

    private IEnumerable<ResidentId> Responsible(PairingFact.VisitOverdue overdue)
    {
        if (overdue.Alert == VisitAlert.Volunteer)
            return [overdue.Volunteer];
        return StaffFor(OrderAlert.GridWorker, overdue.Community);
    }

    /// <summary>Of a look nobody is told at once; it stands in the list.</summary>
    private static IEnumerable<Notice> OfMandate(MandateFact fact) => fact switch
    {
        MandateFact.Given given =>
        [
            new(given.Resident, HelperNamed, SubjectId.Of(given.Helper), Time: given.Until),
            new(given.Helper, HelperTrusted, SubjectId.Of(given.Resident), Time: given.Until),
        ],
        MandateFact.Withdrawn { ByHelper: false } withdrawn =>
            [new(withdrawn.Helper, HelperWithdrawn, SubjectId.Of(withdrawn.Resident))],
        MandateFact.Used { IsLook: false } used => [new(used.Resident, HelperActed, SubjectId.Of(used.Helper))],
        _ => [],
    };

    /// <summary>The steps, to who has asked for it; to who serves what is theirs to do, or no longer.</summary>
    private static IEnumerable<Notice> OfOrder(OrderId id, OrderFact fact)
    {
        return fact switch
        {
            OrderFact.Taken { PlacedFor: { } resident } => [new(resident, OrderPlaced, SubjectId.Of(id))],
            OrderFact.Dispatched dispatched =>
            [
                new(dispatched.Provider, OrderAssigned, SubjectId.Of(id), Time: dispatched.DueBy),
                .. Withdrawn(dispatched.Before),
            ],
            OrderFact.OpenedForGrabbing opened => Withdrawn(opened.Before),
            OrderFact.Accepted accepted => Told(accepted.Askers, OrderAccepted, accepted.DueBy),
            OrderFact.Declined declined => Told(declined.Askers, OrderReassigned, null),
            OrderFact.SetOut setOut => Told(setOut.Askers, OrderOnTheWay, null),
            OrderFact.Done done => Told(done.Askers, OrderDone, done.ReviewBy),
            OrderFact.Cancelled cancelled =>
            [
                .. cancelled.ByStaff ? Told(cancelled.Askers, OrderCancelled, null) : [],
                .. Withdrawn(cancelled.Provider is { } who && !cancelled.Askers.Contains(who) ? who : null),
            ],
            _ => [],
        };

        IEnumerable<Notice> Told(IEnumerable<ResidentId> askers, NoticePurpose purpose, DateTimeOffset? time) =>
            To(askers, purpose, SubjectId.Of(id)).Select(notice => notice with { Time = time });

        IEnumerable<Notice> Withdrawn(ResidentId? who) =>
            who is { } provider ? To([provider], OrderWithdrawn, SubjectId.Of(id)) : [];
    }

    /// <summary>The steps, to the applicant; what comes in, to whose turn it is.</summary>
    private IEnumerable<Notice> OfLegalAid(LegalAidId id, LegalAidFact fact)
    {
        return fact switch
        {
            LegalAidFact.Filed(_, var terms, _, _, _, var due) =>
            [
                .. terms.FiledBy == terms.Resident ? [] : Told(terms.Resident, LegalAidFiled),
                .. Arrived(LegalAidTurn.Station, terms.Community, due, terms.FiledBy),
            ],
            LegalAidFact.Forwarded(_, var community, var resident, var due) =>
                [.. Arrived(LegalAidTurn.Centre, community, due, resident), .. Told(resident, LegalAidForwarded, due)],
            LegalAidFact.MaterialsAsked asked => Told(asked.Resident, LegalAidYourTurn, asked.Due),
            LegalAidFact.MaterialsSupplied supplied =>
                Arrived(LegalAidTurn.Centre, supplied.Community, supplied.Due, null),
            LegalAidFact.NotSupplied ended => Told(ended.Resident, LegalAidLapsed),
            LegalAidFact.Granted granted => Told(granted.Resident, LegalAidGranted, granted.Due),
            LegalAidFact.Assigned assigned => Told(assigned.Resident, LegalAidAssigned),
            LegalAidFact.Refused refused => Told(refused.Resident, LegalAidRefused, refused.Due),
            LegalAidFact.RefusalStood ended => Told(ended.Resident, LegalAidLapsed),
            LegalAidFact.Objected objected =>
                Arrived(LegalAidTurn.Bureau, objected.Community, objected.Due, objected.Resident),
            LegalAidFact.Upheld upheld => Told(upheld.Resident, LegalAidAnswered),
            LegalAidFact.SentBack(_, var community, var resident, _, var due) =>
                [.. Arrived(LegalAidTurn.Centre, community, due, resident), .. Told(resident, LegalAidAnswered)],
            LegalAidFact.Closed closed => Told(closed.Resident, LegalAidClosed),
            LegalAidFact.DeadlineNear { Turn: LegalAidTurn.Applicant } near =>
                [new(near.Resident, LegalAidYourTurn, SubjectId.Of(id), Time: Calendar.StartOf(near.LastDay))],
            _ => [],
        };

        IEnumerable<Notice> Told(ResidentId resident, NoticePurpose purpose, LegalDue? due = null) =>
            [new(resident, purpose, SubjectId.Of(id), Time: due is null ? null : Calendar.StartOf(due.LastDay))];

        IEnumerable<Notice> Arrived(LegalAidTurn turn, CommunityId community, LegalDue due, ResidentId? but) =>
            LegalStaff(RoleFor(turn), community).Where(one => one != but)
                .Select(one => new Notice(
                    one, LegalAidArrived, SubjectId.Of(id), Time: Calendar.StartOf(due.LastDay)));
    }

    private static StaffRole RoleFor(LegalAidTurn turn) => turn switch
    {
        LegalAidTurn.Centre => StaffRole.LegalAidCentre,
        LegalAidTurn.Bureau => StaffRole.JusticeBureau,
        _ => StaffRole.CommunityWorker,
    };

    /// <summary>The bureau stands above the centre; for the others the street takes the matter up.</summary>
    private static StaffRole Above(LegalAidTurn turn) =>
        turn == LegalAidTurn.Centre ? StaffRole.JusticeBureau : StaffRole.StreetOfficer;

    /// <summary>Where nobody holds the role the street is told, and where it has nobody, the community's workers.</summary>
    private IEnumerable<ResidentId> LegalStaff(StaffRole role, CommunityId community)
    {
        if (role == StaffRole.CommunityWorker && WorkersOf(community).ToList() is { Count: > 0 } workers)
            return workers;
        if (streetOf(community) is { } street && role is StaffRole.LegalAidCentre or StaffRole.JusticeBureau
            && holders(new(role, Scopes.DistrictOf(street))).ToList() is { Count: > 0 } district)
            return district;
        return StaffFor(OrderAlert.Street, community);
    }

    /// <summary>Who eats, who brings it, and the staff where somebody is left without.</summary>
    private IEnumerable<Notice> OfMeals(MealDayId id, MealDayFact fact)
    {
        var day = SubjectId.Of(id);
        return fact switch
        {
            MealDayFact.Ordered { Standing: null } ordered when ordered.PlacedBy != ordered.Resident =>
                [new(ordered.Resident, MealOrdered, day)],
            MealDayFact.ChangeTold(_, var residents) => To(residents, MealMenuChanged, day),
            MealDayFact.CalledOff(_, var residents) => To(residents, MealCalledOff, day),
            MealDayFact.Cancelled { ByStaff: true } cancelled => [new(cancelled.Resident, MealCancelled, day)],
            MealDayFact.NotServed none =>
            [
                .. To(none.Residents, MealNotServed, day),
                .. To(StaffFor(OrderAlert.GridWorker, none.Community).Except(none.Residents), MealsNotServed, day),
            ],
            MealDayFact.RunAssigned assigned =>
            [
                new(assigned.Courier, RunAssigned, day),
                .. assigned.Before is { } before ? To([before], RunWithdrawn, day) : [],
            ],
            MealDayFact.RunsDiscarded discarded => To(discarded.Couriers, RunWithdrawn, day),
            MealDayFact.RunReleased released => To(WorkersOf(released.Community), RunWithoutCourier, day),
            MealDayFact.NobodyHome nobody => [new(nobody.Resident, MealNobodyHome, day)],
            MealDayFact.AbsenceTold told => To(StaffFor(told.Alert, told.Community), MealAbsence, day),
            MealDayFact.ConditionReported report =>
                To(StaffFor(OrderAlert.GridWorker, report.Community), MealConditionChanged, day),
            _ => [],
        };
    }

    /// <summary>Where nobody holds the role the community's workers do its work.</summary>
    private IEnumerable<ResidentId> StaffFor(OrderAlert alert, CommunityId community)
    {
        var (role, scope) = alert == OrderAlert.Street
            ? (StaffRole.StreetOfficer, streetOf(community))
            : (StaffRole.GridWorker, community.Value);
        var staff = scope is null ? [] : holders(new(role, scope)).ToList();
        return staff.Count > 0 ? staff : WorkersOf(community);
    }

    private IEnumerable<ResidentId> WorkersOf(CommunityId community) =>
        holders(new(StaffRole.CommunityWorker, community.Value));

    private static IEnumerable<Notice> To(
        IEnumerable<ResidentId> residents, NoticePurpose purpose, SubjectId? subject = null) =>
        residents.Select(resident => new Notice(resident, purpose, subject));
}
