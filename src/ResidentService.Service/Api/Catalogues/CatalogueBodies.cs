using FluentValidation;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Appointments;

namespace ResidentService.Service.Api.Catalogues;

/// <summary>A service; when it is changed, fields that are absent stay as they are.</summary>
/// <param name="ProvidedBy">The centre, organisation, shop or team.</param>
/// <param name="PriceFen">Paid straight to the provider.</param>
/// <param name="Skill">Whoever serves needs it.</param>
/// <param name="Hours">Of a usual week: time limits run in them; none: around the clock.</param>
/// <param name="QuotaPerDay">0: without limit.</param>
/// <param name="CutOffMinutes">Orders come so long before the day begins; -1: also on the day.</param>
public sealed record DescribeItem(
    string? Title,
    ServiceCategory? Category,
    ProviderKind? ProviderKind,
    string? ProvidedBy,
    WhoMayOrder? WhoMay,
    int? PriceFen,
    int? SubsidyFen,
    string? Skill,
    IReadOnlyList<ShiftBody>? Hours,
    int? QuotaPerDay,
    int? CutOffMinutes)
{
    /// <summary>A new one has a title, a category and a provider.</summary>
    public bool IsWhole() => Title is not null && Category is not null && ProviderKind is not null
        && ProvidedBy is not null;

    public ItemDetails Over(ItemDetails? known) => new(
        Title?.Trim() ?? known!.Title,
        Category ?? known!.Category,
        ProviderKind ?? known!.ProviderKind,
        ProvidedBy?.Trim() ?? known!.ProvidedBy,
        WhoMay ?? known?.WhoMay ?? WhoMayOrder.Everybody,
        PriceFen ?? known?.PriceFen ?? 0,
        SubsidyFen ?? known?.SubsidyFen ?? 0,
        Skill is null ? known?.Skill : Skill.Trim() is { Length: > 0 } skill ? skill : null,
        Hours is null ? known?.Hours ?? [] : [.. Hours.Select(shift => shift.ToShift())],
        QuotaPerDay is null ? known?.QuotaPerDay : QuotaPerDay is 0 ? null : QuotaPerDay,
        CutOffMinutes is null ? known?.CutOffMinutes : CutOffMinutes is -1 ? null : CutOffMinutes);

    public sealed class Rules : AbstractValidator<DescribeItem>
    {
        private const int TextLengthMax = 100;
        private const int FenMax = 100_000_000;

        public Rules()
        {
            RuleFor(body => body.Title).Length(1, TextLengthMax);
            RuleFor(body => body.Category).IsInEnum();
            RuleFor(body => body.ProviderKind).IsInEnum();
            RuleFor(body => body.ProvidedBy).Length(1, TextLengthMax);
            RuleFor(body => body.WhoMay).IsInEnum();
            RuleFor(body => body.PriceFen).InclusiveBetween(0, FenMax);
            RuleFor(body => body.SubsidyFen).InclusiveBetween(0, FenMax);
            RuleFor(body => body.Skill).MaximumLength(TextLengthMax);
            RuleFor(body => body.Hours).Must(hours => hours is not { Count: > ItemDetails.ShiftsMax });
            RuleForEach(body => body.Hours).NotNull().SetValidator(new ShiftBody.Rules());
            RuleFor(body => body.QuotaPerDay).InclusiveBetween(0, 1_000_000);
            RuleFor(body => body.CutOffMinutes).InclusiveBetween(-1, 31 * 24 * 60);
        }
    }
}

/// <param name="ItemIds">The services that this person gives.</param>
/// <param name="Latitude">Of the centre or shop from which they come; GCJ-02.</param>
/// <param name="RadiusMetres">How far from there they go.</param>
/// <param name="OpenMax">Orders that the rule gives them at a time; 5 by default.</param>
public sealed record DescribeProvider(
    IReadOnlyList<ItemId> ItemIds, IReadOnlyList<string>? Skills, double? Latitude, double? Longitude,
    int? RadiusMetres, int? OpenMax)
{
    private const int OpenDefault = 5;

    public Provider ToProvider(ResidentId who) => new(
        who, ItemIds, [.. (Skills ?? []).Select(skill => skill.Trim())],
        (Latitude, Longitude) is ({ } latitude, { } longitude) ? new(latitude, longitude) : null,
        RadiusMetres, OpenMax ?? OpenDefault);

    public sealed class Rules : AbstractValidator<DescribeProvider>
    {
        private const int SkillsMax = 20;
        private const int SkillLengthMax = 30;

        public Rules()
        {
            RuleFor(body => body.ItemIds).NotNull()
                .Must(items => items is not { Count: 0 or > CatalogueDecider.ItemsMax });
            RuleFor(body => body.Skills).Must(skills => skills is not { Count: > SkillsMax });
            RuleForEach(body => body.Skills).NotEmpty().MaximumLength(SkillLengthMax);
            RuleFor(body => body.Latitude).InclusiveBetween(-90, 90)
                .Must((body, latitude) => latitude is null == body.Longitude is null);
            RuleFor(body => body.Longitude).InclusiveBetween(-180, 180);
            RuleFor(body => body.RadiusMetres).InclusiveBetween(1, 100_000);
            RuleFor(body => body.OpenMax).InclusiveBetween(1, 1_000);
        }
    }
}

public sealed record ItemOffered(ItemId ItemId);

public sealed record ItemAnswer(
    ItemId ItemId, CommunityId CommunityId, string Title, ServiceCategory Category, ProviderKind ProviderKind,
    string ProvidedBy, WhoMayOrder WhoMay, int PriceFen, int SubsidyFen, string? Skill, IReadOnlyList<ShiftBody> Hours,
    int? QuotaPerDay, int? CutOffMinutes)
{
    public static ItemAnswer Of(CommunityId community, ItemId id, ItemDetails item) => new(
        id, community, item.Title, item.Category, item.ProviderKind, item.ProvidedBy, item.WhoMay, item.PriceFen,
        item.SubsidyFen, item.Skill, [.. item.Hours.Select(ShiftBody.Of)], item.QuotaPerDay, item.CutOffMinutes);
}

/// <param name="Open">Orders that they have now.</param>
public sealed record ProviderAnswer(
    ResidentId ResidentId, string? DisplayName, IReadOnlyList<ItemId> ItemIds, IReadOnlyList<string> Skills,
    int? RadiusMetres, int OpenMax, int Open);
