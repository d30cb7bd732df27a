using ResidentService.Domain.Appointments;
using ResidentService.Domain.Care;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Contents;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Points;
using ResidentService.Domain.ProxyActing;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Messages;
using static ResidentService.Service.Messages.NoticePurpose;

namespace ResidentService.Tests.Service.Messages;

public sealed class NoticesTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly EventId Cleaning = Id.Parse<EventId>("evt_cleaning");
    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly ResidentId Li = Id.Parse<ResidentId>("res_li");
    private static readonly ResidentId Zhao = Id.Parse<ResidentId>("res_zhao");
    private static readonly ResidentId Worker = Id.Parse<ResidentId>("res_worker");
    private static readonly ResidentId Grid = Id.Parse<ResidentId>("res_grid");
    private static readonly RedemptionId Lunch = Id.Parse<RedemptionId>("red_lunch");
    private static readonly PairingId Pair = Id.Parse<PairingId>("pai_a");
    private static readonly Sealed Text = new("dGV4dA==");

    [Fact]
    public void Who_has_a_seat_is_told_and_who_waits_is_not()
    {
        Tells(Cleaning.Actor, new CommunityEventFact.SignedUp(Zhang, 1, 1, SignUpStatus.Confirmed, false),
            new Notice(Zhang, SignUpConfirmed, SubjectId.Of(Cleaning)));
        Tells(Cleaning.Actor, new CommunityEventFact.SignedUp(Zhang, 1, 1, SignUpStatus.Waiting, false));
        Tells(Cleaning.Actor, new CommunityEventFact.SignedUp(Zhang, 1, 1, SignUpStatus.Requested, false));
        Tells(Cleaning.Actor, new CommunityEventFact.SignUpApproved(Zhang, SignUpStatus.Confirmed, false),
            new Notice(Zhang, SignUpConfirmed, SubjectId.Of(Cleaning)));
        Tells(Cleaning.Actor, new CommunityEventFact.SignUpApproved(Zhang, SignUpStatus.Waiting, false));
    }

    [Fact]
    public void Everybody_is_told_who_moves_up_or_does_not_or_whose_event_is_near_changed_or_cancelled()
    {
        Tells(Cleaning.Actor, new CommunityEventFact.WaitingMovedUp([Zhang, Li], false, false), Both(MovedUp));
        Tells(Cleaning.Actor, new CommunityEventFact.SignUpsLapsed([new(Zhang, 1), new(Li, 2)], false), Both(SignUpLapsed));
        Tells(Cleaning.Actor, new CommunityEventFact.SignUpsReleased([new(Zhang, 1), new(Li, 2)], true),
            Both(EventCancelled));
        Tells(Cleaning.Actor, new CommunityEventFact.ChangeTold([Zhang, Li], 2, 9, true), Both(EventChanged));
        Tells(Cleaning.Actor, new CommunityEventFact.Reminded([Zhang, Li], 2, 9, true), Both(EventReminder));
        Tells(Cleaning.Actor, new CommunityEventFact.Cancelled(Cleaning, Tangdu, "下雨"));

        static Notice[] Both(NoticePurpose purpose) =>
            [new(Zhang, purpose, SubjectId.Of(Cleaning)), new(Li, purpose, SubjectId.Of(Cleaning))];
    }

    [Fact]
    public void Who_was_missed_is_told_what_counts_against_them()
    {
        var talk = Id.Parse<AppointmentId>("apt_talk");
        Tells(Zhang.Actor, new ResidentFact.NoShowNoted(Cleaning, Monday),
            new Notice(Zhang, Missed, SubjectId.Of(Cleaning)));
        Tells(Zhang.Actor, new ResidentFact.AppointmentMissed(talk, Monday),
            new Notice(Zhang, Missed, SubjectId.Of(talk)));
    }

    [Fact]
    public void Points_are_told_when_they_come_wait_or_are_about_to_expire()
    {
        var (zhang, issuance) = (AccountId.Of(Zhang), AccountId.Issuance(Tangdu));
        Tells(zhang.Actor, Received(TransferReason.Award, zhang),
            new Notice(Zhang, PointsAwarded, SubjectId.Of(Cleaning), 2));
        Tells(zhang.Actor, Received(TransferReason.Gift, zhang), new Notice(Zhang, PointsGiven, null, 2));
        Tells(AccountId.Fund(Tangdu).Actor, Received(TransferReason.Award, AccountId.Fund(Tangdu)));
        Tells(issuance.Actor,
            new AccountFact.AwardQueued(
                TransferId.From("t"), zhang, Amount.Of(2), new(ServiceId.Of(Cleaning), Zhang, Monday), 36, Calendar.MonthOf(Monday)),
            new Notice(Zhang, PointsWaiting, SubjectId.Of(Cleaning), 2));
        var visit = ServiceId.Of(Id.Parse<VisitId>("vis_monday"));
        Tells(issuance.Actor,
            new AccountFact.AwardQueued(
                TransferId.From("v"), zhang, Amount.Of(2), new(visit, Zhang, Monday), 36, Calendar.MonthOf(Monday)),
            new Notice(Zhang, PointsWaiting, null, 2));
        Tells(issuance.Actor, new AccountFact.AwardsWaiting(Calendar.MonthOf(Monday), 3, 9),
            new Notice(Worker, BudgetSpent, null, 9));
        Tells(zhang.Actor, new AccountFact.ExpiryNear(zhang, Amount.Of(2), Monday),
            new Notice(Zhang, PointsExpiring, null, 2, Monday));
    }

    [Fact]
    public void Vouchers_are_told_before_and_after_they_expire()
    {
        Tells(Lunch.Actor, new RedemptionFact.ExpiryNear(Lunch, Zhang, Monday),
            new Notice(Zhang, VoucherExpiring, SubjectId.Of(Lunch), Time: Monday));
        Tells(Lunch.Actor, new RedemptionFact.Expired(Lunch, Id.Parse<OfferId>("off_bowl"), Zhang),
            new Notice(Zhang, VoucherExpired, SubjectId.Of(Lunch)));
    }

    [Fact]
    public void Appointments_are_told_when_booked_near_and_cancelled_by_staff_but_not_by_oneself()
    {
        var (law, talk) = (Id.Parse<BookId>("book_law"), Id.Parse<AppointmentId>("apt_talk"));
        var nine = new Slot(Monday, Monday.AddMinutes(30));
        Tells(law.Actor, new AppointmentBookFact.Booked(law, talk, Zhang, nine, null), Told(AppointmentBooked));
        Tells(law.Actor, new AppointmentBookFact.Reminded(law, talk, Zhang, nine, Reminder.DayBefore),
            Told(AppointmentReminder));
        Tells(law.Actor, new AppointmentBookFact.Cancelled(law, talk, Zhang, nine, true, false, "出庭", null),
            Told(AppointmentCancelled));
        Tells(law.Actor, new AppointmentBookFact.Cancelled(law, talk, Zhang, nine, false, false, null, null));

        Notice Told(NoticePurpose purpose) => new(Zhang, purpose, SubjectId.Of(talk));
    }

    [Fact]
    public void A_pairing_is_told_to_both_sides_from_the_proposal_to_the_end()
    {
        Tells(Pair.Actor, new PairingFact.Matched(Pair, Zhang, Li), Those(PairingProposed, Zhang, Li));
        Tells(Pair.Actor, new PairingFact.Begun(Pair, Zhang, Li, null, Monday), Those(PairingBegun, Zhang, Li));
        Tells(Pair.Actor, new PairingFact.Begun(Pair, Zhang, Li, Zhao, Monday),
            [.. Those(PairingBegun, Zhang, Li), .. Those(PairingEnded, Zhao)]);
        Tells(Pair.Actor, new PairingFact.Substituted(Pair, Zhao, Monday),
            new Notice(Zhao, StandInAsked, SubjectId.Of(Pair), Time: Monday));
        Tells(Pair.Actor, new PairingFact.Ended(Pair, Zhang, [Li], Text), Those(PairingEnded, Li, Zhang));
        Tells(Pair.Actor, new PairingFact.Ended(Pair, Zhang, [Li], null), Those(PairingEnded, Li));
    }

    [Fact]
    public void When_a_volunteer_has_gone_the_household_and_staff_are_told_and_who_it_was()
    {
        Notice[] both = [.. Those(VolunteerGone, Zhang), .. Those(PairingEnded, Li)];
        Tells(Pair.Actor, new PairingFact.VolunteerGone(Pair, Zhang, Li, Tangdu),
            [.. Those(VolunteerNeeded, Worker), .. both]);
        Tells(Pair.Actor, new PairingFact.VolunteerGone(Pair, Zhang, Li), both);
    }

    [Fact]
    public void Staff_are_told_that_a_shop_has_applied_and_its_owner_that_it_is_approved()
    {
        var noodles = Id.Parse<MerchantId>("mer_noodles");
        Tells(noodles.Actor,
            new MerchantFact.Applied(noodles, Tangdu, Zhang, new("李记面馆", null, null, null, null)),
            new Notice(Worker, MerchantApplied, SubjectId.Of(noodles)));
        Tells(noodles.Actor, new MerchantFact.Approved(noodles, Zhang),
            new Notice(Zhang, MerchantApproved, SubjectId.Of(noodles)));
        Tells(noodles.Actor, new MerchantFact.Approved(noodles));
    }

    [Fact]
    public void An_overdue_visit_goes_to_the_volunteer_then_the_grid_workers_or_else_the_communitys()
    {
        Tells(Pair.Actor, Overdue(VisitAlert.Volunteer), Late(Li));
        Tells(Pair.Actor, Overdue(VisitAlert.GridWorker), Late(Grid));
        var elsewhere = Id.Parse<CommunityId>("com_elsewhere");
        Tells(Pair.Actor, Overdue(VisitAlert.GridWorker) with { Community = elsewhere }, Late(Zhao));

        static PairingFact.VisitOverdue Overdue(VisitAlert alert) =>
            new(Pair, Zhang, Tangdu, Li, Monday, alert, Monday.AddDays(2));
        static Notice Late(ResidentId who) => new(who, VisitOverdue, SubjectId.Of(Pair), Time: Monday);
    }

    [Fact]
    public void An_order_is_told_step_by_step_and_who_serves_what_is_theirs_or_no_longer()
    {
        var haircut = Id.Parse<OrderId>("ord_a");
        Tells(haircut.Actor, new OrderFact.Taken(haircut, null, Monday));
        Tells(haircut.Actor, new OrderFact.Taken(haircut, Zhang, Monday), Told(Zhang, OrderPlaced));
        Tells(haircut.Actor, new OrderFact.Dispatched(haircut, Tangdu, Li, Zhao, Worker, Monday),
            Told(Li, OrderAssigned) with { Time = Monday }, Told(Zhao, OrderWithdrawn));
        Tells(haircut.Actor, new OrderFact.OpenedForGrabbing(haircut, Tangdu, Li, Monday), Told(Li, OrderWithdrawn));
        Tells(haircut.Actor, new OrderFact.Accepted(haircut, Tangdu, [Zhang, Zhao], Li, false, Monday),
            Told(Zhang, OrderAccepted) with { Time = Monday }, Told(Zhao, OrderAccepted) with { Time = Monday });
        Tells(haircut.Actor, new OrderFact.Declined(haircut, Tangdu, [Zhang], Li, Text, null, [Li], Monday),
            Told(Zhang, OrderReassigned));
        Tells(haircut.Actor, new OrderFact.SetOut(haircut, [Zhang], Li, Monday), Told(Zhang, OrderOnTheWay));
        Tells(haircut.Actor, new OrderFact.Done(haircut, Tangdu, [Zhang], Li, Text, [], 0, null, Monday),
            Told(Zhang, OrderDone) with { Time = Monday });
        Tells(haircut.Actor, new OrderFact.Cancelled(haircut, Tangdu, [Zhang], Li, false, null), Told(Li, OrderWithdrawn));
        Tells(haircut.Actor, new OrderFact.Cancelled(haircut, Tangdu, [Zhang], null, true, Text),
            Told(Zhang, OrderCancelled));

        Notice Told(ResidentId who, NoticePurpose purpose) => new(who, purpose, SubjectId.Of(haircut));
    }

    [Fact]
    public void Who_is_helped_is_told_of_the_helper_and_of_what_is_done_and_the_helper_of_the_trust()
    {
        var mandate = MandateDecider.ActorOf(Zhang);
        Tells(mandate, new MandateFact.Given(Zhang, Li, [Power.Services], Monday, null),
            new Notice(Zhang, HelperNamed, SubjectId.Of(Li), Time: Monday),
            new Notice(Li, HelperTrusted, SubjectId.Of(Zhang), Time: Monday));
        Tells(mandate, new MandateFact.Used(Zhang, Li, Power.Services, "POST /orders", false),
            new Notice(Zhang, HelperActed, SubjectId.Of(Li)));
        Tells(mandate, new MandateFact.Used(Zhang, Li, Power.Services, "GET /me/orders", true));
        Tells(mandate, new MandateFact.Withdrawn(Zhang, Li, false),
            new Notice(Li, HelperWithdrawn, SubjectId.Of(Zhang)));
        Tells(mandate, new MandateFact.Withdrawn(Zhang, Li, true));
    }

    [Fact]
    public void Late_orders_are_told_to_the_grid_workers_and_then_to_the_officers_of_the_street()
    {
        var (catalogue, elsewhere) = (CatalogueDecider.ActorOf(Tangdu), Id.Parse<CommunityId>("com_elsewhere"));
        Tells(catalogue, Digest(Tangdu, OrderAlert.GridWorker), Late(Grid, Tangdu));
        Tells(catalogue, Digest(Tangdu, OrderAlert.Street), Late(Li, Tangdu));
        Tells(catalogue, Digest(elsewhere, OrderAlert.Street), Late(Zhao, elsewhere));
        var order = Id.Parse<OrderId>("ord_a");
        Tells(order.Actor, new OrderFact.ConditionReported(order, Tangdu, Li, Text),
            new Notice(Grid, ConditionChanged, SubjectId.Of(order)));

        static CatalogueFact.DigestTold Digest(CommunityId community, OrderAlert alert) =>
            new(community, alert, Monday, [], 3);
        static Notice Late(ResidentId who, CommunityId community) => new(who, OrdersLate, SubjectId.Of(community));
    }

    [Fact]
    public void An_application_for_legal_aid_is_told_to_who_applies_and_to_whose_turn_it_is()
    {
        var (id, due) = (Id.Parse<LegalAidId>("leg_a"), new LegalDue(new(2026, 5, 11), Monday));
        var lastDay = Calendar.StartOf(due.LastDay);
        var terms = new LegalAidTerms(Tangdu, Zhang, Worker, new());
        Tells(id.Actor, new LegalAidFact.Filed(id, terms, false, Text, [], due), Told(Zhang, LegalAidFiled));
        Tells(id.Actor, new LegalAidFact.Filed(id, terms with { FiledBy = Zhang }, false, Text, [], due),
            Told(Worker, LegalAidArrived) with { Time = lastDay });
        // Where the district has no centre yet, the street is told.
        Tells(id.Actor, new LegalAidFact.Forwarded(id, Tangdu, Zhang, due),
            Told(Li, LegalAidArrived) with { Time = lastDay }, Told(Zhang, LegalAidForwarded) with { Time = lastDay });
        Tells(id.Actor, new LegalAidFact.MaterialsAsked(id, Tangdu, Zhang, Text, 5, due),
            Told(Zhang, LegalAidYourTurn) with { Time = lastDay });
        Tells(id.Actor, new LegalAidFact.MaterialsSupplied(id, Tangdu, Text, [], due),
            Told(Li, LegalAidArrived) with { Time = lastDay });
        Tells(id.Actor, new LegalAidFact.NotSupplied(id, Tangdu, Zhang), Told(Zhang, LegalAidLapsed));
        Tells(id.Actor, new LegalAidFact.Granted(id, Tangdu, Zhang, due),
            Told(Zhang, LegalAidGranted) with { Time = lastDay });
        Tells(id.Actor, new LegalAidFact.Assigned(id, Tangdu, Zhang, Text), Told(Zhang, LegalAidAssigned));
        Tells(id.Actor, new LegalAidFact.Refused(id, Tangdu, Zhang, Text, due),
            Told(Zhang, LegalAidRefused) with { Time = lastDay });
        Tells(id.Actor, new LegalAidFact.RefusalStood(id, Tangdu, Zhang), Told(Zhang, LegalAidLapsed));
        Tells(id.Actor, new LegalAidFact.Objected(id, Tangdu, Zhang, Text, due),
            Told(Li, LegalAidArrived) with { Time = lastDay });
        Tells(id.Actor, new LegalAidFact.Upheld(id, Tangdu, Zhang, Text), Told(Zhang, LegalAidAnswered));
        Tells(id.Actor, new LegalAidFact.SentBack(id, Tangdu, Zhang, Text, due),
            Told(Li, LegalAidArrived) with { Time = lastDay }, Told(Zhang, LegalAidAnswered));
        Tells(id.Actor, new LegalAidFact.Closed(id, Tangdu, Zhang, Text), Told(Zhang, LegalAidClosed));
        Tells(id.Actor, new LegalAidFact.Withdrawn(id, Tangdu, Zhang));
        Tells(id.Actor, new LegalAidFact.DeadlineNear(id, Tangdu, Zhang, LegalAidTurn.Applicant, due.LastDay),
            Told(Zhang, LegalAidYourTurn) with { Time = lastDay });
        Tells(id.Actor, new LegalAidFact.DeadlineNear(id, Tangdu, Zhang, LegalAidTurn.Centre, due.LastDay));

        Notice Told(ResidentId who, NoticePurpose purpose) => new(who, purpose, SubjectId.Of(id));
    }

    [Fact]
    public void Deadlines_of_legal_aid_are_told_to_whose_turn_it_is_and_when_passed_to_who_stands_above()
    {
        var desk = LegalAidDesk.ActorOf(Tangdu);
        Tells(desk, Digest(LegalAidTurn.Station, isLate: false), new Notice(Worker, LegalAidNear, SubjectId.Of(Tangdu)));
        Tells(desk, Digest(LegalAidTurn.Station, isLate: true), new Notice(Li, LegalAidLate, SubjectId.Of(Tangdu)));
        Tells(desk, Digest(LegalAidTurn.Centre, isLate: true), new Notice(Li, LegalAidLate, SubjectId.Of(Tangdu)));

        static LegalAidDeskFact.DigestTold Digest(LegalAidTurn turn, bool isLate) =>
            new(Tangdu, new(turn, isLate), Monday, [], 1);
    }

    [Fact]
    public void Staff_are_told_what_they_have_to_look_at()
    {
        Tells(Cleaning.Actor, Settled(alert: true), new Notice(Worker, RecordsUnusual, SubjectId.Of(Cleaning)));
        Tells(Cleaning.Actor, Settled(alert: false));
        var (care, tag, day) = (CareDecider.ActorOf(Zhang), Id.Parse<CareTagId>("tag_a"), new DateOnly(2026, 5, 4));
        Tells(care, new CareFact.ReviewDue(Zhang, tag, day, Worker),
            new Notice(Worker, DeadlineNear, SubjectId.Of(Zhang), Time: Calendar.StartOf(day)));
        Tells(care, new CareFact.ReviewDue(Zhang, tag, day));

        static CommunityEventFact Settled(bool alert) =>
            new CommunityEventFact.Settled(Cleaning, Tangdu, new(), 1, 60, 1, alert);
    }

    [Fact]
    public void A_text_is_told_to_staff_when_it_waits_and_to_its_author_when_they_have_looked()
    {
        var text = Id.Parse<ContentId>("cnt_a");
        Tells(text.Actor, new ContentFact.Held(text, Zhang, Tangdu, ContentKind.Offer, Text, HeldFor.Unsure),
            new Notice(Worker, ContentWaiting, SubjectId.Of(text)));
        Tells(text.Actor, new ContentFact.Allowed(text, Zhang, Worker),
            new Notice(Zhang, ContentAllowed, SubjectId.Of(text)));
        Tells(text.Actor, new ContentFact.Withdrawn(text, Zhang, Worker, "不合适"),
            new Notice(Zhang, ContentWithdrawn, SubjectId.Of(text)));
    }

    [Fact]
    public void An_invitation_to_a_household_is_told()
    {
        var household = Id.Parse<HouseholdId>("hou_zhang");
        Tells(household.Actor, new HouseholdFact.Invited(household, Li),
            new Notice(Li, HouseholdInvited, SubjectId.Of(household)));
        Tells(household.Actor, new HouseholdFact.PointsExpiring(household, [Zhang, Li], Amount.Of(7), Monday),
            new Notice(Zhang, HouseholdPointsExpiring, SubjectId.Of(household), 7, Monday),
            new Notice(Li, HouseholdPointsExpiring, SubjectId.Of(household), 7, Monday));
    }

    [Fact]
    public void Only_what_somebody_would_set_out_for_in_vain_or_who_is_unwell_may_wake_them() => Assert.Equal(
        [
            EventCancelled, AppointmentCancelled, OrderWithdrawn, MealUnfit, MealNobodyHome, RunWithdrawn,
            MealUnfitForSomebody, MealAbsence, MealConditionChanged, ConditionChanged,
        ],
        Enum.GetValues<NoticePurpose>().Where(Notice.IsUrgentFor));

    [Fact]
    public void Every_purpose_has_words() => Assert.All(Enum.GetValues<NoticePurpose>(), purpose =>
    {
        Assert.InRange(NoticeTexts.Heading(purpose).Length, 4, 8);
        Assert.EndsWith("。", NoticeTexts.Body(purpose, "清洁家园", Monday, 2), StringComparison.Ordinal);
    });

    private static Notice[] Those(NoticePurpose purpose, params ResidentId[] people) =>
        [.. people.Select(person => new Notice(person, purpose, SubjectId.Of(Pair)))];

    private static AccountFact Received(TransferReason reason, AccountId to)
    {
        var lot = new Lot(
            TransferId.From("t"), Tangdu, new(ServiceId.Of(Cleaning), Zhang, Monday), Monday, Monday.AddYears(3));
        return new AccountFact.PointsReceived(
            new(TransferId.From("t"), AccountId.Issuance(Tangdu), to, Amount.Of(2), reason, null, [new(lot, Amount.Of(2))]),
            2);
    }

    private static void Tells(ActorId stream, IEvent fact, params Notice[] notices)
    {
        var entry = new Entry
        {
            Stream = stream,
            Version = 1,
            Name = "any",
            At = default,
            Caller = Caller.System,
            Command = CommandId.OfRequest("c"),
            Payload = default,
            Body = default,
            Reply = default,
        };
        Assert.Equal(notices, new Notices(new Staff(Holders, StreetOf)).Of(entry, fact));
    }

    private static string? StreetOf(CommunityId community) => community == Tangdu ? "西安市/灞桥区/枣园街道" : null;

    /// <summary>Elsewhere there is no grid worker.</summary>
    private static IEnumerable<ResidentId> Holders(RoleGrant grant) => (grant.Role, grant.Scope) switch
    {
        (StaffRole.CommunityWorker, "com_tangdu") => [Worker],
        (StaffRole.GridWorker, "com_tangdu") => [Grid],
        (StaffRole.StreetOfficer, "西安市/灞桥区/枣园街道") => [Li],
        (StaffRole.CommunityWorker, _) => [Zhao],
        _ => [],
    };
}
