using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Looks;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Looks;
using ResidentService.Service.Api.Residents;

namespace ResidentService.Service.Api.Meals;

/// <summary>What the kitchen works from: totals without names, and a page of labels to be printed.</summary>
public static class SheetEndpoints
{
    /// <summary>Why the kitchen sees where a meal goes.</summary>
    private const string LabelReason = "为打印送餐标签";

    public static void MapMealSheets(this RouteGroupBuilder api)
    {
        var days = api.MapGroup("/kitchens/{id}/days/{date}").WithTags("meals");
        days.MapGet("/sheet", Sheet)
            .Produces<SheetAnswer>(StatusCodes.Status200OK, "application/json", CsvFiles.Type)
            .WithSummary("How many of each dish and for which diets, and what is paid; also as text/csv. For staff.");
        days.MapGet("/labels", Labels).Produces<string>(StatusCodes.Status200OK, LabelPage.Type)
            .WithSummary("A page of labels to print, by run and stop; each person can see that it was printed. "
                + "By a worker.");
    }

    private static async Task<Results<Ok<SheetAnswer>, FileContentHttpResult, Problem>> Sheet(
        KitchenId id, DateOnly date, MealCall call, HttpContext context)
    {
        if (await call.Find(id) is not { } kitchen)
            return Problem.Of(new KitchenRejection.NoSuchKitchen());
        if (!await call.MayRead(kitchen.Community))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await call.Find(id, date) is not { } day)
            return Problem.Of(new MealRejection.NoSuchDay());
        var sheet = SheetAnswer.Of(kitchen, day, await Slips(day, call), call.Now);
        return CsvFiles.AreWanted(context.Request)
            ? TypedResults.File(
                ToCsv(sheet, Language.IsEnglish(context)), $"{CsvFiles.Type}; charset=utf-8",
                $"{id}-{date:yyyy-MM-dd}.csv")
            : TypedResults.Ok(sheet);
    }

    private static async Task<Results<ContentHttpResult, Problem>> Labels(
        KitchenId id, DateOnly date, MealCall call, HttpContext context)
    {
        var (kitchen, refused) = await call.FindAsWorker(id);
        if (kitchen is null)
            return refused!;
        if (await call.Find(id, date) is not { } day)
            return Problem.Of(new MealRejection.NoSuchDay());
        var slips = await Slips(day, call);
        foreach (var some in slips.Keys.Chunk(LookRecords.AtOnce))
        {
            var looks = await Task.WhenAll(some.Select(resident => LookRecords.Record(
                resident, call.Caller, LookAt.Meal, LabelReason, call.Ask, call.Vault).AsTask()));
            if (Array.Find(looks, problem => problem is not null) is { } notRecorded)
                return notRecorded;
        }

        context.Response.Headers.ContentSecurityPolicy = LabelPage.ContentSecurityPolicy;
        return TypedResults.Content(LabelPage.Of(kitchen, day, await InOrder(day, slips, call)), LabelPage.Type);
    }

    /// <summary>Of every meal that is cooked, as far as nobody's data was erased.</summary>
    private static async ValueTask<Dictionary<ResidentId, MealSlip>> Slips(MealDay.Out day, MealCall call)
    {
        var slips = new Dictionary<ResidentId, MealSlip>();
        foreach (var meal in day.Meals.Values.Where(meal => meal is { IsCooked: true } and not Meal.Unfit))
        {
            if (await MealSlip.Open(meal.Terms.Resident, meal.Terms.Slip, call.Vault) is { } slip)
                slips.Add(meal.Terms.Resident, slip);
        }

        return slips;
    }

    /// <summary>As they leave the kitchen: by run and stop; before runs are planned, by building.</summary>
    private static async ValueTask<IReadOnlyList<MealLabel>> InOrder(
        MealDay.Out day, Dictionary<ResidentId, MealSlip> slips, MealCall call)
    {
        var stops = day.Runs.Values
            .SelectMany(run => run.Stops.Select((resident, index) => (resident, run.Number, Stop: index + 1)))
            .ToDictionary(stop => stop.resident, stop => (stop.Number, stop.Stop));
        var labels = new List<MealLabel>(slips.Count);
        foreach (var (resident, slip) in slips)
        {
            var (run, stop) = stops.GetValueOrDefault(resident);
            labels.Add(new(
                run, stop, MaskedNames.Of(await DisplayNames.Of(resident, call.Ask, call.Vault)), slip.Building,
                slip.Address, day.Menu.Find(day.Meals[resident].Terms.Dish)!.Name, slip.Marks, slip.ToPayFen));
        }

        return
        [
            .. labels.OrderBy(label => label.Run).ThenBy(label => label.Stop)
                .ThenBy(label => label.Building, StringComparer.Ordinal)
                .ThenBy(label => label.Address, StringComparer.Ordinal),
        ];
    }

    private static byte[] ToCsv(SheetAnswer sheet, bool isEnglish)
    {
        string[] head = isEnglish ? ["What", "Name", "Number"] : ["类别", "名称", "数量"];
        return CsvFiles.Write(head,
        [
            .. sheet.Dishes.Select(dish => (string[])[isEnglish ? "dish" : "餐品", dish.Name, Text(dish.Meals)]),
            .. sheet.Marks.Select(mark => (string[])
            [
                isEnglish ? "diet" : "饮食要求",
                isEnglish ? MealWords.English(mark.Mark) : MealWords.Chinese(mark.Mark), Text(mark.Meals),
            ]),
            [isEnglish ? "all" : "合计", isEnglish ? "meals" : "份数", Text(sheet.Meals)],
            [isEnglish ? "all" : "合计", isEnglish ? "to collect, fen" : "应收（分）", Text(sheet.ToPayFen)],
            [isEnglish ? "all" : "合计", isEnglish ? "subsidies, fen" : "补贴（分）", Text(sheet.SubsidyFen)],
        ]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

public sealed record DishTotal(int Dish, string Name, int Meals);

public sealed record MarkTotal(DietMark Mark, int Meals);

/// <param name="IsOpen">Orders still come: these are not the last numbers.</param>
/// <param name="ToPayFen">What the kitchen collects in all.</param>
public sealed record SheetAnswer(
    KitchenId KitchenId, string KitchenName, DateOnly Date, bool IsOpen, int Meals, IReadOnlyList<DishTotal> Dishes,
    IReadOnlyList<MarkTotal> Marks, int ToPayFen, int SubsidyFen)
{
    internal static SheetAnswer Of(
        Kitchen.Known kitchen, MealDay.Out day, Dictionary<ResidentId, MealSlip> slips, DateTimeOffset now)
    {
        var cooked = day.Meals.Values.Where(meal => meal is { IsCooked: true } and not Meal.Unfit).ToList();
        return new(
            kitchen.Id, kitchen.Details.Name, day.Id.Day, now < day.CutOff, cooked.Count,
            [
                .. day.Menu.Dishes.Select((dish, index) => new DishTotal(
                    index + 1, dish.Name, cooked.Count(meal => meal.Terms.Dish == index + 1))),
            ],
            [
                .. slips.Values.SelectMany(slip => slip.Marks).GroupBy(mark => mark).OrderBy(some => some.Key)
                    .Select(some => new MarkTotal(some.Key, some.Count())),
            ],
            slips.Values.Sum(slip => slip.ToPayFen), slips.Values.Sum(slip => slip.SubsidyFen));
    }
}
