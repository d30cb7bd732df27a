using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Redemptions;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Redemptions;

/// <summary>A clerk hands the piece over.</summary>
public static class FulfilmentEndpoints
{
    /// <summary>A shop's vouchers among which a spoken code is looked for; beyond it the QR code has to do.</summary>
    private const int SpokenVouchersMax = 5_000;

    /// <summary>Used vouchers among which a repeated spoken code is looked for.</summary>
    private const int SpokenFulfilledMax = 500;

    public static void MapFulfilments(this RouteGroupBuilder api) => api
        .MapPost("/merchants/{id}/fulfilments", Fulfil).RequireKey().WithTags("redemptions")
        .WithSummary("Hands a voucher's piece over, by its QR code or its eight digits; by a clerk of the shop.");

    private static async Task<Results<Ok<VoucherFulfilled>, Problem>> Fulfil(
        MerchantId id, Body<FulfilVoucher> body, SignedIn caller, Asking ask, Tables tables, DomainClock clock,
        RotatingCodes codes, SpokenTries tries)
    {
        var (merchant, refused) = await ask.AsClerk(id, caller);
        if (merchant is null)
            return refused!;
        var code = body.Value.Code;
        var isSpoken = RotatingCodes.IsSpokenForm(code);
        if (isSpoken && !tries.Take(caller.Resident))
            return Problem.Of(RedemptionFaults.SpokenTooOften);
        var found = isSpoken ? FindSpoken(id, code, tables, codes) : codes.ReadVoucher(code);
        found ??= isSpoken ? null : await FindUsed(id, code, ask, clock);
        if (found is not { } redemption)
            return Problem.Of(EdgeFault.CodeInvalid);

        if (await ask.Read(redemption.Actor, new GetRedemption(clock.GetUtcNow())) is not { Piece: { } piece } view
            || view.Asked.Merchant != id)
            return Problem.Of(new RedemptionRejection.NoSuchRedemption());
        if (view.Status != RedemptionStatus.Fulfilled && RedemptionFaults.Of(merchant) is { } closed)
            return Problem.Of(closed);
        if (view.Status == RedemptionStatus.Issued && await Noted(id, redemption, ask) is { } reused)
            return reused;
        var outcome = await ask.Of(redemption.Actor, new RedemptionCommand.Fulfil(id, caller.Resident));
        if (outcome.Refusal() is { } problem)
            return problem;
        // It is fulfilled for good. The receipt is pumped so that it is there at once; else its reaction brings it.
        await ask.Follow(outcome);
        var reply = outcome.Reply<FulfilReply>();
        return TypedResults.Ok(new VoucherFulfilled(reply.Redemption, piece.OfferTitle, reply.Points.Value));
    }

    /// <summary>
    /// The redemption is named by the body, so another body leads to an actor that has never seen the request's key.
    /// The shop sees every use of it and refuses a key that was used for another code.
    /// </summary>
    private static async Task<Problem?> Noted(MerchantId merchant, RedemptionId redemption, Asking ask) =>
        (await ask.Of(merchant.Actor, new MerchantCommand.NoteFulfilment(redemption))).Refusal();

    /// <summary>
    /// The code of a voucher that was used here may be out of date: a clerk who repeats the request, because the answer
    /// was lost, still gets it, and anybody else hears that the voucher was used.
    /// </summary>
    private static async Task<RedemptionId?> FindUsed(
        MerchantId merchant, string code, Asking ask, DomainClock clock)
    {
        if (RotatingCodes.NamedBy(code) is not { } named)
            return null;
        var view = await ask.Read(named.Actor, new GetRedemption(clock.GetUtcNow()));
        return view?.Status == RedemptionStatus.Fulfilled && view.Asked.Merchant == merchant ? named : null;
    }

    /// <summary>
    /// The one voucher of the shop that shows these digits now; where two do, neither, since the next step parts them.
    /// Else the one that was used with them.
    /// </summary>
    private static RedemptionId? FindSpoken(MerchantId merchant, string digits, Tables tables, RotatingCodes codes)
    {
        var issued = tables.Read(connection => RedemptionTables.Issued(connection, merchant, SpokenVouchersMax))
            .FindAll(voucher => codes.IsSpokenVoucher(voucher, digits));
        if (issued.Count > 0)
            return issued is [var only] ? only : null;
        var used = tables.Read(connection => RedemptionTables.Fulfilled(connection, merchant, SpokenFulfilledMax))
            .FindAll(voucher => codes.IsSpokenVoucher(voucher.Redemption, digits, voucher.At));
        return used is [var one] ? one.Redemption : null;
    }
}
