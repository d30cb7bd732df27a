using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Points;
using ResidentService.Domain.Redemptions;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Households;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Redemptions;

public static class RedemptionEndpoints
{
    public static void MapRedemptions(this RouteGroupBuilder api)
    {
        api.MapPost("/offers/{id}/redemptions", Redeem).RequireKey().WithTags("redemptions")
            .WithSummary("Gives points for an offer: holds a piece and the points, and issues a voucher.");
        api.MapPost("/offers/{id}/household-redemptions", RedeemTogether).RequireKey().WithTags("redemptions")
            .WithSummary("The same, with what my household has together; for its adults.");
        var redemptions = api.MapGroup("/redemptions/{id}").WithTags("redemptions");
        redemptions.MapGet("", Get).WithSummary("A redemption, for whoever asked for it and for the shop's clerks.");
        redemptions.MapGet("/code", Code).WithSummary("The voucher's code, for its owner; changes every 30 s.");
        redemptions.MapPost("/cancel", Cancel).WithSummary("Cancels a voucher; all its points come back.");
        api.MapGet("/me/redemptions", Mine).WithTags("me").WithSummary("My redemptions, the newest first.");
        api.MapGet("/merchants/{id}/redemptions", OfMerchant).WithTags("redemptions")
            .WithSummary("The shop's redemptions, the newest first; for its clerks.");
    }

    private static Task<Results<Created<RedemptionIssued>, Problem>> Redeem(
        OfferId id, NoBody body, HttpContext context, SignedIn caller, Asking ask, DomainClock clock,
        RedemptionRisk risk) => Issue(id, () => new((null, null)), context, caller, ask, clock, risk);

    private static Task<Results<Created<RedemptionIssued>, Problem>> RedeemTogether(
        OfferId id, NoBody body, HttpContext context, SignedIn caller, Asking ask, DomainClock clock,
        RedemptionRisk risk, KeyVault vault) =>
        Issue(id, () => HouseholdPoints.PayerFor(caller.Resident, clock.GetUtcNow(), ask, vault), context, caller, ask, clock, risk);

    /// <param name="findPayer">Whose points pay, or why nobody's do; asked the first time only.</param>
    private static async Task<Results<Created<RedemptionIssued>, Problem>> Issue(
        OfferId id, Func<ValueTask<(AccountId? Payer, Problem? Problem)>> findPayer, HttpContext context,
        SignedIn caller, Asking ask, DomainClock clock, RedemptionRisk risk)
    {
        if (await ask.Read(id.Actor, new GetOffer(clock.GetUtcNow(), caller.Resident)) is not { } offer)
            return Problem.Of(new OfferRejection.NoSuchOffer());
        var redemption = ask.NewId<RedemptionId>();
        // A repeat goes on from where the first try has come to, whatever is left of the offer by now.
        var isRepeat = await ask.Read(redemption.Actor, new GetRedemption(clock.GetUtcNow())) is not null;
        var (payer, unpayable) = isRepeat ? (null, null) : await findPayer();
        if (unpayable is not null)
            return unpayable;
        if (!isRepeat && await Refusal(offer, payer ?? AccountId.Of(caller.Resident), ask, clock) is { } fault)
            return Problem.Of(fault);
        if (!isRepeat && await risk.Of(
            offer.Details.Price, caller.Resident, context.Connection.RemoteIpAddress, context.RequestAborted)
            is { } risky)
            return Problem.Of(risky);
        if (await ask.Read(offer.Community.Actor, new GetCommunity()) is not { Policy.Policy.Redemption: var rules })
            return Problem.Of(new CommunityRejection.NoSuchCommunity());

        var outcome = await ask.Of(redemption.Actor, new RedemptionCommand.Request(
            redemption, id, offer.Merchant, caller.Resident, rules, payer));
        if (outcome.Refusal() is { } problem)
            return problem;
        if (await ask.Follow(outcome) is { } unfinished)
            return unfinished;
        return await ask.Read(redemption.Actor, new GetRedemption(clock.GetUtcNow())) switch
        {
            { Piece: { } piece, ExpiresAt: { } expiresAt } => TypedResults.Created(
                $"/api/v1/redemptions/{redemption}",
                new RedemptionIssued(redemption, RedemptionStatus.Issued, piece.Price.Value, expiresAt)),
            { FailedFor: { } reason } => Problem.Of(RedemptionFaults.Of(reason)),
            _ => Problem.Of(EdgeFault.TryAgain),
        };
    }

