using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.CommunityEvents;

/// <summary>
/// One person's way to a seat: their time is claimed first, then a seat is asked for with that claim
/// (.github/decisions/0003-claims-before-seats.md).
/// </summary>
/// <param name="ask">Sends a command; the step tells apart those that one request sends to the same actor.</param>
/// <param name="follow">Drives on what an accepted command has set off.</param>
/// <param name="resident">Who signs up.</param>
/// <param name="event">For what.</param>
public sealed class SigningUp(
    Func<ActorId, ICommand, string, ValueTask<Outcome>> ask,
    Func<Outcome, ValueTask<Problem?>> follow,
    ResidentId resident,
    EventId @event)
{
    /// <summary>Claims that one request may use up, in all its repeats; then it takes a new key.</summary>
    private const int LapsedClaimsMax = 100;

    /// <summary>
    /// A claim that was left over from an earlier attempt is dead: it is released and a new one is made. An attempt's
    /// command ids follow from the claim that lapsed before it, so that a repeated request walks over its earlier
    /// attempts, finds the answer of whichever one succeeded, and is decided anew where none did.
    /// </summary>
    public async ValueTask<Outcome> Run(ResidentCommand.ClaimTime claim, bool isVolunteer)
    {
        var lapsed = 0;
        for (var attempt = 0; ; attempt++)
        {
            var step = lapsed == 0 ? "" : $"after{lapsed}";
            var claimed = await ask(resident.Actor, claim, step);
            if (claimed is Outcome.Rejected)
                return claimed;

            var number = claimed.Reply<ClaimReply>().Number;
            var outcome = await ask(
                @event.Actor, new CommunityEventCommand.SignUp(resident, number, isVolunteer), step);
            if (outcome is not Outcome.Rejected { Rejection: CommunityEventRejection refusal })
                return outcome;
            if (number == lapsed || attempt == LapsedClaimsMax || !await IsWorthAnotherTry(refusal, number, step))
                return outcome;
            lapsed = number;
        }
    }

    private async ValueTask<bool> IsWorthAnotherTry(CommunityEventRejection refusal, int claim, string step)
    {
        switch (refusal)
        {
            case CommunityEventRejection.AlreadySignedUp:
                return true; // Perhaps by a later attempt of this very request.
            case CommunityEventRejection.ClaimLapsed:
                // The event has declared it dead for good, so no sign-up can rest on it.
                var release = await ask(
                    resident.Actor, new ResidentCommand.ReleaseClaim(@event, claim), $"{step}.release{claim}");
                return release is Outcome.Accepted;
            default:
                // Only the event may say that the claim is unused; its release follows from that.
                var review = await ask(
                    @event.Actor, new CommunityEventCommand.ReviewClaim(resident, claim), $"{step}.review{claim}");
                if (review is Outcome.Accepted)
                    await follow(review);
                return false;
        }
    }
}
