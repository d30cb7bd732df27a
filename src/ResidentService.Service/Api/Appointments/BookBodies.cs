using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using ResidentService.Domain.Appointments;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.Appointments;

/// <param name="From">As a clock in Shanghai shows it, for instance 09:00.</param>
/// <param name="To">At most 24:00.</param>
public sealed record HoursBody(string From, string To)
{
    public static HoursBody Of(Hours hours) => new(Clock(hours.FromMinute), Clock(hours.ToMinute));

    public Hours ToHours() => new(MinuteOf(From) ?? 0, MinuteOf(To) ?? 0);

    private static string Clock(int minute) => $"{minute / 60:00}:{minute % 60:00}";

    private static int? MinuteOf(string? text)
    {
        if (string.Equals(text, "24:00", StringComparison.Ordinal))
            return 24 * 60;
        return TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (time.Hour * 60) + time.Minute
            : null;
    }

    public sealed class Rules : AbstractValidator<HoursBody>
    {
        public Rules()
        {
            RuleFor(hours => hours.From).Must(text => MinuteOf(text) is not null).WithMessage(_ => ClockWanted());
            RuleFor(hours => hours.To).Must(text => MinuteOf(text) is not null).WithMessage(_ => ClockWanted());
        }

        private static string ClockWanted() =>
            Language.Pick("请按 09:00 的格式填写时间。", "Please give a time such as 09:00.");
    }
}

/// <param name="Weekday">1 is Monday, 7 is Sunday.</param>
public sealed record ShiftBody(int Weekday, HoursBody Hours)
{
    public static ShiftBody Of(Shift shift) => new(shift.Weekday, HoursBody.Of(shift.Hours));

    public Shift ToShift() => new(Weekday, Hours.ToHours());

    public sealed class Rules : AbstractValidator<ShiftBody>
    {
        public Rules()
        {
            RuleFor(shift => shift.Weekday).InclusiveBetween(1, 7);
            RuleFor(shift => shift.Hours).NotNull().SetValidator(new HoursBody.Rules());
        }
    }
}

/// <param name="ProviderId">Who serves, where they are known here: they see the appointments and note who came.</param>
/// <param name="Shifts">The hours of a usual week.</param>
public sealed record NewBook(
    CommunityId CommunityId,
    ServiceKind? Service,
    string Title,
    string? Place,
    ResidentId? ProviderId,
    int SlotMinutes,
    IReadOnlyList<ShiftBody> Shifts)
{
    public BookDetails ToDetails() => new(Service.GetValueOrDefault(), Title.Trim(), Place?.Trim(), ProviderId);

    public WorkingPlan ToPlan() => new(SlotMinutes, [.. Shifts.Select(shift => shift.ToShift())]);

    public sealed class Rules : AbstractValidator<NewBook>
    {
        internal const int TextLengthMax = 100;

        public Rules()
        {
            RuleFor(body => body.CommunityId).NotEmpty();
            RuleFor(body => body.Service).NotNull().IsInEnum();
            RuleFor(body => body.Title).NotEmpty().MaximumLength(TextLengthMax);
            RuleFor(body => body.Place).MaximumLength(TextLengthMax);
            RuleFor(body => body.SlotMinutes).InclusiveBetween(WorkingPlan.SlotMinutesMin, WorkingPlan.SlotMinutesMax);
            RuleFor(body => body.Shifts).NotNull().Must(shifts => shifts is not { Count: > WorkingPlan.ShiftsMax });
            RuleForEach(body => body.Shifts).NotNull().SetValidator(new ShiftBody.Rules());
        }
    }
}

