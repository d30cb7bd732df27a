using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.CommunityEvents;

/// <summary>
/// One person's way to a seat: their time is claimed first, then a seat is asked for with that claim
/// (.github/decisions/0003-claims-before-seats.md).
/// </summary>
internal sealed class SigningUp(Asking ask, ResidentId resident, EventId @event)
{
    /// <summary>
    /// A claim that was left over from an earlier attempt is dead: it is released and a new one is made. Each attempt
    /// has command ids of its own, so a repeated request finds the answer of whichever one succeeded.
    /// </summary>
    private const int AttemptsMax = 3;

    public async ValueTask<Outcome> Run(ResidentCommand.ClaimTime claim, bool isVolunteer)
    {
        for (var attempt = 1; ; attempt++)
        {
            var step = attempt == 1 ? "" : $"attempt{attempt}";
            var claimed = await ask.Of(resident.Actor, claim, step);
            if (claimed is Outcome.Rejected)
                return claimed;

            var number = claimed.Reply<ClaimReply>().Number;
            var outcome = await ask.Of(
                @event.Actor, new CommunityEventCommand.SignUp(resident, number, isVolunteer), step);
            if (outcome is not Outcome.Rejected { Rejection: CommunityEventRejection refusal })
                return outcome;
            if (!await IsWorthAnotherTry(refusal, number, step) || attempt == AttemptsMax)
                return outcome;
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
                return await ask.Of(resident.Actor, new ResidentCommand.ReleaseClaim(@event, claim), step + ".release")
                    is Outcome.Accepted;
            default:
                // Only the event may say that the claim is unused; its release follows from that.
                var review = await ask.Of(
                    @event.Actor, new CommunityEventCommand.ReviewClaim(resident, claim), step + ".review");
                if (review is Outcome.Accepted)
                    await ask.Follow(review);
                return false;
        }
    }
}
