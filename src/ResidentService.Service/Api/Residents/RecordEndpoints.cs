using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Residents;

/// <summary>
/// People without a phone, registered by staff on paper. Somebody is told from others by name, birth date and
/// community, as in an import: registering twice makes one record.
/// </summary>
public static class RecordEndpoints
{
    public static void MapRecords(this RouteGroupBuilder api) => api.MapGroup("/communities/{id}").WithTags("residents")
        .MapPost("/residents", Record).RequireKey()
        .WithSummary("Registers somebody without a phone on their paper consent; by a worker. Who is known stays one.");

    private static async Task<Results<Created<ResidentRecorded>, Problem>> Record(
        CommunityId id, Body<RecordResident> body, SignedIn caller, Asking ask, Access access, Identities identities,
        KeyVault vault, DomainClock clock)
    {
        var (name, birthDate) = (body.Value.DisplayName.Trim(), body.Value.BirthDate!.Value);
        if (!await access.MayWork(caller, id))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await ask.Read(id.Actor, new GetCommunity()) is null)
            return Problem.Of(new CommunityRejection.NoSuchCommunity());
        if (birthDate > Calendar.DayOf(clock.GetUtcNow()))
        {
            return Problem.Of(EdgeFault.ValidationFailed.At(
                "birthDate", "出生日期不能晚于今天。", "A birth date can't lie in the future."));
        }

        var identity = identities.Person(name, birthDate, id);
        var bound = await ask.Of(identity.Actor, new IdentityCommand.Bind(identities.RecordOf(identity)));
        if (bound.Refusal() is { } refused)
            return refused;
        var resident = ((IdentityReply)((Outcome.Accepted)bound).Reply).Resident;
        var recorded = await ask.Of(resident.Actor, new ResidentCommand.Record(
            resident, await vault.Seal(resident, Fields.DisplayName, name),
            await BirthDates.Seal(birthDate, resident, vault), id, Phone: null, body.Value.PaperConsent));
        if (recorded.Refusal() is { } problem)
            return problem;
        var isNew = ((Outcome.Accepted)recorded).Entries.Count > 0;
        return TypedResults.Created((string?)null, new ResidentRecorded(resident, isNew));
    }
}

/// <param name="PaperConsent">The reference of the signed form's picture.</param>
public sealed record RecordResident(string DisplayName, DateOnly? BirthDate, string PaperConsent)
{
    public sealed class Rules : AbstractValidator<RecordResident>
    {
        public Rules()
        {
            RuleFor(body => body.DisplayName).NotEmpty().MaximumLength(64);
            RuleFor(body => body.BirthDate).NotNull().GreaterThanOrEqualTo(BirthDates.Earliest);
            RuleFor(body => body.PaperConsent).NotEmpty().IsPictureReference();
        }
    }
}

/// <param name="IsNew">False where the person was known already.</param>
public sealed record ResidentRecorded(ResidentId ResidentId, bool IsNew);
