using static ResidentService.Service.Api.Edge.Language;

namespace ResidentService.Service.Messages;

/// <summary>What notices about care say: pairings, orders, meals, helpers, legal aid.</summary>
internal static class CareTexts
{
    /// <param name="title">Of the service or the kitchen.</param>
    public static string Body(NoticePurpose purpose, string title, string time, string day) => purpose switch
    {
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
        NoticePurpose.MealMoved => Pick(
            $"您{day}在“{title}”的餐已换成适合您的另一道，请到“我的订餐”查看；不要可以取消。",
            $"Another dish that is for you was chosen at \"{title}\" on {day}. Please look; you can cancel it."),
        NoticePurpose.MealUnfit => Pick(
            $"您的忌口改了，但{day}“{title}”的餐已截单，做的可能不适合您：请先不要吃，社区会联系您。",
            $"Your meal of \"{title}\" on {day} was ordered before your diet changed and may not be for you: please "
            + "do not eat it before your community has called."),
        NoticePurpose.MealUnfitForSomebody => Pick(
            $"有居民的忌口刚改，{day}在“{title}”订的餐已截单且不适合，请马上查看名单，联系居民和助餐点。",
            $"Somebody's diet has changed, and their meal of \"{title}\" on {day} is not for them. Please look at the "
            + "day's list, and call them and the kitchen at once."),
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
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, null),
    };
}
