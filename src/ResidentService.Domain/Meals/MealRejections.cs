using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Meals;

/// <summary>In order of precedence.</summary>
public abstract record MealRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record NoSuchDay() : MealRejection(RejectionKind.NotFound, "not_found",
        "这一天还没有菜单，请选择别的日子。", "There is no menu for this day. Please choose another one.");

    public sealed record MenuInvalid() : MealRejection(RejectionKind.Invalid, "menu_invalid",
        $"请填写 1 到 {Menu.DishesMax} 个不同名的餐品，份数 1 到 {Menu.QuotaMax}。",
        $"Please give 1 to {Menu.DishesMax} dishes with different names, and a quota of 1 to {Menu.QuotaMax}.");

    public sealed record TooFarAhead() : MealRejection(RejectionKind.Conflict, "too_far_ahead",
        $"菜单最多提前 {MealDayDecider.AheadDaysMax} 天发布，请选近一些的日子。",
        $"A menu is published at most {MealDayDecider.AheadDaysMax} days ahead. Please choose an earlier day.");

    public sealed record TooLate() : MealRejection(RejectionKind.Conflict, "too_late",
        "已经过了这一天的订餐截止时间，请改订以后的日子；要取消请联系社区。",
        "Orders for this day have closed. Please choose a later one; to cancel, call the community.");

    public sealed record QuotaBelowOrders(int Ordered) : MealRejection(RejectionKind.Conflict, "quota_below_orders",
        $"已经订出 {Ordered} 份，份数不能更少，请改大。",
        $"There cannot be fewer meals than the {Ordered} that are ordered. Please raise the number.");

    public sealed record AlreadyOrdered() : MealRejection(RejectionKind.Conflict, "already_ordered",
        "这一天已经订过餐了，要换请先取消再订。", "A meal is ordered for this day. To change it, cancel it first.");

    public sealed record NoSuchDish() : MealRejection(RejectionKind.Invalid, "no_such_dish",
        "菜单上没有这个餐品，请重新选择。", "There is no such dish on the menu. Please choose again.");

    public sealed record DietConflicts(DietConflict Conflict) : MealRejection(RejectionKind.Conflict, "diet_conflict",
        MealWords.Chinese(Conflict), MealWords.English(Conflict));

    public sealed record QuotaReached() : MealRejection(RejectionKind.Conflict, "quota_reached",
        "这一天的份数已经订完，请改订别的日子。", "All meals of this day are taken. Please choose another day.");

    public sealed record NoSuchMeal() : MealRejection(RejectionKind.NotFound, "not_found",
        "没有找到这份订餐，请刷新后再看。", "There is no such meal. Please look again.");

    public sealed record HasEnded() : MealRejection(RejectionKind.Conflict, "meal_ended",
        "这份餐已经办结，不能再改；有问题请联系社区。", "This meal is settled. If something is wrong, call the community.");

    public sealed record OtherStep() : MealRejection(RejectionKind.Conflict, "other_step",
        "还没有到这一步，请先完成前面的步骤。", "Another step comes first. Please take that one.");

    public sealed record NotClosed() : MealRejection(RejectionKind.Conflict, "orders_open",
        "订餐还没有截止，截止以后再安排送餐。", "Orders are still open. Please plan the delivery once they have closed.");

    public sealed record NothingToDeliver() : MealRejection(RejectionKind.Conflict, "nothing_to_deliver",
        "这一天没有人订餐，不用安排送餐。", "Nobody has ordered for this day.");

    public sealed record RunsAssigned() : MealRejection(RejectionKind.Conflict, "runs_assigned",
        "已经安排了送餐人，不能重新排线；可以更换送餐人。",
        "Couriers are assigned, so the runs stay as they are. You can still choose other couriers.");

    public sealed record NoSuchRun() : MealRejection(RejectionKind.NotFound, "not_found",
        "没有找到这条送餐路线，请刷新后再看。", "There is no such run. Please look again.");

    public sealed record NoCourier() : MealRejection(RejectionKind.Conflict, "not_a_volunteer",
        "送餐人要是登记的志愿者或本社区的工作人员，请另选一位。",
        "A courier is a registered volunteer or works for this community. Please choose somebody else.");

    public sealed record ServesSelf() : MealRejection(RejectionKind.Conflict, "courier_on_run",
        "送餐人自己也在这条路线上，请另选一位。", "The courier eats on this run. Please choose somebody else.");

    public sealed record NotCourier() : MealRejection(RejectionKind.NotAllowed, "not_allowed",
        "只有这条路线的送餐人可以这样做。", "Only the courier of this run can do this.");

    public sealed record NotToday() : MealRejection(RejectionKind.Conflict, "not_today",
        "还没有到送餐的日子。", "The day of this run has not come yet.");

    public sealed record TooManyReports() : MealRejection(RejectionKind.Conflict, "too_many_reports",
        $"已经报告了 {DoorDecisions.ConditionsMax} 次，请直接打电话给网格员或社区。",
        $"There are {DoorDecisions.ConditionsMax} reports. Please call the grid worker or the community.");
}

/// <summary>What a diet is called, for rejections, labels and sheets.</summary>
public static class MealWords
{
    public static string Chinese(Allergen allergen) => allergen switch
    {
        Allergen.Gluten => "麸质",
        Allergen.Crustaceans => "虾蟹",
        Allergen.Fish => "鱼",
        Allergen.Eggs => "蛋",
        Allergen.Peanuts => "花生",
        Allergen.Soy => "大豆",
        Allergen.Milk => "奶",
        _ => "坚果",
    };

    public static string Chinese(DietMark mark) => mark switch
    {
        DietMark.Vegetarian => "素食",
        DietMark.Halal => "清真",
        DietMark.LowSalt => "少盐",
        DietMark.LowSugar => "少糖",
        DietMark.LowFat => "少油",
        _ => "软食",
    };

    public static string English(DietMark mark) => mark switch
    {
        DietMark.LowSalt => "low in salt",
        DietMark.LowSugar => "low in sugar",
        DietMark.LowFat => "low in fat",
        _ => mark.ToString().ToLowerInvariant(),
    };

    internal static string Chinese(DietConflict conflict) =>
        (conflict.Allergen is { } allergen
            ? $"“{conflict.Dish}”含{Chinese(allergen)}，与登记的过敏不符，不能订。"
            : $"“{conflict.Dish}”不是{Chinese(conflict.Missing.GetValueOrDefault())}，与登记的饮食要求不符，不能订。")
        + (conflict.Instead is { } other ? $"可以改订“{other}”。" : "这一天没有合适的餐品，请看别的日子或联系社区。");

    internal static string English(DietConflict conflict) =>
        (conflict.Allergen is { } allergen
            ? $"This diet rules out \"{conflict.Dish}\": it contains {allergen.ToString().ToLowerInvariant()}. "
            : $"This diet rules out \"{conflict.Dish}\": it is not {English(conflict.Missing.GetValueOrDefault())}. ")
        + (conflict.Instead is { } other
            ? $"You can order \"{other}\"."
            : "No dish of this day fits. Please look at another day, or call the community.");
}
