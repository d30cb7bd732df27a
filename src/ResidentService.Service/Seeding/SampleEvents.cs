using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Service.Seeding;

/// <summary>An event of the next days.</summary>
/// <param name="SignedUp">Names of <see cref="SamplePerson"/>.</param>
internal sealed record SampleEvent(
    string Id, string Title, string Description, Session When, int Capacity, bool VolunteersOnly, EventPlace Place,
    string[] SignedUp)
{
    private static readonly EventPlace Square = new("唐都花园小广场", 34.2786, 108.8812, 200);
    private static readonly EventPlace Canteen = new("唐都花园社区食堂", 34.2791, 108.8806, 150);
    private static readonly EventPlace LegalAidStation = new("枣园街道法律援助工作站", 34.2774, 108.8831, 150);

    public EventDetails Details => new(
        Title, Description, [When], SignUpOpensAt: null, SignUpClosesAt: null, Capacity, WaitListCapacity: null, Place,
        LocationRequired: false, VolunteersOnly, NeedsApproval: false, MinimumAge: null, PointsPerHour: null,
        PrivateDetails: null);

    public static IReadOnlyList<SampleEvent> All(DateTimeOffset now) =>
    [
        // It begins so soon that checking in is possible at once.
        new("evt_tangdu-patrol", "楼院安全巡查", "两人一组，看楼道、消防通道和充电车棚。", Soon(now), 12, true, Square, ["zhang"]),
        new("evt_tangdu-clean", "周边环境清洁", "带手套，工具由社区准备。做完一起合影。", On(now, 1, 9, 2), 30, true, Square,
            ["zhang", "chen", "sun"]),
        new("evt_tangdu-meals", "给高龄老人送午餐", "从社区食堂出发，每人三到四户，送到手里，问一声好。", On(now, 2, 11, 2), 8, true,
            Canteen, ["chen", "zhao", "zhang-min"]),
        new("evt_tangdu-law", "法律咨询下午茶", "郑律师答疑：养老、继承、劳动合同。带上材料更好。", On(now, 3, 15, 2), 40, false,
            LegalAidStation, ["wang", "li-noodle"]),
    ];

    private static Session Soon(DateTimeOffset now)
    {
        var start = now.AddMinutes(20 - (now.Minute % 5)).AddSeconds(-now.Second).AddMilliseconds(-now.Millisecond);
        return new(start, start.AddHours(2));
    }

    private static Session On(DateTimeOffset now, int days, int hour, int hours)
    {
        var start = Calendar.StartOf(Calendar.DayOf(now).AddDays(days)).AddHours(hour);
        return new(start, start.AddHours(hours));
    }
}
