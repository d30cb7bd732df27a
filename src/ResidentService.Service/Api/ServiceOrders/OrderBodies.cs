using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Pairings;

namespace ResidentService.Service.Api.ServiceOrders;

/// <param name="ResidentId">Who needs it, where a household member or a worker places it; absent: I.</param>
/// <param name="WantedAt">Absent: as soon as possible.</param>
/// <param name="Wish">What is needed; sealed.</param>
/// <param name="Address">Where; sealed.</param>
/// <param name="Latitude">Of that place, GCJ-02; says who is near, and is kept nowhere.</param>
public sealed record PlaceOrder(
    CommunityId CommunityId, ItemId ItemId, ResidentId? ResidentId, DateTimeOffset? WantedAt, string Wish,
    string? Address, double? Latitude, double? Longitude)
{
    public sealed class Rules : AbstractValidator<PlaceOrder>
    {
        private const int WishLengthMax = 500;
        private const int AddressLengthMax = 200;

        public Rules()
        {
            RuleFor(body => body.CommunityId).NotEmpty();
            RuleFor(body => body.ItemId).NotEmpty();
            RuleFor(body => body.WantedAt).Must(time => time is null || EventTimes.AreUsual(time.Value));
            RuleFor(body => body.Wish).NotEmpty().MaximumLength(WishLengthMax);
            RuleFor(body => body.Address).MaximumLength(AddressLengthMax);
            RuleFor(body => body.Latitude).InclusiveBetween(-90, 90)
                .Must((body, latitude) => latitude is null == body.Longitude is null);
            RuleFor(body => body.Longitude).InclusiveBetween(-180, 180);
        }
    }
}

public sealed record DispatchOrder(ResidentId ProviderId)
{
    public sealed class Rules : AbstractValidator<DispatchOrder>
    {
        public Rules() => RuleFor(body => body.ProviderId).NotEmpty();
    }
}

/// <param name="Reason">Needed from staff: it is what the person is told.</param>
public sealed record CancelOrder(string? Reason)
{
    public sealed class Rules : AbstractValidator<CancelOrder>
    {
        public Rules() => RuleFor(body => body.Reason).MaximumLength(GiveReason.LengthMax);
    }
}

/// <param name="Evidence">What was done; sealed.</param>
/// <param name="Pictures">References to stored pictures.</param>
/// <param name="Code">Of the person's own card: the minutes since arriving are signed.</param>
public sealed record FinishOrder(string Evidence, IReadOnlyList<string>? Pictures, string? Code)
{
    public sealed class Rules : AbstractValidator<FinishOrder>
    {
        private const int EvidenceLengthMax = 500;

        public Rules()
        {
            RuleFor(body => body.Evidence).NotEmpty().MaximumLength(EvidenceLengthMax);
            RuleFor(body => body.Pictures).Must(pictures => pictures is not { Count: > OrderDecider.PicturesMax });
            RuleForEach(body => body.Pictures).Matches("^[A-Za-z0-9._/-]{1,100}$");
            RuleFor(body => body.Code).MaximumLength(ShowCard.LengthMax);
        }
    }
}

public sealed record ReviewOrder(int Stars, string? Words)
{
    public sealed class Rules : AbstractValidator<ReviewOrder>
    {
        private const int WordsLengthMax = 300;

        public Rules()
        {
            RuleFor(body => body.Stars).InclusiveBetween(1, 5);
            RuleFor(body => body.Words).MaximumLength(WordsLengthMax);
        }
    }
}

public sealed record WhichOrders
{
    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    /// <summary>Only those of which the grid worker or the street has been told.</summary>
    [FromQuery(Name = "overdue")]
    public bool? Overdue { get; init; }

    public OrderStatus? OfStatus() =>
        Enum.TryParse<OrderStatus>(Status, ignoreCase: true, out var status) ? status : null;

    public sealed class Rules : AbstractValidator<WhichOrders>
    {
        public Rules() => RuleFor(query => query.Status)
            .Must((query, word) => word is null || query.OfStatus() is not null);
    }
}

public sealed record OrderPlaced(OrderId OrderId, OrderStatus Status);

/// <param name="DueBy">When the next step is due.</param>
/// <param name="ResidentName">
/// As the wish, the address and what was done: for the person's household, for who serves until it has ended, and for
/// staff by a look that the person can see.
/// </param>
/// <param name="Words">Of the review; for who served as well.</param>
public sealed record OrderAnswer(
    OrderId OrderId, CommunityId CommunityId, ItemId ItemId, string Title, ServiceCategory Category,
    ResidentId ResidentId, string? ResidentName, ResidentId PlacedById, OrderStatus Status, ResidentId? ProviderId,
    string? ProviderName, DateTimeOffset? WantedAt, DateTimeOffset? DueBy, OrderAlert? Alerted, string? Wish,
    string? Address, string? Evidence, IReadOnlyList<string> Pictures, int? Stars, string? Words);

/// <summary>A line of a list, and of the ledger (台账): who, what, and when each step was taken.</summary>
public sealed record OrderItem(
    OrderId OrderId, string Title, ServiceCategory Category, ResidentId ResidentId, ResidentId PlacedById,
    ResidentId? ProviderId, OrderStatus Status, DateTimeOffset PlacedAt, DateTimeOffset? DispatchedAt,
    DateTimeOffset? AcceptedAt, DateTimeOffset? DoneAt, DateTimeOffset? DueBy, OrderAlert? Alerted, int? Stars,
    int Declines);

public sealed record LedgerAnswer(string Month, int Count, IReadOnlyList<OrderItem> Items);
