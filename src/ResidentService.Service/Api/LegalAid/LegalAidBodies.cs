using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using ResidentService.Domain.Communities;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.LegalAid;

/// <summary>Whose means are not examined (Legal Aid Law, art. 42); outside of here it is always sealed.</summary>
public enum MeansExemption
{
    SocialAssistance,

    /// <summary>Wages, or an injury at work, of somebody who has come from the country to work.</summary>
    MigrantWorkerClaim,
    MinorWithoutIncome,
    ElderlyWithoutIncome,
    DisabledWithoutIncome,
}

/// <param name="ResidentId">For whom a worker files it; absent: I.</param>
/// <param name="Statement">What happened and what help is asked for; sealed, like the means.</param>
/// <param name="Exemption">Absent: the means are stated.</param>
/// <param name="Pictures">References to stored pictures of papers.</param>
public sealed record FileLegalAid(
    CommunityId CommunityId, ResidentId? ResidentId, string Statement, MeansExemption? Exemption, string? Means,
    IReadOnlyList<string>? Pictures)
{
    public sealed class Rules : AbstractValidator<FileLegalAid>
    {
        private const int MeansLengthMax = 300;

        public Rules()
        {
            RuleFor(body => body.CommunityId).NotEmpty();
            RuleFor(body => body.Statement).NotEmpty().MaximumLength(LegalAidText.LengthMax);
            RuleFor(body => body.Exemption).IsInEnum();
            RuleFor(body => body.Means).MaximumLength(MeansLengthMax);
            RuleFor(body => body.Pictures).Must(pictures => pictures is not { Count: > LegalAidDecider.PicturesMax });
            RuleForEach(body => body.Pictures).NotEmpty().IsPictureReference();
        }
    }
}

/// <param name="Text">Sealed; who may know it is told.</param>
public sealed record LegalAidText(string Text)
{
    public const int LengthMax = 500;

    public sealed class Rules : AbstractValidator<LegalAidText>
    {
        public Rules() => RuleFor(body => body.Text).NotEmpty().MaximumLength(LengthMax);
    }
}

/// <param name="Text">What is supplied, or explained; sealed.</param>
/// <param name="Pictures">References to stored pictures.</param>
public sealed record SupplyMaterials(string Text, IReadOnlyList<string>? Pictures)
{
    public sealed class Rules : AbstractValidator<SupplyMaterials>
    {
        public Rules()
        {
            RuleFor(body => body.Text).NotEmpty().MaximumLength(LegalAidText.LengthMax);
            RuleFor(body => body.Pictures).Must(pictures => pictures is not { Count: > LegalAidDecider.PicturesMax });
            RuleForEach(body => body.Pictures).NotEmpty().IsPictureReference();
        }
    }
}

public sealed record WhichLegalAid
{
    [FromQuery(Name = "turn")]
    public string? Turn { get; init; }

    /// <summary>Only those whose deadline has passed.</summary>
    [FromQuery(Name = "late")]
    public bool? Late { get; init; }

    public LegalAidTurn? OfTurn() => Enum.TryParse<LegalAidTurn>(Turn, ignoreCase: true, out var turn) ? turn : null;

    public sealed class Rules : AbstractValidator<WhichLegalAid>
    {
        public Rules() => RuleFor(query => query.Turn)
            .Must((query, word) => word is null || query.OfTurn() is not null);
    }
}

public sealed record LegalAidFiled(LegalAidId ApplicationId, DateOnly DueOn);

/// <summary>A line of a list: no name and no word of what it is about.</summary>
/// <param name="Turn">Whose turn it is; absent where it has ended.</param>
/// <param name="DueOn">The last day of the next step; absent where it has none.</param>
/// <param name="IsLate">Who stands above whose turn it is has been told.</param>
public sealed record LegalAidItem(
    LegalAidId ApplicationId, CommunityId CommunityId, ResidentId ResidentId, ResidentId FiledById,
    LegalAidStatus Status, LegalAidTurn? Turn, DateOnly? DueOn, bool IsLate, DateTimeOffset FiledAt);

/// <param name="ResidentName">As all words: for the applicant, and for staff by a look that the applicant can see.</param>
/// <param name="MaterialsWanted">What the centre has asked for.</param>
/// <param name="Answer">Of the justice bureau to the objection.</param>
public sealed record LegalAidAnswer(
    LegalAidId ApplicationId, CommunityId CommunityId, ResidentId ResidentId, string? ResidentName,
    ResidentId FiledById, LegalAidStatus Status, LegalAidTurn? Turn, DateOnly? DueOn, bool IsLate, string? Statement,
    MeansExemption? Exemption, string? Means, IReadOnlyList<string> Pictures, string? MaterialsWanted,
    string? Materials, string? Refusal, string? Objection, string? Answer, string? Lawyer, string? Result);
