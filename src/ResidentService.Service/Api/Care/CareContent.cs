using System.Text.Json;
using ResidentService.Domain.Care;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Care;

/// <summary>What of a care tag is sealed.</summary>
internal sealed record CareContent(CareKind Kind, string Evidence)
{
    public ValueTask<Sealed> Seal(ResidentId resident, KeyVault vault) =>
        vault.Seal(resident, Fields.CareTag, JsonSerializer.Serialize(this, EdgeJson.Options));

    /// <summary>Null when the person's data was erased.</summary>
    public static async ValueTask<CareContent?> Open(ResidentId resident, Sealed content, KeyVault vault) =>
        await vault.Open(resident, Fields.CareTag, content) is { } text
            ? JsonSerializer.Deserialize<CareContent>(text, EdgeJson.Options)
            : null;

    /// <summary>The person's tag of a kind: there is one of each at most.</summary>
    public static async ValueTask<(CareTagId Id, CareContent Content, Sealed Sealed)?> Find(
        ResidentId resident, CareKind kind, Asking ask, KeyVault vault)
    {
        foreach (var (id, tag) in (await ask.Read(CareDecider.ActorOf(resident), new GetCare())).Tags)
        {
            if (await Open(resident, tag.Content, vault) is { } content && content.Kind == kind)
                return (id, content, tag.Content);
        }

        return null;
    }
}
