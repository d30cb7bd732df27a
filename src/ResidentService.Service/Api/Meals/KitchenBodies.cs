using FluentValidation;
using ResidentService.Domain.Meals;

namespace ResidentService.Service.Api.Meals;

/// <summary>A kitchen; when it is changed, fields that are absent stay as they are.</summary>
/// <param name="Address">Where it is, in words.</param>
/// <param name="Latitude">GCJ-02; delivery runs begin there.</param>
/// <param name="QuotaPerDay">Meals of a day, unless its menu says otherwise.</param>
public sealed record DescribeKitchen(
    string? Name, string? Address, double? Latitude, double? Longitude, int? QuotaPerDay)
{
    public bool IsWhole() => Name is not null && Address is not null && Latitude is not null && Longitude is not null
        && QuotaPerDay is not null;

    public KitchenDetails Over(KitchenDetails? known) => new(
        Name?.Trim() ?? known!.Name, Address?.Trim() ?? known!.Address, Latitude ?? known!.Latitude,
        Longitude ?? known!.Longitude, QuotaPerDay ?? known!.QuotaPerDay);

    public sealed class Rules : AbstractValidator<DescribeKitchen>
    {
        private const int NameLengthMax = 50;
        private const int AddressLengthMax = 100;

        public Rules()
        {
            RuleFor(body => body.Name).Length(1, NameLengthMax);
            RuleFor(body => body.Address).Length(1, AddressLengthMax);
            RuleFor(body => body.Latitude).InclusiveBetween(-90, 90);
            RuleFor(body => body.Longitude).InclusiveBetween(-180, 180);
            RuleFor(body => body.QuotaPerDay).InclusiveBetween(1, Menu.QuotaMax);
        }
    }
}

public sealed record KitchenOpened(KitchenId KitchenId);

public sealed record KitchenItem(
    KitchenId KitchenId, string Name, string Address, double Latitude, double Longitude, bool IsActive);

public sealed record KitchenAnswer(
    KitchenId KitchenId, Domain.Communities.CommunityId CommunityId, string Name, string Address, double Latitude,
    double Longitude, int QuotaPerDay, bool IsActive)
{
    public static KitchenAnswer Of(Kitchen.Known kitchen) => new(
        kitchen.Id, kitchen.Community, kitchen.Details.Name, kitchen.Details.Address, kitchen.Details.Latitude,
        kitchen.Details.Longitude, kitchen.Details.QuotaPerDay, !kitchen.IsClosed);
}
