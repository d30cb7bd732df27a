using System.Text.Json;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.LegalAid;

/// <summary>What of an application is sealed when it is filed.</summary>
internal sealed record LegalAidContent(string Statement, MeansExemption? Exemption, string? Means)
{
    public static LegalAidContent Of(FileLegalAid body) => new(
        body.Statement.Trim(), body.Exemption, string.IsNullOrWhiteSpace(body.Means) ? null : body.Means.Trim());

    public MeansCheck Check() => (Exemption, Means) switch
    {
        (not null, _) => MeansCheck.Exempt,
        (_, not null) => MeansCheck.Stated,
        _ => MeansCheck.Missing,
    };

    public ValueTask<Sealed> Seal(ResidentId resident, KeyVault vault) =>
        vault.Seal(resident, Fields.LegalAidContent, JsonSerializer.Serialize(this, EdgeJson.Options));

    /// <summary>Null when the person's data was erased.</summary>
    public static async ValueTask<LegalAidContent?> Open(ResidentId resident, Sealed content, KeyVault vault) =>
        await vault.Open(resident, Fields.LegalAidContent, content) is { } text
            ? JsonSerializer.Deserialize<LegalAidContent>(text, EdgeJson.Options)
            : null;
}
