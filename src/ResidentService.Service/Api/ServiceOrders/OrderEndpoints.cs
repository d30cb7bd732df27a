using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Looks;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Contents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Looks;
using ResidentService.Service.Api.Residents;

namespace ResidentService.Service.Api.ServiceOrders;

/// <summary>An order's life for who needs it and for staff. To who does not belong to it, it does not exist.</summary>
public static class OrderEndpoints
{
    public static void MapOrders(this RouteGroupBuilder api)
    {
        var orders = api.MapGroup("/orders").WithTags("service orders");
        orders.MapPost("", Place).RequireKey()
            .WithSummary("Orders a service for me, a member of my household, or as a worker for somebody.");
        orders.MapGet("/{id}", Get).WithSummary("An order, for who belongs to it and who looks after the community.");
        orders.MapPost("/{id}/looks", Look)
            .WithSummary("Shows what an order is about to staff; the person can see who looked and why.");
        orders.MapPost("/{id}/cancel", Cancel)
            .WithSummary("Cancels it: the household until somebody has accepted, a worker until it is done.");
        orders.MapPost("/{id}/dispatch", Dispatch).WithSummary("Chooses who shall serve; by a worker.");
        orders.MapPost("/{id}/open-for-grabbing", OpenForGrabbing)
            .WithSummary("Lets whoever gives the service take it; by a worker.");
        orders.MapPost("/{id}/review", Review).WithSummary("Reviews what was done: 1 to 5 stars, within some days.");
        orders.MapServing();
        api.MapOrderLists();
    }

    private static async Task<Results<Created<OrderPlaced>, Problem>> Place(Body<PlaceOrder> body, OrderCall call)
    {
        var (community, item, forWhom, wantedAt, wish, address, _, _) = body.Value;
        var resident = forWhom ?? call.Caller.Resident;
        var person = await call.Ask.Read(resident.Actor, new GetResident());
        if (!await call.IsHouseholdOf(resident)
            && !(await call.MayWork(community) && (person is null || await call.MayWorkFor(person))))
            return Problem.Of(EdgeFault.NotAllowed);
        if (person is null)
            return Problem.Of(new ResidentRejection.NoSuchResident());
        var id = call.Ask.NewId<OrderId>();
        var kept = await call.Ask.Read(CatalogueDecider.ActorOf(community), new GetCatalogue());
        // A repeat is answered as the first time, also where the service was withdrawn since.
        var details = kept?.Items.GetValueOrDefault(item);
        var terms = details is null
            ? (await call.Ask.Read(id.Actor, new GetOrder()))?.Terms
            : await OrderChecks.TermsOf(body.Value, resident, details, kept!, call);
        if (terms is null)
            return Problem.Of(new CatalogueRejection.NoSuchItem());

        var outcome = await call.Ask.Of(id.Actor, new OrderCommand.Place(
            id, terms, await new OrderWish(wish.Trim(), address?.Trim()).Seal(resident, call.Vault),
            details is not null && await OrderChecks.MayAsk(resident, details, call)));
        if ((outcome.Refusal() ?? await call.Ask.Follow(outcome)) is { } problem)
            return problem;
        var view = (await call.Ask.Read(id.Actor, new GetOrder()))!;
        return view.Status == OrderStatus.Refused
            ? Problem.Of(OrderRejection.Of(view.End.GetValueOrDefault()))
            : TypedResults.Created($"/api/v1/orders/{id}", new OrderPlaced(id, view.Status));
    }

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Get(OrderId id, OrderCall call)
    {
        if (await call.Find(id) is not (Order: { } view, var part))
            return Problem.Of(new OrderRejection.NoSuchOrder());
        var mayOpen = (part & OrderPart.Household) != OrderPart.None;
        if (!mayOpen && view.End is null && part.HasFlag(OrderPart.Provider))
        {
            if (await LookRecords.Record(
                view.Terms.Resident, call.Caller, LookAt.Order, ServeReason, call.Ask, call.Vault) is { } problem)
                return problem;
            mayOpen = true;
        }

        return TypedResults.Ok(await Answer(view, mayOpen, call));
    }

