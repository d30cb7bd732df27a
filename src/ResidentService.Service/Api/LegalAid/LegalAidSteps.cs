using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.LegalAid;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;

namespace ResidentService.Service.Api.LegalAid;

/// <summary>
/// The steps of the station, of the district's legal aid centre and of its justice bureau; nobody's in their own matter.
/// </summary>
public static class LegalAidSteps
{
    public static void MapLegalAidSteps(this RouteGroupBuilder applications)
    {
        applications.MapPost("/{id}/forward", Forward).WithSummary("Accepts it and hands it to the centre; by a worker.");
        applications.MapPost("/{id}/ask-materials", AskMaterials)
            .WithSummary("Asks for what is missing, once and all together: the clock stops. By the centre.");
        applications.MapPost("/{id}/grant", Grant).WithSummary("Grants it; by the centre.");
        applications.MapPost("/{id}/refuse", Refuse)
            .WithSummary("Refuses it, with the reason; the applicant can object. By the centre.");
        applications.MapPost("/{id}/assign", Assign)
            .WithSummary("Says who gives the aid and how to reach them, also when that changes; by the centre.");
        applications.MapPost("/{id}/close", Close).WithSummary("Closes it with the result; by the centre.");
        applications.MapPost("/{id}/uphold", Uphold)
            .WithSummary("Answers the objection: the refusal is right. By the justice bureau.");
        applications.MapPost("/{id}/send-back", SendBack)
            .WithSummary("Answers the objection: the centre has to decide anew. By the justice bureau.");
    }

    private static Task<Results<NoContent, Problem>> Forward(LegalAidId id, NoBody body, LegalAidCall call) =>
        call.Do(id, LegalAidPart.Station, _ => new(new LegalAidCommand.Forward(call.Days)));

    private static Task<Results<NoContent, Problem>> AskMaterials(
        LegalAidId id, Body<LegalAidText> body, LegalAidCall call) =>
        call.Write(id, LegalAidPart.Centre, Fields.LegalAidMaterials, body.Value.Text,
            what => new LegalAidCommand.AskMaterials(what, call.Days));

    private static Task<Results<NoContent, Problem>> Grant(LegalAidId id, NoBody body, LegalAidCall call) =>
        call.Do(id, LegalAidPart.Centre, _ => new(new LegalAidCommand.Grant(call.Days)));

    private static Task<Results<NoContent, Problem>> Refuse(LegalAidId id, Body<LegalAidText> body, LegalAidCall call) =>
        call.Write(id, LegalAidPart.Centre, Fields.LegalAidReason, body.Value.Text,
            reason => new LegalAidCommand.Refuse(reason));

    /// <summary>Sealing the same again gives another text, which would be another fact.</summary>
    private static Task<Results<NoContent, Problem>> Assign(LegalAidId id, Body<LegalAidText> body, LegalAidCall call) =>
        call.Do(id, LegalAidPart.Centre, async view =>
        {
            var (resident, lawyer) = (view.Terms.Resident, body.Value.Text.Trim());
            return new LegalAidCommand.Assign(
                view.Papers.Lawyer is { } known
                && await call.Vault.Open(resident, Fields.LegalAidLawyer, known) == lawyer
                    ? known
                    : await call.Vault.Seal(resident, Fields.LegalAidLawyer, lawyer));
        });

    private static Task<Results<NoContent, Problem>> Close(LegalAidId id, Body<LegalAidText> body, LegalAidCall call) =>
        call.Write(id, LegalAidPart.Centre, Fields.LegalAidResult, body.Value.Text,
            result => new LegalAidCommand.Close(result));

    private static Task<Results<NoContent, Problem>> Uphold(LegalAidId id, Body<LegalAidText> body, LegalAidCall call) =>
        call.Write(id, LegalAidPart.Bureau, Fields.LegalAidReason, body.Value.Text,
            answer => new LegalAidCommand.Uphold(answer));

    private static Task<Results<NoContent, Problem>> SendBack(
        LegalAidId id, Body<LegalAidText> body, LegalAidCall call) =>
        call.Write(id, LegalAidPart.Bureau, Fields.LegalAidReason, body.Value.Text,
            answer => new LegalAidCommand.SendBack(answer, call.Days));
}
