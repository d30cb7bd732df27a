using FluentValidation;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Pairings;

namespace ResidentService.Service.Api.Meals;

public sealed record AssignCourier(ResidentId ResidentId)
{
    public sealed class Rules : AbstractValidator<AssignCourier>
    {
        public Rules() => RuleFor(body => body.ResidentId).NotEmpty();
    }
}

/// <param name="Code">Of the person's own card: signed minutes go from the first one of a run to the last one.</param>
public sealed record NoteDoor(DoorOutcome? Outcome, string? Code)
{
    public sealed class Rules : AbstractValidator<NoteDoor>
    {
        public Rules()
        {
            RuleFor(body => body.Outcome).NotNull().IsInEnum();
            RuleFor(body => body.Code).MaximumLength(ShowCard.LengthMax);
        }
    }
}

public sealed record RunsPlanned(int Runs, int Metres);

/// <summary>A line of a list.</summary>
/// <param name="Metres">As the crow flies.</param>
public sealed record RunItem(
    RunId RunId, KitchenId KitchenId, DateOnly Date, int Number, int Stops, int Metres, bool IsFinished);

/// <param name="Done">Stops that are settled.</param>
public sealed record RunSummary(
    RunId RunId, int Number, ResidentId? CourierId, string? CourierName, int Stops, int Done, int Metres);

public sealed record RunAnswer(
    RunId RunId, int Number, ResidentId? CourierId, int Metres, IReadOnlyList<StopAnswer> Stops);

/// <param name="Name">Masked; as all that is sealed, shown while the stop is not settled.</param>
/// <param name="Phone">Where nobody has opened.</param>
public sealed record StopAnswer(
    ResidentId ResidentId, MealStatus Status, string? Name, string? Address, string? Building, double? Latitude,
    double? Longitude, string? Note, string? Dish, IReadOnlyList<DietMark> Marks, int? ToPayFen, string? Phone);
