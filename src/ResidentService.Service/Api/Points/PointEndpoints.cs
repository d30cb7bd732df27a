using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Points;

/// <summary>My own points; nobody else's account can be named here.</summary>
public static class PointEndpoints
{
    /// <summary>DOMAIN.md, Points: the owner is told 30 days before points expire.</summary>
    private const int ExpiringDays = 30;

    public static void MapPoints(this RouteGroupBuilder api)
    {
        var points = api.MapGroup("/me/points").WithTags("points");
        points.MapGet("", Get).WithSummary("My points: what I can spend, what is held, what is on its way.");
        points.MapGet("/entries", Entries).WithSummary("What came in and went out, newest first.");
        points.MapGet("/entries/{id}/origin", Origin)
            .WithSummary("Which service an entry's points come from: lots, events and check-ins.");
        points.MapGifts();
    }

    private static async Task<Ok<PointsAnswer>> Get(SignedIn caller, Asking ask, Tables tables, DomainClock clock)
    {
        var id = AccountId.Of(caller.Resident);
        var now = Calendar.Local(clock.GetUtcNow());
        var (pending, events) = PendingTables.Of(tables, caller.Resident);
        foreach (var @event in events)
            pending += (await ask.Read(@event.Actor, new GetRecord(caller.Resident)))?.PendingPoints.Value ?? 0;

        // The account opens by a reaction: who has just registered has none yet, and no points.
        var account = await ask.Read(id.Actor, new GetAccount(now)) ?? new(id, 0, 0, []);
        return TypedResults.Ok(new PointsAnswer(
            id, account.Balance, account.Held, pending,
            [.. account.Expiring.TakeWhile(lots => lots.At <= now.AddDays(ExpiringDays))]));
    }

    private static async Task<Ok<ItemsOf<PointsEntry>>> Entries(
        SignedIn caller, Page page, Tables tables, KeyVault vault) =>
        TypedResults.Ok(await EntriesOf(AccountId.Of(caller.Resident), caller.Resident, page, tables, vault));

    internal static async ValueTask<ItemsOf<PointsEntry>> EntriesOf(
        AccountId account, ResidentId reader, Page page, Tables tables, KeyVault vault)
    {
        var rows = page.Of(EntryTables.Of(tables, account, page), row => row, row => row.Version.ToString());
        var entries = new List<PointsEntry>(rows.Items.Count);
        foreach (var row in rows.Items)
        {
            Sealed? message = row.Message is { } text ? new Sealed(text) : null;
            entries.Add(new(
                new EntryId(account, row.Version).ToString(),
                Calendar.Local(DateTimeOffset.FromUnixTimeMilliseconds(row.At)),
                row.Points,
                row.BalanceAfter,
                Enum.Parse<TransferReason>(row.Reason),
                row.Source,
                await vault.Open(reader, Fields.GiftMessage, message)));
        }

        return new(entries, rows.NextCursor);
    }

    private static async Task<Results<Ok<ItemsOf<OriginAnswer>>, Problem>> Origin(
        EntryId id, SignedIn caller, Asking ask, [FromServices] IJournal journal, [FromServices] Codec codec,
        DomainClock clock)
    {
        if (id.Account != AccountId.Of(caller.Resident) || await TransferAt(id, journal, codec) is not { } transfer)
            return Problem.Of(EdgeFault.NoSuchRoute);

        var titles = new Dictionary<EventId, string?>();
        foreach (var @event in transfer.Lots.Select(part => part.Lot.Evidence.Service.Event).OfType<EventId>().Distinct())
            titles[@event] = (await ask.Read(@event.Actor, new GetEvent(clock.GetUtcNow())))?.Details.Title;
        return TypedResults.Ok(new ItemsOf<OriginAnswer>(
            [.. transfer.Lots.Select(part => Describe(part, titles))], NextCursor: null));
    }

    /// <summary>The transfer of an entry, read from the journal itself; null where there is none.</summary>
    private static async Task<Transfer?> TransferAt(EntryId id, IJournal journal, Codec codec) =>
        await journal.ReadStream(id.Account.Actor, id.Version - 1, limit: 1) is [var entry]
            ? codec.Decode(entry) switch
            {
                AccountFact.PointsTransferred paid => paid.Transfer,
                AccountFact.PointsReceived received => received.Transfer,
                _ => null,
            }
            : null;

    private static OriginAnswer Describe(LotPart part, Dictionary<EventId, string?> titles) => new(
        part.Points.Value,
        part.Lot.EarnedAt,
        part.Lot.ExpiresAt,
        part.Lot.Issuer,
        part.Lot.Evidence.Service,
        part.Lot.Evidence.Service.Event,
        part.Lot.Evidence.Service.Event is { } @event ? titles[@event] : null,
        part.Lot.Evidence.Earner,
        part.Lot.Evidence.CheckedInAt);
}
