using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Volunteers;

public static class VolunteerEndpoints
{
    /// <summary>Of ten billion numbers the next one is free but for a chance that nobody will see.</summary>
    private const int AttemptsMax = 20;

    public static void MapVolunteers(this RouteGroupBuilder api)
    {
        var me = api.MapGroup("/me/volunteer").WithTags("volunteers");
        me.MapPost("", Register).WithSummary("Registers me as a volunteer, or gives the number that I have.");
    }

    private static async Task<Results<Created<VolunteerRegistered>, Problem>> Register(
        Body<BecomeVolunteer> body, SignedIn caller, Asking ask, KeyVault vault, Identities identities,
        DomainClock clock)
    {
        var actor = VolunteerDecider.ActorOf(caller.Resident);
        if (await ask.Read(actor, new GetVolunteer()) is { } volunteer)
            return Created(volunteer.Number);

        var (skills, birthDate) = body.Value;
        var now = clock.GetUtcNow();
        if (await BirthDates.Give(birthDate, caller.Resident, ask, vault, now) is { } problem)
            return problem;

        var consents = (await ask.Read(caller.Resident.Actor, new GetResident()))?.ConsentingGuardian is not null;
        var age = Ages.ToVolunteer(birthDate, Calendar.DayOf(now), consents);
        // Who is refused takes no number away.
        var number = age == AgeAnswer.Fits
            ? await Reserve(caller, ask, identities)
            : identities.NumberFor(caller.Resident, attempt: 0);
        if (number is not { } mine)
            return Problem.Of(EdgeFault.TryAgain);
        var outcome = await ask.Of(actor, new VolunteerCommand.Register(caller.Resident, mine, skills ?? [], age));
        if (outcome.Refusal() is { } refusal)
            return refusal;
        return Created(outcome.Reply<VolunteerReply>().Number);
    }

    /// <summary>Tries numbers until one belongs to the caller; each number's own actor says whose it is.</summary>
    private static async Task<VolunteerNumber?> Reserve(SignedIn caller, Asking ask, Identities identities)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var number = identities.NumberFor(caller.Resident, attempt);
            var outcome = await ask.Of(identities.Of(number).Actor, new IdentityCommand.Bind(caller.Resident));
            if (outcome.Refusal() is not null)
                return null;
            if (outcome.Reply<IdentityReply>().Resident == caller.Resident)
                return number;
        }

        return null;
    }

    private static Created<VolunteerRegistered> Created(VolunteerNumber number) =>
        TypedResults.Created("/api/v1/me", new VolunteerRegistered(number));
}
