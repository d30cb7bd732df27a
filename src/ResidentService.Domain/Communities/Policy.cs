using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Communities;

/// <summary>
/// A community's settings, with the defaults of DOMAIN.md. A change makes a new version; which version applies:
/// for sign-ups the one at publishing, for earning the one at the event's start, for redemption the one at the request,
/// for an appointment the one at the hold, for a pairing the one at the request, for an order the one at its placing,
/// for legal aid the one at its filing, for meals the one at the publishing of the day's menu.
/// Commands carry the numbers they need, so that a decision never looks elsewhere.
/// </summary>
public sealed record Policy(EventRules Event, EarningRules Earning, PointsRules Points, RedemptionRules Redemption)
{
    public static Policy Default { get; } = new(new(), new(), new(), new());

    /// <summary>Absent in what was written before there were appointments.</summary>
    public AppointmentRules Appointment { get; init; } = new();

    /// <summary>Absent in what was written before there were pairings.</summary>
    public CareRules Care { get; init; } = new();

    /// <summary>Absent in what was written before there were service orders.</summary>
    public OrderRules Order { get; init; } = new();

    /// <summary>Absent in what was written before there was legal aid.</summary>
    public LegalAidRules LegalAid { get; init; } = new();

    /// <summary>Absent in what was written before there were meals.</summary>
    public MealRules Meal { get; init; } = new();
}

/// <summary>In force from an event's publishing on.</summary>
public sealed record EventRules
{
    /// <summary>Cancelling later than so many hours before the start counts as a no-show.</summary>
    public int FreeCancelHours { get; init; } = 3;

    /// <summary>Who moved up later than so many hours before the start may always cancel.</summary>
    public int MovedUpFreeCancelHours { get; init; } = 5;

    /// <summary>So many no-shows …</summary>
    public int NoShowsMax { get; init; } = 3;

    /// <summary>… in so many days …</summary>
    public int NoShowWindowDays { get; init; } = 90;

    /// <summary>… bar from signing up for so many days.</summary>
    public int NoShowBlockDays { get; init; } = 30;

    /// <summary>Check-in opens so many minutes before the start.</summary>
    public int CheckInOpensMinutes { get; init; } = 30;

    /// <summary>Check-out closes so many minutes after the end.</summary>
    public int CheckOutClosesMinutes { get; init; } = 60;

    /// <summary>Check-ins that one person may have at one event.</summary>
    public int CheckInsMax { get; init; } = 3;

    /// <summary>A larger share of records by staff, in per cent, raises an alert.</summary>
    public int StaffRecordsAlertPercent { get; init; } = 20;

    /// <summary>An event that nobody settles is settled so many hours after its end.</summary>
    public int SettleAfterHours { get; init; } = 24;

    /// <summary>
    /// Who has a seat is reminded so many hours before the start; 0: nobody is. Absent in what was written before.
    /// </summary>
    public int RemindHours { get; init; } = 24;
}

/// <summary>In force from an event's start on.</summary>
public sealed record EarningRules
{
    public int PointsPerHour { get; init; } = 1;

    /// <summary>Points that one person may earn for the check-ins of one day.</summary>
    public int PointsPerDayMax { get; init; } = 8;

    /// <summary>Points that one person may earn in one calendar year.</summary>
    public int PointsPerYearMax { get; init; } = 600;

    /// <summary>Points expire at the end of the month so many months after they were earned.</summary>
    public int ExpireAfterMonths { get; init; } = 36;
}

/// <summary>In force at once.</summary>
public sealed record PointsRules
{
    /// <summary>Points that the community may issue in a month.</summary>
    public int IssuancePerMonthMax { get; init; } = 20_000;

    /// <summary>Points that one person may give away as gifts in a month.</summary>
    public int GiftsPerMonthMax { get; init; } = 100;
}

/// <summary>In force from a redemption's request on.</summary>
public sealed record RedemptionRules
{
    /// <summary>Days that a voucher lives.</summary>
    public int VoucherDays { get; init; } = 7;
}

/// <summary>In force from the hold of a slot on.</summary>
public sealed record AppointmentRules
{
    /// <summary>The farthest that any community may look ahead.</summary>
    public const int BookAheadDaysMax = 366;

    /// <summary>Minutes for which a slot is kept while a person confirms.</summary>
    public int HoldMinutes { get; init; } = 5;