/// <summary>Fields that are absent stay as they are; no shifts close the book for new appointments.</summary>
public sealed record ChangeBook(
    string? Title, string? Place, ResidentId? ProviderId, int? SlotMinutes, IReadOnlyList<ShiftBody>? Shifts)
{
    public BookDetails Over(BookDetails details) => details with
    {
        Title = Title?.Trim() ?? details.Title,
        Place = Place?.Trim() ?? details.Place,
        Provider = ProviderId ?? details.Provider,
    };

    public WorkingPlan Over(WorkingPlan plan) => new(
        SlotMinutes ?? plan.SlotMinutes,
        Shifts is null ? plan.Shifts : [.. Shifts.Select(shift => shift.ToShift())]);

    public sealed class Rules : AbstractValidator<ChangeBook>
    {
        public Rules()
        {
            RuleFor(body => body.Title).Length(1, NewBook.Rules.TextLengthMax);
            RuleFor(body => body.Place).MaximumLength(NewBook.Rules.TextLengthMax);
            RuleFor(body => body.SlotMinutes).InclusiveBetween(WorkingPlan.SlotMinutesMin, WorkingPlan.SlotMinutesMax);
            RuleFor(body => body.Shifts).Must(shifts => shifts is not { Count: > WorkingPlan.ShiftsMax });
            RuleForEach(body => body.Shifts).NotNull().SetValidator(new ShiftBody.Rules());
        }
    }
}

/// <param name="Hours">None: closed on this day; appointments outside the hours are cancelled.</param>
/// <param name="Reason">What those are told whose appointment is cancelled.</param>
public sealed record SetDay(IReadOnlyList<HoursBody> Hours, string Reason)
{
    public sealed class Rules : AbstractValidator<SetDay>
    {
        public Rules()
        {
            RuleFor(body => body.Hours).NotNull()
                .Must(hours => hours is not { Count: > Domain.Appointments.Hours.PerDayMax });
            RuleForEach(body => body.Hours).NotNull().SetValidator(new HoursBody.Rules());
            RuleFor(body => body.Reason).NotEmpty().MaximumLength(300);
        }
    }
}

public sealed record WhichBooks
{
    [FromQuery(Name = "communityId")]
    public CommunityId CommunityId { get; init; }

    [FromQuery(Name = "service")]
    public string? Service { get; init; }

    public ServiceKind? Kind() => Enum.TryParse<ServiceKind>(Service, ignoreCase: true, out var kind) ? kind : null;

    public sealed class Rules : AbstractValidator<WhichBooks>
    {
        public Rules()
        {
            RuleFor(query => query.CommunityId).NotEmpty();
            RuleFor(query => query.Service).Must((query, word) => word is null || query.Kind() is not null);
        }
    }
}

public sealed record WhichSlots
{
    /// <summary>A day; absent: today.</summary>
    [FromQuery(Name = "from")]
    public DateOnly? From { get; init; }

    /// <summary>1 to 31; absent: 7.</summary>
    [FromQuery(Name = "days")]
    public int? Days { get; init; }

    internal static readonly DateOnly Earliest = new(2000, 1, 1);
    internal static readonly DateOnly Latest = new(9000, 1, 1);

    private const int DaysMax = 31;
    private const int DaysDefault = 7;

    public int Count() => Days ?? DaysDefault;

    public sealed class Rules : AbstractValidator<WhichSlots>
    {
        public Rules()
        {
            RuleFor(query => query.From).InclusiveBetween(Earliest, Latest);
            RuleFor(query => query.Days).InclusiveBetween(1, DaysMax);
        }
    }
}

public sealed record BookOpened(BookId BookId);

public sealed record BookItem(BookId BookId, CommunityId CommunityId, ServiceKind Service, string Title, string? Place);

public sealed record BookDay(DateOnly Day, IReadOnlyList<HoursBody> Hours);

/// <param name="Exceptions">Days from today on whose hours are others than those of the week.</param>
public sealed record BookAnswer(
    BookId BookId,
    CommunityId CommunityId,
    ServiceKind Service,
    string Title,
    string? Place,
    ResidentId? ProviderId,
    int SlotMinutes,
    IReadOnlyList<ShiftBody> Shifts,
    IReadOnlyList<BookDay> Exceptions)
{
    public static BookAnswer Of(BookView view) => new(
        view.Book, view.Community, view.Details.Service, view.Details.Title, view.Details.Place, view.Details.Provider,
        view.Plan.SlotMinutes, [.. view.Plan.Shifts.Select(ShiftBody.Of)],
        [.. view.Exceptions.Select(one => new BookDay(one.Day, [.. one.Hours.Select(HoursBody.Of)]))]);
}

public sealed record SlotItem(DateTimeOffset StartsAt, DateTimeOffset EndsAt, bool IsFree);

public sealed record SlotsAnswer(IReadOnlyList<SlotItem> Items);
