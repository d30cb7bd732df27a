using ResidentService.Domain.Kernel;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Messages;

/// <summary>What a notice says, in one short heading and one or two plain sentences.</summary>
internal static class NoticeTexts
{
    public static string Heading(NoticePurpose purpose) => purpose switch
    {
        NoticePurpose.SignUpConfirmed => Language.Pick("报名成功", "You have a seat"),
        NoticePurpose.MovedUp => Language.Pick("候补成功", "You have moved up"),
        NoticePurpose.EventCancelled => Language.Pick("活动取消", "Event cancelled"),
        NoticePurpose.PointsAwarded => Language.Pick("积分到账", "Points received"),
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, null),
    };

    public static string Body(NoticePurpose purpose, string title, DateTimeOffset startsAt, int? points)
    {
        var start = Calendar.Local(startsAt);
        return purpose switch
        {
            NoticePurpose.SignUpConfirmed => Language.Pick(
                $"您已报名“{title}”，{start:M 月 d 日 HH:mm} 开始，请准时参加。",
                $"You are signed up for \"{title}\", which starts at {start:yyyy-MM-dd HH:mm}."),
            NoticePurpose.MovedUp => Language.Pick(
                $"“{title}”有了名额，您已从候补转为正式报名，{start:M 月 d 日 HH:mm} 开始。不能来请尽早取消。",
                $"A seat of \"{title}\" is yours now; it starts at {start:yyyy-MM-dd HH:mm}. "
                + "If you can't come, please cancel."),
            NoticePurpose.EventCancelled => Language.Pick(
                $"原定 {start:M 月 d 日 HH:mm} 的“{title}”已取消，原因请看活动页面。",
                $"\"{title}\", planned for {start:yyyy-MM-dd HH:mm}, was cancelled. Its page says why."),
            NoticePurpose.PointsAwarded => Language.Pick(
                $"感谢您参加“{title}”，{points} 积分已到账。",
                $"Thank you for \"{title}\": {points} points are yours."),
            _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, null),
        };
    }
}
