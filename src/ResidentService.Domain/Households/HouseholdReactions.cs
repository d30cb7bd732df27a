using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Households;

public static class HouseholdReactions
{
    public static Reactions<HouseholdFact> Value { get; } = new(Sends, (_, _, _) => []);

    private static IEnumerable<Send> Sends(ActorId source, HouseholdFact fact, DateTimeOffset at) => fact switch
    {
        HouseholdFact.Founded(var household, _, _) =>
            [new(AccountId.Of(household).Actor, new AccountCommand.Open(AccountId.Of(household)))],
        HouseholdFact.Closed(var household, { } last) =>
            [new(AccountId.Of(household).Actor, new AccountCommand.PassOn(AccountId.Of(last)))],
        // The source is the household, also where none was ever founded under this id.
        HouseholdFact.AdmissionRefused(var resident, var entry) =>
            [new(resident.Actor, new ResidentCommand.LeaveHousehold(Id.Parse<HouseholdId>(source.Key), entry ?? 0))],
        _ => [],
    };
}
