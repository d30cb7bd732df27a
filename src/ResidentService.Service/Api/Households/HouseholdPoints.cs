using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Points;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Households;

/// <summary>
/// What a household has together: each member puts in what they choose, its adults redeem with it. When the last one
/// leaves, what is left is theirs.
/// </summary>
public static class HouseholdPoints
{
    private const int OfAge = 18;

    public static void MapPooledPoints(this RouteGroupBuilder households)
    {
        households.MapGet("/{id}/points", Get).WithSummary("What my household has together.");
        households.MapGet("/{id}/points/entries", Entries).WithSummary("Who put in what, and what it went to.");
        households.MapPost("/{id}/points", PutIn).RequireKey()
            .WithSummary("Puts points of mine into what my household has together, within the month's limit of gifts.");
    }

    private static async Task<Results<Ok<HouseholdPointsAnswer>, Problem>> Get(
        HouseholdId id, SignedIn caller, Asking ask, DomainClock clock)
    {
        if (!await HouseholdEndpoints.IsMember(id, caller.Resident, ask))
            return Problem.Of(new HouseholdRejection.NoSuchHousehold());
        // Founded before its account was opened: it has none yet, and no points.
        var account = await ask.Read(AccountId.Of(id).Actor, new GetAccount(clock.GetUtcNow()));
        return TypedResults.Ok(new HouseholdPointsAnswer(
            AccountId.Of(id), account?.Balance ?? 0, account?.Held ?? 0, account?.Expiring ?? []));
    }

    private static async Task<Results<Ok<ItemsOf<PointsEntry>>, Problem>> Entries(
        HouseholdId id, SignedIn caller, Asking ask, Page page, Tables tables, KeyVault vault) =>
        await HouseholdEndpoints.IsMember(id, caller.Resident, ask)
            ? TypedResults.Ok(await PointEndpoints.EntriesOf(AccountId.Of(id), caller.Resident, page, tables, vault))
            : Problem.Of(new HouseholdRejection.NoSuchHousehold());

    private static async Task<Results<Created<PointsGiven>, Problem>> PutIn(
        HouseholdId id, Body<PutPointsIn> body, SignedIn caller, Asking ask)
    {
        if (caller.Helper is { } helper && await HouseholdEndpoints.IsMember(id, helper, ask))
            return Problem.Of(EdgeFault.NotForOneself);
        if (await ask.Read(caller.Resident.Actor, new GetResident()) is not { } giver)
            return Problem.Of(new ResidentRejection.NoSuchResident());
        var transfer = ask.NewId<TransferId>();
        var outcome = await ask.Of(AccountId.Of(giver.Id).Actor, new AccountCommand.Give(
            transfer,
            AccountId.Of(id),
            Amount.Of(body.Value.Points),
            await GiftEndpoints.RulesFor(giver, ask),
            SameHousehold: await HouseholdEndpoints.IsMember(id, giver.Id, ask)));
        if (outcome is Runtime.Actors.Outcome.Rejected { Rejection: AccountRejection.NotInHousehold })
            return Problem.Of(new HouseholdRejection.NoSuchHousehold());
        if ((outcome.Refusal() ?? await ask.Follow(outcome)) is { } problem)
            return problem;
        return TypedResults.Created((string?)null, new PointsGiven(transfer, body.Value.Points));
    }

    /// <summary>
    /// The account with which a member may redeem: an adult by their birth date, or the head, or whom the head has
    /// described as something else than a minor.
    /// </summary>
    internal static async ValueTask<(AccountId? Payer, Problem? Problem)> PayerFor(
        ResidentId member, DateTimeOffset now, Asking ask, KeyVault vault)
    {
        if ((await ask.Read(member.Actor, new GetResident()))?.Household is not { } id
            || await ask.Read(id.Actor, new GetHousehold()) is not { } household || !household.Members.Contains(member))
            return (null, Problem.Of(new HouseholdRejection.NoSuchHousehold()));
        var role = household.Profiles.GetValueOrDefault(member)?.Role;
        var isAdult = await BirthDates.Open(member, ask, vault) is { } born
            ? Calendar.AgeOn(born, Calendar.DayOf(now)) >= OfAge
            : household.Head == member || role is not null;
        return isAdult && role != MemberRole.Minor
            ? (AccountId.Of(id), null)
            : (null, Problem.Of(new HouseholdRejection.MinorsDoNotSpend()));
    }
}

/// <param name="Balance">What can be spent now.</param>
/// <param name="Held">For vouchers that are not used yet.</param>
/// <param name="Expiring">All of it, the earliest first.</param>
public sealed record HouseholdPointsAnswer(
    AccountId AccountId, long Balance, long Held, IReadOnlyList<ExpiringPoints> Expiring);

public sealed record PutPointsIn(int Points)
{
    public sealed class Rules : AbstractValidator<PutPointsIn>
    {
        public Rules() => RuleFor(body => body.Points).InclusiveBetween(1, Amount.Max);
    }
}
