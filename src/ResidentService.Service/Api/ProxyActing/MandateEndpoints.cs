using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.ProxyActing;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.ProxyActing;

/// <summary>Whom somebody trusts to act for them (代办), by their own tap or on paper, and what was done so.</summary>
public static class MandateEndpoints
{
    public static void MapMandates(this RouteGroupBuilder api)
    {
        var me = api.MapGroup("/me").WithTags("helpers");
        me.MapGet("/helpers", MyHelpers).WithSummary("Who may act for me, with which powers, until when.");
        me.MapPut("/helpers/{helperId}", Trust)
            .WithSummary("Trusts somebody to act for me in some things, until a day.");
        me.MapDelete("/helpers/{helperId}", WithdrawMine).WithSummary("Withdraws that; it holds at once.");
        me.MapGet("/helped", Mine).WithSummary("What helpers have done or looked at in my name; the newest first.");
        me.MapGet("/acting-for", MyTrusts).WithSummary("For whom I may act: name them in X-Acting-For.");
        me.MapDelete("/acting-for/{residentId}", LayDown).WithSummary("I do not act for this person any more.");
        var residents = api.MapGroup("/residents/{id}").WithTags("helpers");
        residents.MapGet("/helpers", HelpersOf)
            .WithSummary("Who may act for somebody; for workers of their community.");
        residents.MapPut("/helpers/{helperId}", TrustOnPaper)
            .WithSummary("Records on somebody's signed form whom they trust; by a worker, who is not that helper.");
        residents.MapDelete("/helpers/{helperId}", WithdrawOnPaper)
            .WithSummary("Withdraws a helper on somebody's word; by a worker.");
        residents.MapGet("/helped", OfResident)
            .WithSummary("What was done in somebody's name, to show or print it for them; by a worker.");
    }

    private static async Task<Ok<ItemsOf<HelperAnswer>>> MyHelpers(
        SignedIn caller, Asking ask, KeyVault vault, DomainClock clock) =>
        TypedResults.Ok(await Helpers(caller.Resident, ask, vault, clock, namesInFull: false));

    private static Task<Results<NoContent, Problem>> Trust(
        ResidentId helperId, Body<TrustHelper> body, SignedIn caller, Asking ask) =>
        Give(new(caller.Resident, helperId, body.Value.Powers, body.Value.Until!.Value, null, caller.Resident), ask);

    private static Task<Results<NoContent, Problem>> WithdrawMine(
        ResidentId helperId, NoBody body, SignedIn caller, Asking ask) =>
        Withdraw(caller.Resident, helperId, byHelper: false, ask);

    private static Task<Results<NoContent, Problem>> LayDown(
        ResidentId residentId, NoBody body, SignedIn caller, Asking ask) =>
        Withdraw(residentId, caller.Resident, byHelper: true, ask);

    private static async Task<Ok<ItemsOf<HelpedItem>>> Mine(
        SignedIn caller, Page page, Asking ask, Tables tables, KeyVault vault) =>
        TypedResults.Ok(await Helped(caller.Resident, page, ask, tables, vault));

    private static async Task<Ok<ItemsOf<ActingForAnswer>>> MyTrusts(
        SignedIn caller, Page page, Asking ask, Tables tables, KeyVault vault, DomainClock clock)
    {
        var rows = page.Of(
            tables.Read(connection => MandateTables.For(connection, caller.Resident, clock.GetUtcNow(), page)),
            row => row, row => row.Resident);
        var items = new List<ActingForAnswer>(rows.Items.Count);
        foreach (var row in rows.Items)
        {
            var resident = Domain.Kernel.Id.Parse<ResidentId>(row.Resident);
            items.Add(new(
                resident, await DisplayNames.Of(resident, ask, vault), row.ToPowers(), ByPosition.Time(row.Until)));
        }

        return TypedResults.Ok(new ItemsOf<ActingForAnswer>(items, rows.NextCursor));
    }

    private static async Task<Results<Ok<ItemsOf<HelperAnswer>>, Problem>> HelpersOf(
        ResidentId id, SignedIn caller, Asking ask, Access access, KeyVault vault, DomainClock clock) =>
        await MayWorkFor(id, caller, ask, access)
            ? TypedResults.Ok(await Helpers(id, ask, vault, clock, namesInFull: true))
            : Problem.Of(EdgeFault.NotAllowed);

