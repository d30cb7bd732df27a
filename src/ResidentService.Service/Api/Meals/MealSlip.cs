using System.Text.Json;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Meals;

/// <summary>
/// What of a meal is sealed: where it goes, what the kitchen has to mind, and what it costs, which tells who is in
/// hardship. In a standing order marks and price are left open, since each day has its own.
/// </summary>
internal sealed record MealSlip(
    string Address, string? Building, double? Latitude, double? Longitude, string? Note,
    IReadOnlyList<DietMark> Marks, int PriceFen, int SubsidyFen)
{
    public static MealSlip Of(DeliveryPlace place) => new(
        place.Address.Trim(), place.Building?.Trim(), place.Latitude, place.Longitude, place.Note?.Trim(), [], 0, 0);

    public GeoPoint? Place => (Latitude, Longitude) is ({ } latitude, { } longitude)
        ? GeoPoint.Of(latitude, longitude)
        : null;

    public int ToPayFen => PriceFen - SubsidyFen;

    public MealSlip For(Diet diet, MealPrice price) =>
        this with { Marks = diet.Needs, PriceFen = price.PriceFen, SubsidyFen = price.SubsidyFen };

    public ValueTask<Sealed> Seal(ResidentId resident, KeyVault vault) =>
        vault.Seal(resident, Fields.MealSlip, JsonSerializer.Serialize(this, EdgeJson.Options));

    /// <summary>Null when the person's data was erased.</summary>
    public static async ValueTask<MealSlip?> Open(ResidentId resident, Sealed slip, KeyVault vault) =>
        await vault.Open(resident, Fields.MealSlip, slip) is { } text
            ? JsonSerializer.Deserialize<MealSlip>(text, EdgeJson.Options)
            : null;
}
