using ResidentService.Domain.Residents;

namespace ResidentService.Service.Seeding;

/// <summary>Somebody of the sample: signs in as <c>sandbox:NAME</c> and is <c>res_NAME</c>. All are made up.</summary>
/// <param name="Skills">Null for who is no volunteer.</param>
/// <param name="Role">Null for who is no staff.</param>
internal sealed record SamplePerson(
    string Name, string DisplayName, DateOnly BirthDate, string[]? Skills = null, StaffRole? Role = null)
{
    public static IReadOnlyList<SamplePerson> All { get; } =
    [
        new("admin", "陈立", new(1983, 4, 2)),
        new("officer", "高建军", new(1975, 9, 18), Role: StaffRole.StreetOfficer),
        new("worker", "刘敏", new(1989, 6, 25), Role: StaffRole.CommunityWorker),
        new("grid", "马超", new(1992, 11, 7), Role: StaffRole.GridWorker),
        new("zhang", "张建国", new(1966, 3, 12), ["电器维修", "秩序维护"]),
        new("wang", "王秀英", new(1944, 10, 1)),
        new("zhang-min", "张敏", new(1994, 7, 30), ["英语", "摄影"]),
        new("chen", "陈晓", new(2003, 2, 14), ["急救", "手机教学"]),
        new("zhao", "赵国强", new(1959, 12, 5), ["书法"]),
        new("sun", "孙丽", new(1985, 8, 21), ["护理"]),
        new("lawyer", "郑文博", new(1980, 1, 16), ["法律咨询"]),
        new("li-noodle", "李志强", new(1978, 5, 9)),
        new("li-clerk", "李小燕", new(1999, 3, 3)),
        new("canteen", "周桂兰", new(1970, 2, 27)),
        new("fruit", "吴倩", new(1987, 10, 11)),
    ];
}

/// <summary>A household of the sample; the first member is its head.</summary>
internal sealed record SampleHousehold(string Id, string[] Members)
{
    public static IReadOnlyList<SampleHousehold> All { get; } = [new("hou_zhang", ["zhang", "wang", "zhang-min"])];
}
