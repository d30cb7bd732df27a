using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Merchants;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;
using Calendar = ResidentService.Domain.Kernel.Calendar;
using Month = ResidentService.Domain.Kernel.Month;

namespace ResidentService.Service.Api.Merchants;

/// <summary>A shop's statement of a month: the record of its contribution.</summary>
public static class SettlementEndpoints
{
    public static void MapSettlements(this RouteGroupBuilder api) => api
        .MapGet("/merchants/{id}/settlements", Get).WithTags("merchants")
        .Produces<SettlementAnswer>(StatusCodes.Status200OK, "application/json", CsvFiles.Type)
        .WithSummary("The shop's statement of a month, also as text/csv; for its owner.");

    private static async Task<Results<Ok<SettlementAnswer>, FileContentHttpResult, Problem>> Get(
        MerchantId id, [AsParameters] WhichMonth query, SignedIn caller, Asking ask, Tables tables, DomainClock clock,
        HttpContext context)
    {
        var (merchant, problem) = await ask.AsOwner(id, caller);
        if (merchant is null)
            return problem!;
        var month = Month.TryParse(query.Month, out var given) ? given : Calendar.MonthOf(clock.GetUtcNow());
        var (items, closedAt) = tables.Read(connection => (
            SettlementTables.Receipts(connection, id, month).ConvertAll(SettlementItem.Of),
            SettlementTables.ClosedAt(connection, id, month)));
        return CsvFiles.AreWanted(context.Request)
            ? TypedResults.File(
                ToCsv(items, Language.IsEnglish(context)), $"{CsvFiles.Type}; charset=utf-8", $"{id}-{month}.csv")
            : TypedResults.Ok(new SettlementAnswer(
                id, $"{month}", items.Count, items.Sum(item => item.Points), closedAt is not null,
                ByPosition.Time(closedAt), items));
    }

    private static byte[] ToCsv(List<SettlementItem> items, bool isEnglish) => CsvFiles.Write(
        isEnglish ? ["Time", "Redemption", "Offer", "Points"] : ["时间", "兑换编号", "商品", "积分"],
        items.Select(item => (string[])
        [
            item.At.ToString("yyyy-MM-dd HH:mm:ss"), item.RedemptionId, item.OfferTitle,
            item.Points.ToString(CultureInfo.InvariantCulture),
        ]));
}

public sealed record WhichMonth
{
    /// <summary>As <c>2026-05</c>; absent: the current one.</summary>
    [FromQuery(Name = "month")]
    public string? Month { get; init; }

    public sealed class Rules : AbstractValidator<WhichMonth>
    {
        public Rules() => RuleFor(query => query.Month)
            .Must(month => month is null || Domain.Kernel.Month.TryParse(month, out _))
            .WithMessage(_ => Language.Pick("请按 2026-05 的样子填写月份。", "Please give a month such as 2026-05."));
    }
}

/// <param name="Count">Redemptions.</param>
/// <param name="Closed">Whether the line is drawn: nothing is added any more.</param>
public sealed record SettlementAnswer(
    MerchantId MerchantId, string Month, int Count, long Points, bool Closed, DateTimeOffset? ClosedAt,
    IReadOnlyList<SettlementItem> Items);

public sealed record SettlementItem(DateTimeOffset At, string RedemptionId, string OfferTitle, long Points)
{
    public static SettlementItem Of(ReceiptRow row) =>
        new(ByPosition.Time(row.At), row.Redemption, row.OfferTitle, row.Points);
}
