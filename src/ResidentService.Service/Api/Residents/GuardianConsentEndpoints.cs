using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Residents;

public static class GuardianConsentEndpoints
{
    public static void MapGuardianConsents(this RouteGroupBuilder api)
    {
        var residents = api.MapGroup("/residents/{id}").WithTags("residents");
        residents.MapPost("/guardian-consents", Give)
            .WithSummary("Records a guardian's consent; by the guardian, who lives in the person's household, "
                + "or by a worker of the person's community.");
    }

    private static async Task<Results<Created<GuardianConsentAnswer>, Problem>> Give(
        ResidentId id, Body<GiveGuardianConsent> body, SignedIn caller, Asking ask, Access access, KeyVault vault)
    {
        var guardian = body.Value.GuardianResidentId;
        var person = await ask.Read(id.Actor, new GetResident());
        var mayGive = (caller.Resident == guardian && await LiveTogether(person, guardian, ask))
            || (person is null ? caller.IsPlatformAdmin : await access.MayWorkFor(caller, person.Community));
        if (!mayGive)
            return Problem.Of(EdgeFault.NotAllowed);
        if (person is null || await ask.Read(guardian.Actor, new GetResident()) is null)
            return Problem.Of(new ResidentRejection.NoSuchResident());

        var evidence = await vault.Seal(id, Fields.GuardianEvidence, body.Value.Evidence);
        var outcome = await ask.Of(id.Actor, new ResidentCommand.RecordGuardianConsent(guardian, evidence));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.Created((string?)null, new GuardianConsentAnswer(id, guardian));
    }

    /// <summary>
    /// That somebody calls themselves guardian proves nothing; a household's members have agreed to it.
    /// </summary>
    private static async ValueTask<bool> LiveTogether(Resident.Registered? person, ResidentId guardian, Asking ask) =>
        person?.Household is { } household && (await ask.Read(guardian.Actor, new GetResident()))?.Household == household;
}
