using ResidentService.Domain.Meals;
using ResidentService.Domain.ServiceOrders;
using static ResidentService.Service.Messages.NoticePurpose;

namespace ResidentService.Service.Messages;

/// <summary>Who eats, who brings it, and the staff where somebody is left without.</summary>
internal sealed class MealNotices(Staff staff)
{
    public static IEnumerable<Notice> Of(KitchenFact fact) => fact switch
    {
        KitchenFact.StandingBegun(var kitchen, var due, _, _, _) when due.SetBy != due.Resident =>
            [new(due.Resident, StandingMealsBegun, SubjectId.Of(kitchen))],
        KitchenFact.StandingCalledOff(var kitchen, var off) =>
            Notice.To(off.Select(due => due.Resident), StandingMealsEnded, SubjectId.Of(kitchen)),
        _ => [],
    };

    public IEnumerable<Notice> Of(MealDayId id, MealDayFact fact)
    {
        var day = SubjectId.Of(id);
        return fact switch
        {
            MealDayFact.Ordered { Standing: null } ordered when ordered.PlacedBy != ordered.Resident =>
                [new(ordered.Resident, MealOrdered, day)],
            MealDayFact.ChangeTold(_, var residents) => Notice.To(residents, MealMenuChanged, day),
            MealDayFact.Moved moved => [new(moved.Resident, MealMoved, day)],
            MealDayFact.DietClashed clash =>
            [
                new(clash.Resident, MealUnfit, day),
                .. Notice.To(
                    staff.For(OrderAlert.GridWorker, clash.Community).Where(one => one != clash.Resident),
                    MealUnfitForSomebody, day),
            ],
            MealDayFact.CalledOff(_, var residents) => Notice.To(residents, MealCalledOff, day),
            MealDayFact.Cancelled { ByStaff: true } cancelled => [new(cancelled.Resident, MealCancelled, day)],
            MealDayFact.NotServed none =>
            [
                .. Notice.To(none.Residents, MealNotServed, day),
                .. Notice.To(staff.For(OrderAlert.GridWorker, none.Community).Except(none.Residents), MealsNotServed, day),
            ],
            MealDayFact.RunAssigned assigned =>
            [
                new(assigned.Courier, RunAssigned, day),
                .. assigned.Before is { } before ? Notice.To([before], RunWithdrawn, day) : [],
            ],
            MealDayFact.RunsDiscarded discarded => Notice.To(discarded.Couriers, RunWithdrawn, day),
            MealDayFact.RunReleased released => Notice.To(staff.Workers(released.Community), RunWithoutCourier, day),
            MealDayFact.NobodyHome nobody => [new(nobody.Resident, MealNobodyHome, day)],
            MealDayFact.AbsenceTold told => Notice.To(staff.For(told.Alert, told.Community), MealAbsence, day),
            MealDayFact.ConditionReported report =>
                Notice.To(staff.For(OrderAlert.GridWorker, report.Community), MealConditionChanged, day),
            _ => [],
        };
    }
}