    private static async Task<EdgeFault?> Refusal(OfferView offer, AccountId payer, Asking ask, DomainClock clock) =>
        RedemptionFaults.Of(
            offer,
            await ask.Read(offer.Merchant.Actor, new GetMerchant()),
            await ask.Read(payer.Actor, new GetAccount(clock.GetUtcNow())));

    private static async Task<Results<Ok<RedemptionAnswer>, Problem>> Get(
        RedemptionId id, SignedIn caller, Asking ask, DomainClock clock)
    {
        if (await ask.Read(id.Actor, new GetRedemption(clock.GetUtcNow())) is not { } view)
            return Problem.Of(new RedemptionRejection.NoSuchRedemption());
        if (view.Asked.Resident != caller.Resident
            && await ask.AsClerk(view.Asked.Merchant, caller) is { Problem: { } problem })
            return problem;
        return TypedResults.Ok(RedemptionAnswer.Of(view));
    }

    private static async Task<Results<Ok<VoucherCode>, Problem>> Code(
        RedemptionId id, SignedIn caller, Asking ask, DomainClock clock, RotatingCodes codes)
    {
        var (view, problem) = await AsOwner(id, caller, ask, clock);
        if (view is null)
            return problem!;
        if (RedemptionFaults.OfCode(view) is { } fault)
            return Problem.Of(fault);
        var shown = codes.Voucher(id);
        return TypedResults.Ok(new VoucherCode(shown.Code, codes.SpokenVoucher(id).Code, shown.NextAt));
    }

    private static async Task<Results<NoContent, Problem>> Cancel(
        RedemptionId id, NoBody body, SignedIn caller, Asking ask, DomainClock clock)
    {
        var (view, refused) = await AsOwner(id, caller, ask, clock);
        if (view is null)
            return refused!;
        var outcome = await ask.Of(id.Actor, new RedemptionCommand.Cancel());
        if (outcome.Refusal() is { } problem)
            return problem;
        // It is cancelled for good. The refund is pumped so that it is there at once; else its reaction brings it.
        await ask.Follow(outcome);
        return TypedResults.NoContent();
    }

    private static Ok<ItemsOf<RedemptionItem>> Mine(SignedIn caller, Tables tables, Page page, DomainClock clock)
    {
        var rows = tables.Read(connection =>
            RedemptionTables.OfResident(connection, caller.Resident, clock.GetUtcNow(), page));
        return TypedResults.Ok(page.Of(rows, RedemptionItem.Of, row => ByPosition.Key(row.Position)));
    }

    private static async Task<Results<Ok<ItemsOf<RedemptionItem>>, Problem>> OfMerchant(
        MerchantId id, [AsParameters] WhichRedemptions query, SignedIn caller, Asking ask, Tables tables, Page page,
        DomainClock clock)
    {
        var (_, problem) = await ask.AsClerk(id, caller);
        if (problem is not null)
            return problem;
        RedemptionStatus? status = query.Status is { } word ? ByPosition.Status<RedemptionStatus>(word) : null;
        var rows = tables.Read(connection =>
            RedemptionTables.OfMerchant(connection, id, status, clock.GetUtcNow(), page));
        return TypedResults.Ok(page.Of(rows, RedemptionItem.Of, row => ByPosition.Key(row.Position)));
    }

    /// <summary>The resident who asked for it; a clerk cannot stand in for them.</summary>
    private static async Task<(RedemptionView? View, Problem? Problem)> AsOwner(
        RedemptionId id, SignedIn caller, Asking ask, DomainClock clock)
    {
        if (await ask.Read(id.Actor, new GetRedemption(clock.GetUtcNow())) is not { } view)
            return (null, Problem.Of(new RedemptionRejection.NoSuchRedemption()));
        return view.Asked.Resident == caller.Resident ? (view, null) : (null, Problem.Of(EdgeFault.NotAllowed));
    }
}
