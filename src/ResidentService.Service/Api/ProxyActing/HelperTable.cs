using System.Collections.Frozen;
using ResidentService.Domain.ProxyActing;

namespace ResidentService.Service.Api.ProxyActing;

/// <summary>One thing that residents do: with which power a helper can do it for them, or why not.</summary>
/// <param name="Operation">Method and path, as they stand in the journal.</param>
/// <param name="Power">Null: it is done in person.</param>
/// <param name="Chinese">What it is, or why it is done in person.</param>
public sealed record HelperRow(string Operation, Power? Power, string Chinese, string English);

/// <summary>
/// All that can be done for somebody else (代办), and what is a resident's alone. What does not stand here is refused,
/// and a test goes over every endpoint that a resident has.
/// </summary>
public static class HelperTable
{
    private const string Base = "/api/v1";

    public static IReadOnlyList<HelperRow> Rows { get; } =
    [
        new("GET /me", Power.Account, "查看基本信息", "Looked at the account"),
        new("PUT /me", Power.Account, "修改基本信息", "Changed the account"),
        new("GET /me/helpers", Power.Account, "查看帮办员", "Looked at the helpers"),
        new("GET /me/helped", Power.Account, "查看代办记录", "Looked at what was done by helpers"),
        new("GET /me/inbox", Power.Messages, "查看消息", "Read messages"),
        new("GET /me/inbox/unread", Power.Messages, "查看消息", "Read messages"),
        new("POST /me/inbox/read", Power.Messages, "把消息标为已读", "Marked messages as read"),

        new("POST /me/volunteer", Power.Events, "登记为志愿者", "Registered as a volunteer"),
        new("POST /events/{}/sign-ups", Power.Events, "报名活动", "Signed up for an event"),
        new("DELETE /events/{}/sign-ups/me", Power.Events, "取消报名", "Cancelled a sign-up"),
        new("GET /events/{}", Power.Events, "查看活动", "Looked at events"),
        new("GET /events/{}/mini-program-code", Power.Events, "查看活动码", "Looked at events"),
        new("GET /events/{}/mini-program-link", Power.Events, "查看活动链接", "Looked at events"),
        new("GET /me/sign-ups", Power.Events, "查看报名", "Looked at sign-ups"),

        new("GET /me/points", Power.Points, "查看积分", "Looked at points"),
        new("GET /me/points/entries", Power.Points, "查看积分明细", "Looked at points"),
        new("GET /me/points/entries/{}/origin", Power.Points, "查看积分来源", "Looked at points"),
        new("GET /merchants/{}", Power.Points, "查看商户", "Looked at a shop"),
        new("GET /offers/{}/mini-program-code", Power.Points, "查看商品码", "Looked at offers"),
        new("GET /offers/{}/mini-program-link", Power.Points, "查看商品链接", "Looked at offers"),
        new("POST /offers/{}/redemptions", Power.Points, "兑换商品", "Redeemed points"),
        new("GET /me/redemptions", Power.Points, "查看兑换", "Looked at vouchers"),
        new("GET /redemptions/{}", Power.Points, "查看兑换", "Looked at vouchers"),
        new("GET /redemptions/{}/code", Power.Points, "出示兑换码", "Showed a voucher"),
        new("POST /redemptions/{}/cancel", Power.Points, "取消兑换", "Cancelled a voucher"),
        new("POST /me/points/gifts", Power.GivePoints, "赠送积分", "Gave points"),

        new("GET /me/household", Power.Household, "查看家庭", "Looked at the household"),
        new("GET /me/household-invitations", Power.Household, "查看家庭邀请", "Looked at invitations"),
        new("POST /households", Power.Household, "建立家庭", "Founded a household"),
        new("GET /households/{}", Power.Household, "查看家庭", "Looked at the household"),
        new("POST /households/{}/points", Power.GivePoints, "存入家庭积分", "Put points into the household's"),
        new("POST /households/{}/invitations", Power.Household, "邀请家人", "Invited somebody"),
        new("DELETE /households/{}/invitations/{}", Power.Household, "收回或谢绝邀请", "Took an invitation back"),
        new("POST /households/{}/members/me", Power.Household, "加入家庭", "Joined a household"),
        new("DELETE /households/{}/members/me", Power.Household, "退出家庭", "Left a household"),
        new("PUT /households/{}/members/{}", Power.Household, "登记家庭关系", "Described a member"),
        new("POST /households/{}/head", Power.Household, "更换户主", "Made somebody else the head"),

        new("GET /appointment-books", Power.Appointments, "查看预约项目", "Looked at appointments"),
        new("GET /appointment-books/{}", Power.Appointments, "查看预约项目", "Looked at appointments"),
        new("GET /appointment-books/{}/slots", Power.Appointments, "查看可约时间", "Looked at appointments"),
        new("POST /appointment-books/{}/holds", Power.Appointments, "预留预约时间", "Held a time"),
        new("GET /appointment-books/{}/appointments/{}", Power.Appointments, "查看预约", "Looked at appointments"),
        new("POST /appointment-books/{}/appointments/{}/confirm", Power.Appointments, "确认预约", "Booked an appointment"),
        new("POST /appointment-books/{}/appointments/{}/cancel", Power.Appointments, "取消预约", "Cancelled one"),
        new("GET /me/appointments", Power.Appointments, "查看预约", "Looked at appointments"),

        new("GET /communities/{}/service-items", Power.Services, "查看服务清单", "Looked at services"),
        new("POST /orders", Power.Services, "下服务订单", "Ordered a service"),
        new("GET /orders/{}", Power.Services, "查看服务订单", "Looked at orders"),
        new("POST /orders/{}/cancel", Power.Services, "取消服务订单", "Cancelled an order"),
        new("POST /orders/{}/review", Power.Services, "评价服务", "Reviewed a service"),
        new("GET /me/orders", Power.Services, "查看服务订单", "Looked at orders"),

        new("GET /communities/{}/kitchens", Power.Services, "查看助餐点", "Looked at kitchens"),
        new("GET /kitchens/{}", Power.Services, "查看助餐点", "Looked at kitchens"),
        new("GET /kitchens/{}/days", Power.Services, "查看菜单", "Looked at menus"),
        new("GET /kitchens/{}/days/{}", Power.Services, "查看菜单", "Looked at menus"),
        new("POST /kitchens/{}/days/{}/orders", Power.Services, "订餐", "Ordered a meal"),
        new("GET /kitchens/{}/days/{}/orders/{}", Power.Services, "查看订餐", "Looked at meals"),
        new("POST /kitchens/{}/days/{}/orders/{}/cancel", Power.Services, "取消订餐", "Cancelled a meal"),
        new("GET /me/meals", Power.Services, "查看订餐", "Looked at meals"),
        new("POST /kitchens/{}/standing-orders", Power.Services, "长期订餐", "Ordered regular meals"),
        new("POST /kitchens/{}/standing-orders/{}/pause", Power.Services, "暂停长期订餐", "Paused regular meals"),
        new("POST /kitchens/{}/standing-orders/{}/resume", Power.Services, "恢复长期订餐", "Resumed regular meals"),
        new("POST /kitchens/{}/standing-orders/{}/end", Power.Services, "停止长期订餐", "Ended regular meals"),
        new("GET /me/standing-meals", Power.Services, "查看长期订餐", "Looked at regular meals"),

        new("GET /me/diet", Power.Care, "查看饮食要求", "Looked at the diet"),
        new("PUT /me/diet", Power.Care, "登记饮食要求", "Changed the diet"),
        new("GET /me/care", Power.Care, "查看关爱信息", "Looked at care"),
        new("GET /me/access-log", Power.Care, "查看谁看过资料", "Looked at who has looked"),
        new("POST /pairings", Power.Care, "申请结对", "Asked for a pairing"),
        new("GET /pairings/{}", Power.Care, "查看结对", "Looked at pairings"),
        new("POST /pairings/{}/agree", Power.Care, "同意结对", "Agreed to a pairing"),
        new("POST /pairings/{}/decline", Power.Care, "谢绝结对", "Declined a pairing"),
        new("POST /pairings/{}/substitute/agree", Power.Care, "同意代为走访", "Agreed to a stand-in"),
        new("POST /pairings/{}/substitute/decline", Power.Care, "谢绝代为走访", "Declined a stand-in"),
        new("POST /pairings/{}/pause", Power.Care, "暂停结对", "Paused a pairing"),
        new("POST /pairings/{}/resume", Power.Care, "恢复结对", "Resumed a pairing"),
        new("POST /pairings/{}/end", Power.Care, "结束结对", "Ended a pairing"),
        new("GET /pairings/{}/visits", Power.Care, "查看走访", "Looked at visits"),
        new("GET /me/pairings", Power.Care, "查看结对", "Looked at pairings"),

        new("POST /legal-aid", Power.LegalAid, "申请法律援助", "Applied for legal aid"),
        new("GET /legal-aid/{}", Power.LegalAid, "查看法律援助申请", "Looked at legal aid"),
        new("POST /legal-aid/{}/materials", Power.LegalAid, "补充法律援助材料", "Supplied papers for legal aid"),
        new("POST /legal-aid/{}/object", Power.LegalAid, "对法律援助决定提出异议", "Objected to a refusal"),
        new("POST /legal-aid/{}/withdraw", Power.LegalAid, "撤回法律援助申请", "Withdrew an application"),
        new("GET /me/legal-aid", Power.LegalAid, "查看法律援助申请", "Looked at legal aid"),

        InPerson("DELETE /me", "注销账号要本人办理，或由本人向社区书面申请。",
            "An account is deleted by its owner, or on their paper request to the community."),
        InPerson("PUT /me/helpers/{}", "授权要本人办理，或由本人到社区书面登记。",
            "Trust is given by the person, or on paper at the community."),
        InPerson("DELETE /me/helpers/{}", "收回授权要本人办理，或由本人到社区登记。",
            "Trust is withdrawn by the person, or at the community."),
        InPerson("GET /me/acting-for", "受托的事不能再转托别人。", "What somebody is trusted with is not passed on."),
        InPerson("DELETE /me/acting-for/{}", "受托的事不能再转托别人。", "What somebody is trusted with is not passed on."),
        InPerson("GET /me/export", "全部个人资料只给本人，没有手机请到社区打印。",
            "All of somebody's data is for them alone; without a phone the community prints it."),
        InPerson("POST /me/phone", "手机号要用本人的微信验证，或由社区登记。",
            "A phone is proven by its owner's WeChat, or recorded by the community."),
        InPerson("PUT /me/privacy-consent", "同意隐私政策要本人表示，没有手机请到社区签字。",
            "Consent is given by the person themself; without a phone they sign at the community."),
        InPerson("DELETE /me/privacy-consent", "撤回同意要本人表示，没有手机请到社区签字。",
            "Consent is withdrawn by the person themself; without a phone they sign at the community."),
        InPerson("GET /me/visit-reports", "走访别人的记录由志愿者本人查看。", "Whom a volunteer visits is for them alone."),
        InPerson("GET /me/card", "出示卡表示本人在场，不能代办。", "A card shows that its owner is there."),
        InPerson("POST /events/{}/check-ins", "签到要本人在场。", "Whoever checks in is there themself."),
        InPerson("POST /events/{}/check-outs", "签退要本人在场。", "Whoever checks out is there themself."),
        InPerson("GET /me/subscriptions", "微信提醒由各人自己的微信决定。", "WeChat messages are each phone's own."),
        InPerson("POST /me/subscriptions", "微信提醒由各人自己的微信决定。", "WeChat messages are each phone's own."),
        InPerson("POST /auth/sign-out", "退出登录只管自己的手机。", "Signing out is about one's own phone."),
        InPerson("POST /auth/sign-out-everywhere", "退出登录只管自己的手机。", "Signing out is about one's own phone."),
        InPerson("POST /offers/{}/household-redemptions", "家庭积分由家里人自己兑换。", "A family spends its points itself."),
        InPerson("GET /households/{}/points", "家庭积分由家里人自己查看。", "A family looks at its points itself."),
        InPerson("GET /households/{}/points/entries", "家庭积分由家里人自己查看。", "A family looks at its points itself."),
        InPerson("POST /merchants", "开店要店主本人办理。", "A shop's owner sees to it themself."),
        InPerson("GET /me/merchants", "商户事务由店主本人办理。", "A shop's owner sees to it themself."),
        InPerson("GET /me/serving", "接单由服务人员本人办理。", "Who serves orders sees to them themself."),
        InPerson("GET /me/legal-aid-desk", "这里只列出法律援助中心和司法局要办的申请。",
            "Only what waits for a legal aid centre or a justice bureau is listed here."),
        InPerson("GET /me/meal-runs", "送餐由送餐人本人办理。", "Who brings meals sees to them themself."),
        InPerson("GET /me/grabbable", "接单由服务人员本人办理。", "Who serves orders sees to them themself."),
    ];

    private static readonly FrozenDictionary<string, HelperRow> ByOperation =
        Rows.ToFrozenDictionary(row => row.Operation, StringComparer.Ordinal);

    /// <param name="pattern">As the endpoint was mapped, for instance <c>/api/v1/orders/{id}</c>.</param>
    public static HelperRow? Find(string method, string pattern) => pattern.StartsWith(Base, StringComparison.Ordinal)
        ? Find($"{method} {Blank(pattern[Base.Length..].TrimEnd('/'))}")
        : null;

    public static HelperRow? Find(string operation) => ByOperation.GetValueOrDefault(operation);

    private static HelperRow InPerson(string operation, string chinese, string english) =>
        new(operation, null, chinese, english);

    /// <summary>Whatever a parameter is called.</summary>
    private static string Blank(string path) =>
        string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "{}" : part));
}
