using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;

namespace ResidentService.Tests.Domain.ServiceOrders;

/// <summary>王 needs a haircut, 李 and 赵 give it.</summary>
internal static class AnOrder
{
    public static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    public static readonly OrderId It = Id.Parse<OrderId>("ord_a");
    public static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    public static readonly ItemId Haircut = Id.Parse<ItemId>("itm_haircut");
    public static readonly ResidentId Wang = Id.Parse<ResidentId>("res_wang");
    public static readonly ResidentId Li = Id.Parse<ResidentId>("res_li");
    public static readonly ResidentId Zhao = Id.Parse<ResidentId>("res_zhao");
    public static readonly ResidentId Worker = Id.Parse<ResidentId>("res_worker");
    public static readonly Sealed Text = new("dGV4dA==");
    public static readonly OrderTerms Haircutting = new(
        Tangdu, Haircut, "上门理发", ServiceCategory.HouseKeeping, Wang, Wang, TellsPlacer: true, Calendar.DayOf(Monday), null, [],
        new OrderRules(), HasPlace: false, [], IsUrgent: false);

    public static readonly OrderCommand.Place Place = new(It, Haircutting, Text, MayAsk: true);
    public static readonly OrderCommand.Finish Finish = new(Li, Text, ["picture-1"], WithCard: false);

    public static Given<OrderCommand, OrderFact, Order> Nothing() => new(OrderDecider.Value, Monday);

    public static Given<OrderCommand, OrderFact, Order> Waiting() =>
        Nothing().When(Place).When(new OrderCommand.NoteTaken());

    public static Given<OrderCommand, OrderFact, Order> Dispatched() => Waiting().When(new OrderCommand.NoteChosen(Li));

    public static Given<OrderCommand, OrderFact, Order> Accepted() => Dispatched().When(new OrderCommand.Accept(Li));

    public static Given<OrderCommand, OrderFact, Order> OnTheWay() => Accepted().When(new OrderCommand.SetOut(Li));

    public static Given<OrderCommand, OrderFact, Order> Done() => OnTheWay().When(Finish);
}