    /// <summary>Why who serves sees what the order is about.</summary>
    private const string ServeReason = "为办理订单";

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Look(
        OrderId id, Body<GiveReason> body, OrderCall call)
    {
        if (await call.Find(id) is not (Order: { } view, var part))
            return Problem.Of(new OrderRejection.NoSuchOrder());
        if (!part.HasFlag(OrderPart.Caring))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await LookRecords.Record(
            view.Terms.Resident, call.Caller, LookAt.Order, body.Value.Reason, call.Ask, call.Vault) is { } problem)
            return problem;
        return TypedResults.Ok(await Answer(view, mayOpen: true, call));
    }

    private static async Task<Results<NoContent, Problem>> Cancel(OrderId id, Body<CancelOrder> body, OrderCall call)
    {
        var reason = body.Value.Reason?.Trim();
        if (await call.Find(id) is not (Order: { } view, var part))
            return Problem.Of(new OrderRejection.NoSuchOrder());
        var (isHousehold, isWorker) = (part.HasFlag(OrderPart.Household), part.HasFlag(OrderPart.Worker));
        if (isWorker && !isHousehold && string.IsNullOrEmpty(reason))
        {
            return Problem.Of(EdgeFault.ValidationFailed.At(
                "reason", "请填写取消的原因，居民会看到。", "Please give the reason; the person is told."));
        }

        Sealed? told = string.IsNullOrEmpty(reason)
            ? null
            : await call.Vault.Seal(view.Terms.Resident, Fields.OrderReason, reason);
        return await Done(call.Do(
            id, OrderPart.Household | OrderPart.Worker,
            // A worker who lives there, and gives a reason, cancels it as a worker.
            _ => new(new OrderCommand.Cancel(isWorker && told is not null, told))));
    }

    private static async Task<Results<NoContent, Problem>> Dispatch(
        OrderId id, Body<DispatchOrder> body, OrderCall call)
    {
        var who = body.Value.ProviderId;
        if (await call.Find(id) is not (Order: { } view, var part))
            return Problem.Of(new OrderRejection.NoSuchOrder());
        if (part.HasFlag(OrderPart.Worker) && !await OrderChecks.MayServe(who, view.Terms, call))
            return Problem.Of(new OrderRejection.NotListed());
        if (part.HasFlag(OrderPart.Worker) && await OrderChecks.OfServing(who, view.Terms, call) is { } unfit)
            return unfit;
        return await Done(call.Do(
            id, OrderPart.Worker, _ => new(new OrderCommand.Dispatch(who, call.Caller.Resident))));
    }

    private static Task<Results<NoContent, Problem>> OpenForGrabbing(OrderId id, NoBody body, OrderCall call) =>
        Done(call.Do(id, OrderPart.Worker, _ => new(new OrderCommand.OpenForGrabbing())));

    /// <summary>Nobody praises themself, also where they live in the same household.</summary>
    private static async Task<Results<NoContent, Problem>> Review(
        OrderId id, Body<ReviewOrder> body, HttpContext context, OrderCall call, ContentChecks checks)
    {
        var (order, part) = await call.Find(id);
        if (order?.Provider is { } provider && (provider == call.Caller.Resident || provider == call.Caller.Doer))
            return Problem.Of(EdgeFault.NotAllowed);
        if (part.HasFlag(OrderPart.Household)
            && await checks.Of(ContentUse.Review, null, context, call.Ask, body.Value.Words) is { } bad)
            return bad;
        return await Done(call.Do(id, OrderPart.Household, async view => new OrderCommand.Review(
            body.Value.Stars,
            string.IsNullOrWhiteSpace(body.Value.Words)
                ? null
                : await call.Vault.Seal(view.Terms.Resident, Fields.OrderReview, body.Value.Words.Trim()))));
    }

    internal static async ValueTask<OrderAnswer> Answer(OrderView view, bool mayOpen, OrderCall call)
    {
        var terms = view.Terms;
        var wish = mayOpen ? await OrderWish.Open(terms.Resident, view.Wish, call.Vault) : null;
        var conditions = new List<string>();
        foreach (var condition in mayOpen ? view.Conditions : [])
        {
            if (await call.Vault.Open(terms.Resident, Fields.OrderCondition, condition) is { } words)
                conditions.Add(words);
        }

        return new(
            view.Order, terms.Community, terms.Item, terms.Title, terms.Category, terms.Resident,
            mayOpen ? await DisplayNames.Of(terms.Resident, call.Ask, call.Vault) : null, terms.PlacedBy,
            view.Status, view.Provider,
            view.Provider is { } provider ? await DisplayNames.Of(provider, call.Ask, call.Vault) : null,
            terms.WantedAt, view.DueBy, view.Alerted, wish?.Wish, wish?.Address,
            mayOpen ? await call.Vault.Open(terms.Resident, Fields.OrderEvidence, view.Evidence) : null,
            mayOpen ? view.Pictures : [], view.Stars,
            mayOpen || view.Provider == call.Caller.Resident
                ? await call.Vault.Open(terms.Resident, Fields.OrderReview, view.Words)
                : null,
            conditions);
    }

    internal static async Task<Results<NoContent, Problem>> Done(ValueTask<Problem?> doing) =>
        await doing is { } problem ? problem : TypedResults.NoContent();
}