    private static async Task<Results<NoContent, Problem>> TrustOnPaper(
        ResidentId id, ResidentId helperId, Body<TrustHelperOnPaper> body, SignedIn caller, Asking ask, Access access)
    {
        var (powers, until, paper) = body.Value;
        return await MayWorkFor(id, caller, ask, access)
            ? await Give(new(id, helperId, powers, until!.Value, paper, caller.Resident), ask)
            : Problem.Of(EdgeFault.NotAllowed);
    }

    private static async Task<Results<NoContent, Problem>> WithdrawOnPaper(
        ResidentId id, ResidentId helperId, NoBody body, SignedIn caller, Asking ask, Access access) =>
        await MayWorkFor(id, caller, ask, access)
            ? await Withdraw(id, helperId, byHelper: false, ask)
            : Problem.Of(EdgeFault.NotAllowed);

    private static async Task<Results<Ok<ItemsOf<HelpedItem>>, Problem>> OfResident(
        ResidentId id, Page page, SignedIn caller, Asking ask, Access access, Tables tables, KeyVault vault) =>
        await MayWorkFor(id, caller, ask, access)
            ? TypedResults.Ok(await Helped(id, page, ask, tables, vault))
            : Problem.Of(EdgeFault.NotAllowed);

    private static async ValueTask<bool> MayWorkFor(ResidentId id, SignedIn caller, Asking ask, Access access) =>
        await ask.Read(id.Actor, new GetResident()) is { } person && await access.MayWorkFor(caller, person.Community);

    private static async Task<Results<NoContent, Problem>> Give(MandateCommand.Give give, Asking ask)
    {
        if (await ask.Read(give.Helper.Actor, new GetResident()) is null)
            return Problem.Of(new ResidentRejection.NoSuchResident());
        var outcome = await ask.Of(MandateDecider.ActorOf(give.Resident), give);
        return outcome.Refusal() is { } problem ? problem : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Problem>> Withdraw(
        ResidentId resident, ResidentId helper, bool byHelper, Asking ask)
    {
        var outcome = await ask.Of(
            MandateDecider.ActorOf(resident), new MandateCommand.Withdraw(resident, helper, byHelper));
        return outcome.Refusal() is { } problem ? problem : TypedResults.NoContent();
    }

    /// <summary>
    /// Those whose time is over do not count any more. Whoever is named by a tap alone is not asked before: their name
    /// is not told in full.
    /// </summary>
    private static async ValueTask<ItemsOf<HelperAnswer>> Helpers(
        ResidentId resident, Asking ask, KeyVault vault, DomainClock clock, bool namesInFull)
    {
        var mandates = await ask.Read(MandateDecider.ActorOf(resident), new GetMandates());
        var items = new List<HelperAnswer>(mandates.Helpers.Count);
        foreach (var (helper, mandate) in mandates.Helpers.Where(one => one.Value.Until > clock.GetUtcNow())
            .OrderBy(one => one.Key.Value, StringComparer.Ordinal))
        {
            var name = await DisplayNames.Of(helper, ask, vault);
            items.Add(new(
                helper, namesInFull || mandate.PaperConsent is not null ? name : DisplayNames.Masked(name), [.. mandate.Powers.Order()],
                Domain.Kernel.Calendar.Local(mandate.Until), mandate.PaperConsent is not null));
        }

        return new(items, NextCursor: null);
    }

    internal static async ValueTask<ItemsOf<HelpedItem>> Helped(
        ResidentId resident, Page page, Asking ask, Tables tables, KeyVault vault)
    {
        var rows = page.Of(
            tables.Read(connection => MandateTables.UsesOf(connection, resident, page)),
            row => row, row => ByPosition.Key(row.Position));
        var items = new List<HelpedItem>(rows.Items.Count);
        foreach (var row in rows.Items)
        {
            var helper = Domain.Kernel.Id.Parse<ResidentId>(row.Helper);
            var what = HelperTable.Find(row.Operation);
            items.Add(new(
                ByPosition.Time(row.At), helper, await DisplayNames.Of(helper, ask, vault),
                ByPosition.Status<Power>(row.Power),
                what is null ? row.Operation : Language.Pick(what.Chinese, what.English), row.IsLook != 0));
        }

        return new(items, rows.NextCursor);
    }
}
