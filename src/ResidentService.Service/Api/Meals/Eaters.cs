using System.Text.Json;
using ResidentService.Domain.Care;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Care;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Meals;

/// <summary>What sealed data says about a person's meal; only the least of it goes further.</summary>
public sealed class Eaters(IActors actors, KeyVault vault)
{
    /// <summary>Without restrictions where the person has given none.</summary>
    public async ValueTask<Diet> DietOf(ResidentId resident)
    {
        var person = await actors.Read(resident.Actor, new GetResident());
        return await vault.Open(resident, Fields.Diet, person?.Diet) is { } text
            ? JsonSerializer.Deserialize<Diet>(text, EdgeJson.Options)!
            : Diet.None;
    }

    public ValueTask<Sealed> Seal(ResidentId resident, Diet diet) =>
        vault.Seal(resident, Fields.Diet, JsonSerializer.Serialize(diet, EdgeJson.Options));

    /// <summary>As old as the person is on the day of the meal.</summary>
    public async ValueTask<MealPrice> PriceFor(ResidentId resident, MealDay.Out day)
    {
        var person = await actors.Read(resident.Actor, new GetResident());
        var born = await BirthDates.Open(resident, person?.BirthDate, vault);
        return MealPrice.Of(
            day.Rules, born is { } date ? Calendar.AgeOn(date, day.Id.Day) : null, await HasHardship(resident));
    }

    private async ValueTask<bool> HasHardship(ResidentId resident)
    {
        foreach (var (_, tag) in (await actors.Read(CareDecider.ActorOf(resident), new GetCare())).Tags)
        {
            if (await CareContent.Open(resident, tag.Content, vault) is { Kind: CareKind.Hardship })
                return true;
        }

        return false;
    }
}
