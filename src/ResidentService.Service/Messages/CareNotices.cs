using ResidentService.Domain.Care;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.ProxyActing;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using static ResidentService.Service.Messages.NoticePurpose;

namespace ResidentService.Service.Messages;

/// <summary>Pairings, service orders and acting for others.</summary>
internal sealed class CareNotices(Staff staff)
{
    public static IEnumerable<Notice> Of(CareFact fact) => fact switch
    {
        CareFact.ReviewDue { By: { } by, Resident: var resident, ReviewOn: var day } =>
            [new(by, DeadlineNear, SubjectId.Of(resident), Time: Calendar.StartOf(day))],
        _ => [],
    };

    public IEnumerable<Notice> Of(CatalogueFact fact) => fact switch
    {
        CatalogueFact.DigestTold(var community, var alert, _, _, _) =>
            Notice.To(staff.For(alert, community), OrdersLate, SubjectId.Of(community)),
        _ => [],
    };

    public IEnumerable<Notice> Of(PairingId id, PairingFact fact) => fact switch
    {
        PairingFact.Matched(_, var resident, var volunteer) =>
            Notice.To([resident, volunteer], PairingProposed, SubjectId.Of(id)),
        PairingFact.Begun begun =>
        [
            .. Notice.To([begun.Resident, begun.Volunteer], PairingBegun, SubjectId.Of(id)),
            .. begun.Before is { } before ? Notice.To([before], PairingEnded, SubjectId.Of(id)) : [],
        ],
        PairingFact.Substituted(_, var who, var until) => [new(who, StandInAsked, SubjectId.Of(id), Time: until)],
        PairingFact.VisitOverdue overdue =>
            Notice.To(Responsible(overdue), VisitOverdue, SubjectId.Of(id))
                .Select(notice => notice with { Time = overdue.Since }),
        PairingFact.VolunteerGone(_, var resident, var volunteer, var community) =>
        [
            .. community is { } known ? Notice.To(staff.Workers(known), VolunteerNeeded, SubjectId.Of(id)) : [],
            new(resident, VolunteerGone, SubjectId.Of(id)),
            new(volunteer, PairingEnded, SubjectId.Of(id)),
        ],
        // Without a reason it is the person who has gone.
        PairingFact.Ended(_, var resident, var volunteers, var reason) => Notice.To(
            reason is null ? volunteers : volunteers.Append(resident).Distinct(), PairingEnded, SubjectId.Of(id)),
        _ => [],
    };

    private IEnumerable<ResidentId> Responsible(PairingFact.VisitOverdue overdue)
    {
        if (overdue.Alert == VisitAlert.Volunteer)
            return [overdue.Volunteer];
        return staff.For(OrderAlert.GridWorker, overdue.Community);
    }

    /// <summary>Of a look nobody is told at once; it stands in the list.</summary>
    public static IEnumerable<Notice> Of(MandateFact fact) => fact switch
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
    public IEnumerable<Notice> Of(OrderId id, OrderFact fact)
    {
        return fact switch
        {
            OrderFact.ConditionReported report => Notice.To(
                staff.For(OrderAlert.GridWorker, report.Community), ConditionChanged, SubjectId.Of(report.Order)),
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
            Notice.To(askers, purpose, SubjectId.Of(id)).Select(notice => notice with { Time = time });

        IEnumerable<Notice> Withdrawn(ResidentId? who) =>
            who is { } provider ? Notice.To([provider], OrderWithdrawn, SubjectId.Of(id)) : [];
    }
}
