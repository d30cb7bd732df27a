using ResidentService.Domain.Kernel;
using static ResidentService.Service.Api.Edge.Language;

namespace ResidentService.Service.Messages;

/// <summary>What a notice says, in one short heading and one or two plain sentences.</summary>
public static class NoticeTexts
{
    public static string Heading(NoticePurpose purpose) => purpose switch
    {
        NoticePurpose.SignUpConfirmed => Pick("报名成功", "You have a seat"),
        NoticePurpose.MovedUp => Pick("候补成功", "You have moved up"),
        NoticePurpose.SignUpLapsed => Pick("候补未成功", "No seat this time"),
        NoticePurpose.EventChanged => Pick("活动有变", "Event changed"),
        NoticePurpose.EventCancelled => Pick("活动取消", "Event cancelled"),
        NoticePurpose.EventReminder => Pick("活动提醒", "Your event"),
        NoticePurpose.Missed => Pick("缺席提醒", "You were missed"),
        NoticePurpose.PointsAwarded => Pick("积分到账", "Points received"),
        NoticePurpose.PointsWaiting => Pick("积分待发放", "Points on their way"),
        NoticePurpose.PointsGiven => Pick("收到积分", "Points from your family"),
        NoticePurpose.PointsExpiring => Pick("积分快到期", "Points expire soon"),
        NoticePurpose.HouseholdPointsExpiring => Pick("家庭积分快到期", "Points expire soon"),
        NoticePurpose.VoucherExpiring => Pick("兑换券快到期", "Your voucher expires soon"),
        NoticePurpose.VoucherExpired => Pick("兑换券已过期", "Your voucher has expired"),
        NoticePurpose.AppointmentBooked => Pick("预约成功", "Appointment booked"),
        NoticePurpose.AppointmentReminder => Pick("预约提醒", "Your appointment"),
        NoticePurpose.AppointmentCancelled => Pick("预约取消", "Appointment cancelled"),
        NoticePurpose.HouseholdInvited => Pick("家庭邀请", "An invitation"),
        NoticePurpose.PairingProposed => Pick("结对邀请", "A pairing for you"),
        NoticePurpose.PairingBegun => Pick("结对开始", "Pairing begun"),
        NoticePurpose.PairingEnded => Pick("结对结束", "Pairing ended"),
        NoticePurpose.VolunteerGone => Pick("志愿者有变", "A new volunteer"),
        NoticePurpose.VolunteerNeeded => Pick("需要志愿者", "A volunteer is needed"),
        NoticePurpose.MerchantApplied => Pick("商户待审核", "A shop has applied"),
        NoticePurpose.MerchantApproved => Pick("商户已通过", "Your shop is in"),
        NoticePurpose.StandInAsked => Pick("代为走访", "Please stand in"),
        NoticePurpose.VisitOverdue => Pick("走访超期", "A visit is overdue"),
        NoticePurpose.OrderPlaced => Pick("服务已下单", "Ordered for you"),
        NoticePurpose.OrderAccepted => Pick("已有人接单", "Order accepted"),
        NoticePurpose.OrderReassigned => Pick("正在另派人", "Somebody else will come"),
        NoticePurpose.OrderOnTheWay => Pick("服务人员出发", "On the way"),
        NoticePurpose.OrderDone => Pick("服务已完成", "Service done"),
        NoticePurpose.OrderCancelled => Pick("订单已取消", "Order cancelled"),
        NoticePurpose.OrderAssigned => Pick("新的派单", "An order for you"),
        NoticePurpose.OrderWithdrawn => Pick("派单已收回", "No longer yours"),
        NoticePurpose.OrdersLate => Pick("订单超时", "Orders are late"),
        NoticePurpose.ConditionChanged => Pick("居民情况有变", "Somebody is unwell"),
        NoticePurpose.MealOrdered => Pick("已为您订餐", "A meal for you"),
        NoticePurpose.MealMenuChanged => Pick("菜单有变", "Menu changed"),
        NoticePurpose.MealMoved => Pick("餐品已换", "Another dish for you"),
        NoticePurpose.MealUnfit => Pick("餐品可能不合适", "Perhaps not for you"),
        NoticePurpose.MealUnfitForSomebody => Pick("餐品与忌口不合", "A meal is not for somebody"),
        NoticePurpose.MealCalledOff => Pick("当天停餐", "No meal that day"),
        NoticePurpose.MealCancelled => Pick("订餐已取消", "Meal cancelled"),
        NoticePurpose.MealNotServed => Pick("这天没有订上餐", "No meal for you"),
        NoticePurpose.StandingMealsBegun => Pick("长期订餐", "Regular meals for you"),
        NoticePurpose.StandingMealsEnded => Pick("长期订餐停止", "Regular meals end"),
        NoticePurpose.MealNobodyHome => Pick("送餐没人应门", "Nobody opened"),
        NoticePurpose.RunAssigned => Pick("新的送餐路线", "A run for you"),
        NoticePurpose.RunWithdrawn => Pick("不用送餐了", "You need not go"),
        NoticePurpose.RunWithoutCourier => Pick("缺送餐人", "A courier is needed"),
        NoticePurpose.MealsNotServed => Pick("有人没有订上餐", "People without a meal"),
        NoticePurpose.MealAbsence => Pick("送餐没人应门", "Nobody opened"),
        NoticePurpose.MealConditionChanged => Pick("居民情况有变", "Somebody is unwell"),
        NoticePurpose.HelperNamed => Pick("代办授权", "You have a helper"),
        NoticePurpose.HelperTrusted => Pick("受托代办", "You are trusted"),
        NoticePurpose.HelperWithdrawn => Pick("代办结束", "No longer a helper"),
        NoticePurpose.HelperActed => Pick("代办提醒", "Done in your name"),
        NoticePurpose.LegalAidFiled => Pick("已代您申请援助", "Legal aid asked for"),
        NoticePurpose.LegalAidForwarded => Pick("援助申请已转交", "With the centre"),
        NoticePurpose.LegalAidGranted => Pick("援助申请已批准", "Legal aid granted"),
        NoticePurpose.LegalAidAssigned => Pick("已指派援助人员", "Your lawyer"),
        NoticePurpose.LegalAidRefused => Pick("援助申请未批准", "Legal aid refused"),
        NoticePurpose.LegalAidAnswered => Pick("异议已答复", "Objection answered"),
        NoticePurpose.LegalAidClosed => Pick("法律援助已办结", "Legal aid closed"),
        NoticePurpose.LegalAidLapsed => Pick("援助申请已到期", "Time is over"),
        NoticePurpose.LegalAidYourTurn => Pick("援助申请待您办理", "Your turn"),
        NoticePurpose.LegalAidArrived => Pick("新的援助申请", "An application"),
        NoticePurpose.LegalAidNear => Pick("援助期限将到", "Deadlines near"),
        NoticePurpose.LegalAidLate => Pick("援助期限已过", "Deadlines passed"),
        NoticePurpose.DeadlineNear => Pick("到期提醒", "Due today"),
        NoticePurpose.BudgetSpent => Pick("积分预算用完", "Budget spent"),
        NoticePurpose.RecordsUnusual => Pick("签到记录异常", "Unusual records"),
        NoticePurpose.ContentWaiting => Pick("内容待审核", "A text to look at"),
        NoticePurpose.ContentAllowed => Pick("内容已通过", "Your text is all right"),
        NoticePurpose.ContentWithdrawn => Pick("内容未通过", "Your text was refused"),
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, null),
    };

    /// <param name="title">Of the event, the offer or the book that it is about; empty where there is none.</param>
    public static string Body(NoticePurpose purpose, string title, DateTimeOffset at, long points)
    {
        var local = Calendar.Local(at);
        var (time, day) = (Pick($"{local:M 月 d 日 HH:mm}", $"{local:yyyy-MM-dd HH:mm}"),
            Pick($"{local:M 月 d 日}", $"{local:yyyy-MM-dd}"));
        return purpose switch
        {
            NoticePurpose.SignUpConfirmed => Pick(
                $"您已报名“{title}”，{time} 开始，请准时参加。",
                $"You are signed up for \"{title}\", which starts at {time}."),
            NoticePurpose.MovedUp => Pick(
                $"“{title}”有了名额，您已从候补转为正式报名，{time} 开始。不能来请尽早取消。",
                $"A seat of \"{title}\" is yours now; it starts at {time}. If you can't come, please cancel."),
            NoticePurpose.SignUpLapsed => Pick(
                $"“{title}”报名已截止，这次没有轮到您，欢迎看看别的活动。",
                $"Sign-up for \"{title}\" has closed before a seat was free. Please look at other events."),
            NoticePurpose.EventChanged => Pick(
                $"您报名的“{title}”内容有变动，时间不变，请到活动页面查看。",
                $"\"{title}\" was changed; its times are as they were. Please look at its page."),
            NoticePurpose.EventReminder => Pick(
                $"别忘了“{title}”{time} 开始；不能来请尽早取消，把名额让给别人。",
                $"Please remember \"{title}\", which starts at {time}. If you can't come, please cancel."),
            NoticePurpose.EventCancelled => Pick(
                $"原定 {time} 的“{title}”已取消，原因请看活动页面。",
                $"\"{title}\", planned for {time}, was cancelled. Its page says why."),
            NoticePurpose.Missed => Pick(
                $"{time} 的“{title}”您没有到，或者取消得太晚，已记一次缺席。有特殊情况请联系社区。",
                $"You did not come to \"{title}\" at {time}, or cancelled too late. If there was a reason, "
                + "please tell your community."),
            NoticePurpose.PointsAwarded when title.Length == 0 => Pick(
                $"感谢您的服务，{points} 积分已到账。",
                $"Thank you for your help: {points} points are yours."),
            NoticePurpose.PointsAwarded => Pick(
                $"感谢您参加“{title}”，{points} 积分已到账。",
                $"Thank you for \"{title}\": {points} points are yours."),
            NoticePurpose.PointsWaiting when title.Length == 0 => Pick(
                $"感谢您的服务，{points} 积分已登记；本月积分已发完，会按顺序发给您。",
                $"Thank you for your help. This month's points are spent; your {points} follow in order."),
            NoticePurpose.PointsWaiting => Pick(
                $"感谢您参加“{title}”，{points} 积分已登记；本月积分已发完，会按顺序发给您。",
                $"Thank you for \"{title}\". This month's points are spent; your {points} follow in order."),
            NoticePurpose.PointsGiven => Pick(
                $"家人送给您 {points} 积分，请到“我的积分”查看。",
                $"Somebody of your household gave you {points} points."),
            NoticePurpose.PointsExpiring => Pick(
                $"您有 {points} 积分将在 {day} 到期，请及时使用或捐给社区基金。",
                $"{points} of your points expire on {day}. Please use them, or donate them to your community."),
            NoticePurpose.HouseholdPointsExpiring => Pick(
                $"您家的家庭积分有 {points} 分将在 {day} 到期，请家里的大人及时兑换。",
                $"{points} points of your household expire on {day}. Please let its adults use them."),
            NoticePurpose.VoucherExpiring => Pick(
                $"“{title}”的兑换券 {time} 到期，请尽快到店使用；不用可以取消，积分全部退回。",
                $"Your voucher for \"{title}\" expires at {time}. Please use it, or cancel it to have your points back."),
            NoticePurpose.VoucherExpired => Pick(
                $"“{title}”的兑换券已过期，积分已全部退回。",
                $"Your voucher for \"{title}\" has expired; all its points are yours again."),
            NoticePurpose.AppointmentBooked => Pick(
                $"您已预约“{title}”，时间 {time}，请准时到。",
                $"Your appointment \"{title}\" is at {time}."),
            NoticePurpose.AppointmentReminder => Pick(
                $"别忘了 {time} 的“{title}”；不能来请尽早取消，把时间让给别人。",
                $"Please remember \"{title}\" at {time}. If you can't come, please cancel."),
            NoticePurpose.AppointmentCancelled => Pick(
                $"{time} 的“{title}”预约已被取消，原因请看预约页面，您可以另约时间。",
                $"Your appointment \"{title}\" at {time} was cancelled. Its page says why; please book another one."),
            NoticePurpose.HouseholdInvited => Pick(
                "有家人邀请您加入家庭，请到“我的家庭”里同意或不理会。",
                "You are invited to a household. Please look at it under \"my household\"."),
            NoticePurpose.MerchantApplied => Pick(
                $"“{title}”申请加入商居联盟，请审核。",
                $"\"{title}\" has applied to the merchant alliance. Please look at it."),
            NoticePurpose.MerchantApproved => Pick(
                $"“{title}”已通过审核，现在可以发布兑换品了。",
                $"\"{title}\" is approved. You can pledge offers now."),
            NoticePurpose.BudgetSpent => Pick(
                $"本月积分预算已用完，还有 {points} 积分在排队等待发放。",
                $"This month's budget is spent; {points} points wait to be issued."),
            NoticePurpose.ContentWaiting => Pick(
                "有一段文字要请您看一下是否可以公开，请到“内容审核”处理。",
                "A text waits for you to say whether it may be shown."),
            NoticePurpose.ContentAllowed => Pick(
                "您提交的文字已经通过，请再提交一次。",
                "The text that you sent may be shown. Please send it once more."),
            NoticePurpose.ContentWithdrawn => Pick(
                "您提交的文字不能公开，请修改后再提交；有疑问请联系社区。",
                "The text that you sent can't be shown. Please change it, or ask your community."),
            NoticePurpose.RecordsUnusual => Pick(
                $"“{title}”有较多签到由工作人员手工登记，请核对。",
                $"Many records of \"{title}\" were made by hand. Please check them."),
            _ => CareTexts.Body(purpose, title, time, day),
        };
    }
}
