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
            NoticePurpose.PairingProposed => Pick(
                "社区为您安排了一份结对，请在 7 天内到“我的结对”里回复。",
                "A pairing waits for your answer. Please say yes or no within 7 days."),
            NoticePurpose.PairingBegun => Pick(
                "双方都已同意，结对从今天开始，走访安排请看“我的结对”。",
                "Both sides have agreed: your pairing begins today."),
            NoticePurpose.PairingEnded => Pick(
                "您的一份结对已经结束；如有需要，请联系社区。",
                "One of your pairings has ended. If you need help, please turn to your community."),
            NoticePurpose.VolunteerGone => Pick(
                "您的结对志愿者不能再来了，社区会尽快为您另找一位；急事请联系社区。",
                "Your volunteer can't come any more. Your community looks for another one."),
            NoticePurpose.VolunteerNeeded => Pick(
                "一户结对家庭现在没有志愿者，请到“结对”里尽快另行安排。",
                "A household is without its volunteer. Please choose another one soon."),
            NoticePurpose.MerchantApplied => Pick(
                $"“{title}”申请加入商居联盟，请审核。",
                $"\"{title}\" has applied to the merchant alliance. Please look at it."),
            NoticePurpose.MerchantApproved => Pick(
                $"“{title}”已通过审核，现在可以发布兑换品了。",
                $"\"{title}\" is approved. You can pledge offers now."),
            NoticePurpose.StandInAsked => Pick(
                $"请您在 {day} 之前代为走访一户结对家庭，详情请看“我的结对”。",
                $"Please visit a household until {day} in place of its volunteer."),
            NoticePurpose.VisitOverdue => Pick(
                $"一户结对家庭的走访应在 {day} 前完成，现在已超期，请尽快安排。",
                $"A household should have been visited by {day}. Please see to it soon."),
            NoticePurpose.OrderPlaced => Pick(
                $"有人为您下单“{title}”，请到“我的订单”查看；不需要可以取消。",
                $"Somebody has ordered \"{title}\" for you. Please look at \"my orders\"; you can cancel it."),
            NoticePurpose.OrderAccepted => Pick(
                $"“{title}”已有人接单，最晚 {time} 出发。",
                $"Your order \"{title}\" is accepted; they set out by {time}."),
            NoticePurpose.OrderReassigned => Pick(
                $"“{title}”的接单人来不了，正在另派人，请稍等。",
                $"Who was to come for \"{title}\" cannot; somebody else is being asked."),
            NoticePurpose.OrderOnTheWay => Pick(
                $"“{title}”的服务人员已经出发，请留意门铃和电话。",
                $"Who comes for \"{title}\" is on the way."),
            NoticePurpose.OrderDone => Pick(
                $"“{title}”已完成，请在 {day} 前评价；有问题请联系社区。",
                $"\"{title}\" is done. Please review it until {day}, or call the community if something is wrong."),
            NoticePurpose.OrderCancelled => Pick(
                $"社区取消了您的订单“{title}”，原因请看订单页面，需要时可以重新下单。",
                $"Your order \"{title}\" was cancelled by staff. Its page says why; you can place a new one."),
            NoticePurpose.OrderAssigned => Pick(
                $"请您服务“{title}”，请在 {time} 前接单；去不了请拒单，会另派别人。",
                $"Please serve \"{title}\": accept it by {time}, or decline, and somebody else is asked."),
            NoticePurpose.OrderWithdrawn => Pick(
                $"“{title}”已取消或改派，您不用去了。",
                $"\"{title}\" is cancelled or somebody else's now. You need not go."),
            NoticePurpose.OrdersLate => Pick(
                "有服务订单超过了时限，请到订单列表查看并处理。",
                "Orders are late. Please look at the list of orders and see to them."),
            NoticePurpose.ConditionChanged => Pick(
                $"上门服务“{title}”的人员报告居民情况有变，请马上查看订单并联系居民。",
                $"Who served \"{title}\" found the person changed. Please look at the order and call them at once."),
            NoticePurpose.MealOrdered => Pick(
                $"有人为您订了{day}“{title}”的餐，请到“我的订餐”查看；不需要可以在截止前取消。",
                $"Somebody ordered a meal for you at \"{title}\" on {day}. You can cancel it until orders close."),
            NoticePurpose.MealMenuChanged => Pick(
                $"“{title}”{day}的菜单有变，您订的餐品换了，正在为您换成合适的；请到“我的订餐”查看。",
                $"\"{title}\" has changed its menu of {day}. A dish that is for you is being chosen; please look."),
            NoticePurpose.MealCalledOff => Pick(
                $"“{title}”{day}不供餐了，您的订餐已取消。请改订别处，或联系社区。",
                $"\"{title}\" does not cook on {day}; your meal is cancelled. Please order elsewhere."),
            NoticePurpose.MealCancelled => Pick(
                $"社区取消了您{day}在“{title}”的订餐，原因请看“我的订餐”。",
                $"Staff cancelled your meal at \"{title}\" on {day}. \"My meals\" says why."),
            NoticePurpose.MealNotServed => Pick(
                $"您{day}在“{title}”没有订上餐：没有适合您的餐品，或份数已满。请看别处，或联系社区。",
                $"You have no meal at \"{title}\" on {day}: no dish is for you, or all are taken. Please try another."),
            NoticePurpose.StandingMealsBegun => Pick(
                $"有人为您在“{title}”长期订餐，请到“我的订餐”查看；可以随时暂停或停止。",
                $"Somebody ordered regularly for you at \"{title}\". You can pause or end it any time."),
            NoticePurpose.StandingMealsEnded => Pick(
                $"“{title}”停止供餐，您的长期订餐也停止了。请选择别的助餐点，或联系社区。",
                $"\"{title}\" has closed, and so your regular meals end. Please choose another kitchen."),
            NoticePurpose.MealNobodyHome => Pick(
                "送餐人到了您家，没有人应门，正在给您打电话；请回电话或联系社区，报个平安。",
                "Your meal was at the door and nobody opened. Please answer the phone, or call the community."),
            NoticePurpose.RunAssigned => Pick(
                $"请您送{day}“{title}”的餐，路线请看“我的送餐”；去不了请尽早告诉社区。",
                $"Please bring meals of \"{title}\" on {day}. If you can't, please tell the community soon."),
            NoticePurpose.RunWithdrawn => Pick(
                $"{day}“{title}”的这条送餐路线不用您送了。",
                $"You need not bring the meals of \"{title}\" on {day}."),
            NoticePurpose.RunWithoutCourier => Pick(
                $"{day}“{title}”有一条送餐路线没有送餐人，请尽快另行安排。",
                $"A run of \"{title}\" on {day} is without a courier. Please choose another one soon."),
            NoticePurpose.MealsNotServed => Pick(
                $"{day}在“{title}”有长期订餐的居民没有订上餐，请查看名单并帮他们安排。",
                $"People with regular meals at \"{title}\" have none on {day}. Please see to them."),
            NoticePurpose.MealAbsence => Pick(
                $"“{title}”的送餐人敲门没人应，到现在也没有联系上，请马上看看是哪一家并上门。",
                $"Nobody opened to the courier of \"{title}\", and nobody was reached. Please go and look at once."),
            NoticePurpose.MealConditionChanged => Pick(
                $"“{title}”的送餐人报告居民情况有变，请马上查看并联系居民。",
                $"The courier of \"{title}\" found somebody changed. Please look, and call them at once."),
            NoticePurpose.HelperNamed => Pick(
                $"已登记一位帮办员，到 {day} 前可以替您办事；请到“我的帮办员”查看，随时可以收回。",
                $"Somebody may act for you until {day}. Please look at \"my helpers\"; you can withdraw it any time."),
            NoticePurpose.HelperTrusted => Pick(
                $"有人请您代办事情，到 {day} 为止；请到“我的受托”查看。",
                $"Somebody trusts you to act for them until {day}. Please look at \"acting for\"."),
            NoticePurpose.HelperWithdrawn => Pick(
                "一份代办授权已经结束，您不能再替他办事。",
                "You do not act for one person any more."),
            NoticePurpose.HelperActed => Pick(
                "帮办员正在以您的名义办事，办了什么请看“代办记录”；不同意可以收回授权。",
                "A helper acts in your name. \"Done for me\" says what; you can withdraw it any time."),
            NoticePurpose.LegalAidFiled => Pick(
                "工作人员已代您提交法律援助申请，请到“我的法律援助”查看；不需要可以撤回。",
                "Staff have filed an application for legal aid for you. You can look at it, and withdraw it."),
            NoticePurpose.LegalAidForwarded => Pick(
                $"您的法律援助申请已转交法律援助中心，{day} 前会有决定。",
                $"Your application for legal aid is with the centre, which decides by {day}."),
            NoticePurpose.LegalAidGranted => Pick(
                $"您的法律援助申请已批准，{day} 前会指派援助人员。",
                $"Your application for legal aid is granted. Somebody is assigned by {day}."),
            NoticePurpose.LegalAidAssigned => Pick(
                "已为您指派法律援助人员，姓名和联系方式请看“我的法律援助”。",
                "Somebody is assigned to help you. \"My legal aid\" says who, and how to reach them."),
            NoticePurpose.LegalAidRefused => Pick(
                $"您的法律援助申请未批准，理由请看“我的法律援助”；不同意可以在 {day} 前提出异议。",
                $"Your application for legal aid was refused; its page says why. You can object until {day}."),
            NoticePurpose.LegalAidAnswered => Pick(
                "司法局已答复您的异议，结果和下一步请看“我的法律援助”。",
                "The justice bureau has answered your objection. \"My legal aid\" says how, and what comes next."),
            NoticePurpose.LegalAidClosed => Pick(
                "您的法律援助已办结，结果请看“我的法律援助”。",
                "Your legal aid is closed. \"My legal aid\" says with which result."),
            NoticePurpose.LegalAidLapsed => Pick(
                "您的法律援助申请因过了时限已经结束；还需要援助可以重新申请，工作人员可以帮您。",
                "The time of your application is over, and it has ended. You can apply anew; staff can help."),
            NoticePurpose.LegalAidYourTurn => Pick(
                $"您的法律援助申请有一步要您在 {day} 前办理，请看“我的法律援助”；没有手机请找社区。",
                $"A step of your application for legal aid is yours until {day}. Please look at \"my legal aid\"."),
            NoticePurpose.LegalAidArrived => Pick(
                $"有一份法律援助申请等您办理，最后一天是 {day}，请到法律援助列表查看。",
                $"An application for legal aid waits for you until {day}. Please look at the list."),
            NoticePurpose.LegalAidNear => Pick(
                "有法律援助申请快到期限，请到列表查看并尽快办理。",
                "Applications for legal aid are near their deadlines. Please see to them."),
            NoticePurpose.LegalAidLate => Pick(
                "有法律援助申请过了期限还没有办理，请到列表查看并督促办理。",
                "Applications for legal aid are past their deadlines. Please see that they go on."),
            NoticePurpose.DeadlineNear => Pick(
                $"您登记的一个关爱标签 {day} 到了复核日期，请复核后更新或移除。",
                $"A care tag that you have set is due for review on {day}. Please renew or remove it."),
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
            _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, null),
        };
    }
}
