using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using ResidentService.Domain.Care;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.CommunityEvents;

namespace ResidentService.Service.Api.Care;

/// <summary>What a care tag says of a person; outside of here it is always sealed.</summary>
public enum CareKind
{
    LivingAlone,
    Hardship,
    LeftBehindChild,
    Disability,
    Aged80,
}

/// <param name="Evidence">Where the finding comes from, for instance 民政低保证明; kept sealed.</param>
/// <param name="ReviewOn">The day on which the tag is looked at again; at most a year ahead.</param>
public sealed record SetCareTag(CareTier? Tier, string Evidence, DateOnly ReviewOn)
{
    public sealed class Rules : AbstractValidator<SetCareTag>
    {
        private const int EvidenceLengthMax = 500;

        public Rules()
        {
            RuleFor(body => body.Tier).NotNull().IsInEnum();
            RuleFor(body => body.Evidence).NotEmpty().MaximumLength(EvidenceLengthMax);
            RuleFor(body => body.ReviewOn).NotEmpty();
        }
    }
}

/// <param name="Reason">Why the caller has to know; the person sees it.</param>
public sealed record LookAtCare(string Reason)
{
    public sealed class Rules : AbstractValidator<LookAtCare>
    {
        public Rules() => RuleFor(body => body.Reason).NotEmpty().MaximumLength(GiveReason.LengthMax);
    }
}

public sealed record WhichCare
{
    [FromQuery(Name = "tier")]
    public string? Tier { get; init; }

    [FromQuery(Name = "reviewDue")]
    public bool? ReviewDue { get; init; }

    [FromQuery(Name = "withoutPairing")]
    public bool? WithoutPairing { get; init; }

    public CareTier? OfTier() => Enum.TryParse<CareTier>(Tier, ignoreCase: true, out var tier) ? tier : null;

    public sealed class Rules : AbstractValidator<WhichCare>
    {
        public Rules() => RuleFor(query => query.Tier)
            .Must((query, word) => word is null || query.OfTier() is not null);
    }
}

public sealed record CareTagAnswer(
    CareKind Kind, CareTier Tier, string Evidence, ResidentId SetBy, DateTimeOffset SetAt, DateOnly ReviewOn,
    bool IsReviewDue);

/// <param name="Tier">Of the gravest tag; absent where there is none.</param>
public sealed record CareAnswer(
    ResidentId ResidentId, string? DisplayName, CareTier? Tier, IReadOnlyList<CareTagAnswer> Tags);

/// <summary>No name and no kind: to see them is a look that the person is told of.</summary>
public sealed record CareItem(ResidentId ResidentId, CareTier Tier, DateOnly ReviewOn, bool IsReviewDue);
