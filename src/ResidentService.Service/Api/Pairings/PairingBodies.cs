using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using ResidentService.Domain.Care;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.Pairings;

/// <param name="ResidentId">Who shall be looked after.</param>
public sealed record NewPairing(ResidentId ResidentId)
{
    public sealed class Rules : AbstractValidator<NewPairing>
    {
        public Rules() => RuleFor(body => body.ResidentId).NotEmpty();
    }
}

public sealed record OfferPairing(ResidentId VolunteerId)
{
    public sealed class Rules : AbstractValidator<OfferPairing>
    {
        public Rules() => RuleFor(body => body.VolunteerId).NotEmpty();
    }
}

/// <param name="VolunteerId">About whom the answer is; a later offer takes another one.</param>
public sealed record AnswerPairing(ResidentId VolunteerId)
{
    public sealed class Rules : AbstractValidator<AnswerPairing>
    {
        public Rules() => RuleFor(body => body.VolunteerId).NotEmpty();
    }
}

/// <param name="Code">Of the person's own card.</param>
public sealed record ShowCard(string Code)
{
    public const int LengthMax = 256;

    public sealed class Rules : AbstractValidator<ShowCard>
    {
        public Rules() => RuleFor(body => body.Code).NotEmpty().MaximumLength(LengthMax);
    }
}

/// <param name="Minutes">Typed in: they count for the record once two members of staff have approved them.</param>
/// <param name="Code">
/// Of the person's own card, instead: the minutes since it was shown at the beginning are signed, and earn points.
/// </param>
/// <param name="Notes">How the person was found, and what they need; kept sealed.</param>
/// <param name="HasNeeds">Whether somebody has to do something about it.</param>
/// <param name="BesideId">Who was there too; has to be given where a minor is visited in person.</param>
public sealed record NoteVisit(
    VisitKind? Kind, int? Minutes, string? Code, string Notes, bool? HasNeeds, ResidentId? BesideId)
{
    public sealed class Rules : AbstractValidator<NoteVisit>
    {
        private const int NotesLengthMax = 800;

        public Rules()
        {
            RuleFor(body => body.Kind).NotNull().IsInEnum();
            RuleFor(body => body.Minutes).GreaterThan(0);
            RuleFor(body => body.Minutes).Must((body, minutes) => minutes is null != body.Code is null)
                .WithMessage(_ => Language.Pick(
                    "请填写走访时间，或者扫居民的卡，二选一。", "Please give the minutes or the person's card, not both."));
            RuleFor(body => body.Code).MaximumLength(ShowCard.LengthMax);
            RuleFor(body => body.Notes).NotEmpty().MaximumLength(NotesLengthMax);
        }
    }
}

public sealed record SubstituteVolunteer(ResidentId VolunteerId, DateTimeOffset Until)
{
    public sealed class Rules : AbstractValidator<SubstituteVolunteer>
    {
        public Rules()
        {
            RuleFor(body => body.VolunteerId).NotEmpty();
            RuleFor(body => body.Until).Must(time => EventTimes.AreUsual(time));
        }
    }
}

/// <param name="Reason">Kept sealed.</param>
public sealed record PausePairing(DateTimeOffset Until, string Reason)
{
    public sealed class Rules : AbstractValidator<PausePairing>
    {
        public Rules()
        {
            RuleFor(body => body.Until).Must(time => EventTimes.AreUsual(time));
            RuleFor(body => body.Reason).NotEmpty().MaximumLength(GiveReason.LengthMax);
        }
    }
}

/// <param name="ReviewOn">Until this day the volunteer may visit minors.</param>
public sealed record RecordVetting(DateOnly ReviewOn, string Evidence)
{
    public sealed class Rules : AbstractValidator<RecordVetting>
    {
        private const int EvidenceLengthMax = 500;

        public Rules()
        {
            RuleFor(body => body.ReviewOn).NotEmpty();
            RuleFor(body => body.Evidence).NotEmpty().MaximumLength(EvidenceLengthMax);
        }
    }
}

public sealed record WhichPairings
{
    /// <summary>Only those of which a volunteer or the grid worker has been told.</summary>
    [FromQuery(Name = "overdue")]
    public bool? Overdue { get; init; }

    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    public PairingStatus? OfStatus() =>
        Enum.TryParse<PairingStatus>(Status, ignoreCase: true, out var status) ? status : null;

    public sealed class Rules : AbstractValidator<WhichPairings>
    {
        public Rules() => RuleFor(query => query.Status)
            .Must((query, word) => word is null || query.OfStatus() is not null);
    }
}

/// <summary>Reports of visits: of a community those that wait for approval.</summary>
/// <param name="Reason">Why it was turned down; in the volunteer's own list.</param>
public sealed record VisitReportItem(
    VisitId VisitId, PairingId PairingId, ResidentId VolunteerId, DateTimeOffset At, int Minutes, ReportStatus Status,
    ResidentId? ApprovedById, string? Reason);

/// <summary>Typed-in minutes: approved by none yet, by one, by two, or turned down.</summary>
public enum ReportStatus
{
    Waiting,
    ApprovedOnce,
    Recorded,
    TurnedDown,
}

public sealed record PairingAsked(PairingId PairingId);

public sealed record PairingAnswer(
    PairingId PairingId,
    ResidentId ResidentId,
    CommunityId CommunityId,
    CareTier Tier,
    PairingStatus Status,
    ResidentId? VolunteerId,
    ResidentId? CandidateId,
    IReadOnlyList<PairingSide> Agreed,
    ResidentId? SubstituteId,
    DateTimeOffset? SubstituteUntil,
    bool? SubstituteAgreed,
    DateTimeOffset? VisitBy,
    VisitAlert? Alerted,
    DateTimeOffset? PausedUntil)
{
    public static PairingAnswer Of(PairingView view) => new(
        view.Terms.Pairing, view.Terms.Resident, view.Terms.Community, view.Terms.Tier, view.Status, view.Volunteer,
        view.Candidate, view.Agreed, view.Substitute?.Who, view.Substitute?.Until, view.Substitute?.IsAgreed, view.VisitBy, view.Alerted,
        view.PausedUntil);
}

/// <param name="Alerted">Who has been told that the visit is overdue.</param>
public sealed record PairingItem(
    PairingId PairingId, ResidentId ResidentId, ResidentId? VolunteerId, PairingStatus Status, DateTimeOffset? VisitBy,
    VisitAlert? Alerted);

/// <param name="Notes">Absent when the person's data was erased.</param>
public sealed record VisitItem(
    VisitId VisitId, DateTimeOffset At, ResidentId VisitorId, VisitKind Kind, int Minutes, bool HasNeeds,
    string? Notes);
