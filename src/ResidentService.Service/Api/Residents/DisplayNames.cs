using System.Globalization;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Residents;

/// <summary>A person's name for those who may see it.</summary>
internal static class DisplayNames
{
    /// <summary>Stands where the name of a person stood whose account was deleted.</summary>
    public const string Deleted = "已注销";

    /// <summary>Null when none was given.</summary>
    public static async ValueTask<string?> Of(ResidentId resident, Asking ask, KeyVault vault)
    {
        if (await ask.Read(resident.Actor, new GetStanding()) is not { } person)
            return null;
        var name = await vault.Open(resident, Fields.DisplayName, person.DisplayName);
        // In a store that was restored from an older backup the key is gone before the journal says so.
        return person.IsErased || (name is null && person.DisplayName is not null) ? Deleted : name;
    }

    /// <summary>王** for 王秀英 (DOMAIN.md, Privacy).</summary>
    public static string? Masked(string? name) =>
        name is null or Deleted or "" ? name : StringInfo.GetNextTextElement(name) + "**";
}