    /// <summary>Slots can be booked so many days ahead.</summary>
    public int BookAheadDays { get; init; } = 30;

    /// <summary>Cancelling later than so many hours before the start counts as a no-show.</summary>
    public int FreeCancelHours { get; init; } = 3;

    /// <summary>So many no-shows …</summary>
    public int NoShowsMax { get; init; } = 3;

    /// <summary>… in so many days …</summary>
    public int NoShowWindowDays { get; init; } = 90;

    /// <summary>… bar a person from booking by themself for so many days; staff can still book for them.</summary>
    public int NoShowBlockDays { get; init; } = 30;
}

/// <summary>In force from a pairing's request on.</summary>
public sealed record CareRules
{
    /// <summary>Pairings that one volunteer may hold.</summary>
    public int PairingsPerVolunteerMax { get; init; } = 5;

    /// <summary>Days between visits to a person of tier 1.</summary>
    public int VisitDaysHigh { get; init; } = 7;

    /// <summary>Days between visits to a person of tier 2.</summary>
    public int VisitDaysKey { get; init; } = 30;

    /// <summary>Days between visits to a person of tier 3.</summary>
    public int VisitDaysGeneral { get; init; } = 91;

    /// <summary>The grid worker is told of a visit that is overdue so many days after the volunteer.</summary>
    public int EscalateDays { get; init; } = 2;
}

/// <summary>In force from an order's placing on; minutes are those of the service's hours.</summary>
public sealed record OrderRules
{
    /// <summary>Minutes until somebody is asked to serve.</summary>
    public int DispatchMinutes { get; init; } = 30;

    /// <summary>Minutes until they accept or decline.</summary>
    public int AcceptMinutes { get; init; } = 120;

    /// <summary>Minutes until they are on the way; for a later day, until that day's time.</summary>
    public int SetOutMinutes { get; init; } = 480;

    /// <summary>Minutes from then until it is done.</summary>
    public int DoneMinutes { get; init; } = 480;

    /// <summary>Staff are told again after so many minutes.</summary>
    public int RepeatMinutes { get; init; } = 480;

    /// <summary>Days to review it.</summary>
    public int ReviewDays { get; init; } = 7;
}

/// <summary>
/// In force from an application's filing on. The defaults of 7, 3 and 5 days are those of the Legal Aid Law of the PRC
/// (2022), art. 43 and 49; for the other limits it names no number.
/// </summary>
public sealed record LegalAidRules
{
    /// <summary>In which days the law's limits, and that for materials, are counted.</summary>
    public DayUnit Unit { get; init; } = DayUnit.Calendar;

    /// <summary>Days until the station forwards an application; plain ones.</summary>
    public int ForwardDays { get; init; } = 3;

    /// <summary>Days until the centre decides.</summary>
    public int DecideDays { get; init; } = 7;

    /// <summary>Days to supply materials; then the application counts as withdrawn.</summary>
    public int SupplyDays { get; init; } = 15;

    /// <summary>Days until somebody is assigned.</summary>
    public int AssignDays { get; init; } = 3;

    /// <summary>Days to object to a refusal; plain ones.</summary>
    public int ObjectDays { get; init; } = 60;

    /// <summary>Days until the justice bureau answers an objection.</summary>
    public int AnswerDays { get; init; } = 5;
}

/// <summary>In force from the publishing of a day's menu on.</summary>
public sealed record MealRules
{
    /// <summary>Orders and cancels come until this minute of the day before, counted from midnight: 20:00.</summary>
    public int CutOffMinute { get; init; } = 20 * 60;

    public int PriceFen { get; init; } = 1_200;

    /// <summary>From this age on …</summary>
    public int ElderlyAge { get; init; } = 60;

    /// <summary>… so much of the price is paid.</summary>
    public int ElderlySubsidyFen { get; init; } = 400;

    /// <summary>For whom staff have tagged as in hardship.</summary>
    public int HardshipSubsidyFen { get; init; } = 800;

    /// <summary>From this age on a meal costs nothing.</summary>
    public int FreeAge { get; init; } = 90;

    /// <summary>The grid worker is told so many minutes after nobody has opened the door.</summary>
    public int NotAtHomeMinutes { get; init; } = 30;

    /// <summary>The street is told after so many minutes more, and then again.</summary>
    public int NotAtHomeRepeatMinutes { get; init; } = 240;
}
