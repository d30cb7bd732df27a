using System.Text.Json;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.ServiceOrders;

/// <summary>What of an order is sealed when it is placed.</summary>
internal sealed record OrderWish(string Wish, string? Address)
{
    public ValueTask<Sealed> Seal(ResidentId resident, KeyVault vault) =>
        vault.Seal(resident, Fields.OrderWish, JsonSerializer.Serialize(this, EdgeJson.Options));

    /// <summary>Null when the person's data was erased.</summary>
    public static async ValueTask<OrderWish?> Open(ResidentId resident, Sealed wish, KeyVault vault) =>
        await vault.Open(resident, Fields.OrderWish, wish) is { } text
            ? JsonSerializer.Deserialize<OrderWish>(text, EdgeJson.Options)
            : null;
}
