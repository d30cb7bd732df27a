using ResidentService.Domain.Appointments;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Appointments;

/// <summary>A lawyer's book: Mondays from nine to eleven and from two to three, half an hour each.</summary>
internal static class ABook
{
    public static readonly DateTimeOffset Friday = new(2026, 5, 1, 9, 0, 0, Calendar.Offset);
    public static readonly DateOnly Monday = new(2026, 5, 4);
    public static readonly BookId Lawyer = Id.Parse<BookId>("book_lawyer");
    public static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    public static readonly ResidentId Zhang = Person("zhang");
    public static readonly ResidentId Li = Person("li");
    public static readonly BookDetails Details = new(ServiceKind.LegalAid, "法律咨询", "服务中心 2 楼", null);
    public static readonly Hours Morning = new(9 * 60, 11 * 60);
    public static readonly Hours Afternoon = new(14 * 60, 15 * 60);
    public static readonly WorkingPlan Plan = new(30, [new(1, Morning), new(1, Afternoon)]);
    public static readonly AppointmentRules Rules = new();

    public static ResidentId Person(string name) => Id.Parse<ResidentId>("res_" + name);

    public static AppointmentId Apt(string name) => Id.Parse<AppointmentId>("apt_" + name);

    /// <summary>A time on Monday.</summary>
    public static DateTimeOffset At(int hour, int minute = 0) =>
        Calendar.StartOf(Monday).AddHours(hour).AddMinutes(minute);

    public static Slot SlotAt(int hour, int minute = 0) => new(At(hour, minute), At(hour, minute + 30));

    public static Given<AppointmentBookCommand, AppointmentBookFact, AppointmentBook> Nothing() =>
        new(AppointmentBookDecider.Value, Friday);

    public static Given<AppointmentBookCommand, AppointmentBookFact, AppointmentBook> Open() =>
        new(AppointmentBookDecider.Value, Friday, new AppointmentBookFact.Opened(Lawyer, Tangdu, Details, Plan));

    public static Given<AppointmentBookCommand, AppointmentBookFact, AppointmentBook> Held() =>
        Open().When(Hold("a", Zhang, At(9)));

    public static Given<AppointmentBookCommand, AppointmentBookFact, AppointmentBook> Booked() =>
        Held().When(new AppointmentBookCommand.Confirm(Apt("a"), null));

    public static AppointmentBookCommand Hold(
        string name, ResidentId resident, DateTimeOffset startsAt, DateTimeOffset? barredUntil = null) =>
        new AppointmentBookCommand.Hold(Apt(name), resident, startsAt, Rules, barredUntil);
}
