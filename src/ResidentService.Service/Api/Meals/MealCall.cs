using Microsoft.AspNetCore.Http;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Meals;

/// <summary>A request about meals: who asks, when by domain time, and what they may do at which kitchen.</summary>
public sealed class MealCall : SignedInCall
{
    private MealCall(HttpContext context, SignedIn caller, Asking ask) : base(context, caller, ask)
    {
    }

    public static async ValueTask<MealCall?> BindAsync(HttpContext context) =>
        SignedIn.Of(context) is { } caller ? new(context, caller, (await Asking.BindAsync(context))!) : null;

    public ValueTask<Kitchen.Known?> Find(KitchenId id) => Ask.Read(id.Actor, new GetKitchen());

    public ValueTask<MealDay.Out?> Find(KitchenId id, DateOnly date) =>
        Ask.Read(MealDayId.Of(id, date).Actor, new GetMealDay());

    public async ValueTask<Policy> PolicyOf(Kitchen.Known kitchen) =>
        (await Ask.Read(kitchen.Community.Actor, new GetCommunity()))?.Policy.Policy ?? Policy.Default;

    /// <summary>The kitchen, for who works in its community; or else why not.</summary>
    public async ValueTask<(Kitchen.Known? Kitchen, Problem? Problem)> FindAsWorker(KitchenId id)
    {
        if (await Find(id) is not { } kitchen)
            return (null, Problem.Of(new KitchenRejection.NoSuchKitchen()));
        return await MayWork(kitchen.Community) ? (kitchen, null) : (null, Problem.Of(EdgeFault.NotAllowed));
    }

    /// <summary>The day, for who cares for its community; or else why not.</summary>
    public async ValueTask<(MealDay.Out? Day, Problem? Problem)> FindAsCaring(KitchenId id, DateOnly date)
    {
        if (await Find(id) is not { } kitchen)
            return (null, Problem.Of(new KitchenRejection.NoSuchKitchen()));
        if (!await MayCare(kitchen.Community))
            return (null, Problem.Of(EdgeFault.NotAllowed));
        return await Find(id, date) is { } day ? (day, null) : (null, Problem.Of(new MealRejection.NoSuchDay()));
    }

    /// <summary>
    /// Whether the caller may order for a person: themself, somebody of their household, or as a worker for somebody of
    /// their community.
    /// </summary>
    public async ValueTask<Problem?> MayOrderFor(ResidentId resident, Kitchen.Known kitchen)
    {
        var person = await Ask.Read(resident.Actor, new GetResident());
        if (!await IsHouseholdOf(resident)
            && !(await MayWork(kitchen.Community) && (person is null || await MayWorkFor(person))))
            return Problem.Of(EdgeFault.NotAllowed);
        return person is null ? Problem.Of(new ResidentRejection.NoSuchResident()) : null;
    }

    /// <summary>Asks an actor, and drives on what that sets off.</summary>
    /// <returns>Why not; or null.</returns>
    public async ValueTask<Problem?> Do(KitchenId id, KitchenCommand command)
    {
        var outcome = await Ask.Of(id.Actor, command);
        return outcome.Refusal() ?? await Ask.Follow(outcome);
    }

    public async ValueTask<Problem?> Do(MealDayId id, MealDayCommand command)
    {
        var outcome = await Ask.Of(id.Actor, command);
        return outcome.Refusal() ?? await Ask.Follow(outcome);
    }
}
