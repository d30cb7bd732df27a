using ResidentService.Domain.Care;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Volunteers;

namespace ResidentService.Domain.Residents;

public static class ResidentReactions
{
    /// <summary>A claim without a sign-up is asked after at the event when it is so old (DESIGN.md §3).</summary>
    private static readonly TimeSpan ClaimReviewAfter = TimeSpan.FromMinutes(5);

    public static Reactions<ResidentFact> Value { get; } = new(Sends, Deadlines);

    /// <summary>The deadline by which a claim is asked after; the event clears it when a sign-up rests on the claim.</summary>
    public static string ClaimReview(EventId @event) => "claim-" + @event;

    private static IEnumerable<Send> Sends(ActorId source, ResidentFact fact, DateTimeOffset at) => fact switch
    {
        ResidentFact.Registered(var resident) =>
            [new(AccountId.Of(resident).Actor, new AccountCommand.Open(AccountId.Of(resident)))],
        ResidentFact.HouseholdEntered(var resident, var household, var entry) =>
            [new(household.Actor, new HouseholdCommand.Admit(resident, entry ?? 0))],
        ResidentFact.HouseholdLeft(var resident, var household, var entry) =>
            [new(household.Actor, new HouseholdCommand.Remove(resident, entry ?? 0))],
        ResidentFact.Erased erased => Erased(erased),
        _ => [],
    };

    private static IEnumerable<Send> Erased(ResidentFact.Erased erased)
    {
        if (erased.Household is { } household)
            yield return new(household.Actor, new HouseholdCommand.Remove(erased.Resident, erased.HouseholdEntry ?? 0));
        yield return new(CareDecider.ActorOf(erased.Resident), new CareCommand.Close());
        yield return new(VolunteerDecider.ActorOf(erased.Resident), new VolunteerCommand.Leave());
        foreach (var (@event, number) in erased.Claims)
            yield return new(@event.Actor, new CommunityEventCommand.LetGo(erased.Resident, number));
    }

    private static IEnumerable<Deadline> Deadlines(ActorId source, ResidentFact fact, DateTimeOffset at) => fact switch
    {
        ResidentFact.TimeClaimed(var resident, var @event, var number, _) =>
        [
            new Deadline.Set(ClaimReview(@event), at + ClaimReviewAfter,
                new(@event.Actor, new CommunityEventCommand.ReviewClaim(resident, number))),
        ],
        ResidentFact.ClaimReleased(var @event, _) => [new Deadline.Clear(ClaimReview(@event))],
        _ => [],
    };
}
