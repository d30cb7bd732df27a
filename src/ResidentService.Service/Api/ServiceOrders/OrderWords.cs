using ResidentService.Domain.Catalogues;
using ResidentService.Domain.ServiceOrders;

namespace ResidentService.Service.Api.ServiceOrders;

/// <summary>The words of a ledger that is printed.</summary>
internal static class OrderWords
{
    public static string Chinese(ServiceCategory category) => category switch
    {
        ServiceCategory.MealDelivery => "助餐送餐",
        ServiceCategory.HouseKeeping => "家政服务",
        ServiceCategory.LegalAid => "法律援助",
        ServiceCategory.PsychologicalCare => "心理关爱",
        ServiceCategory.LawTalks => "普法宣讲",
        ServiceCategory.PetitionHelp => "信访代办",
        ServiceCategory.EmergencyHelp => "应急救助",
        ServiceCategory.HotlineAdvice => "热线咨询",
        ServiceCategory.Culture => "文化活动",
        ServiceCategory.Employment => "就业帮扶",
        _ => "其他",
    };

    public static string Chinese(OrderStatus status) => status switch
    {
        OrderStatus.Asked => "受理中",
        OrderStatus.Placed => "待派单",
        OrderStatus.ForGrabbing => "待抢单",
        OrderStatus.Dispatched => "待接单",
        OrderStatus.Accepted => "已接单",
        OrderStatus.OnTheWay => "服务中",
        OrderStatus.Done => "待评价",
        OrderStatus.Reviewed => "已评价",
        OrderStatus.Unrated => "已办结（未评价）",
        OrderStatus.Cancelled => "已取消",
        _ => "未受理",
    };
}
