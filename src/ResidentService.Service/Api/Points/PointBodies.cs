using FluentValidation;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;

namespace ResidentService.Service.Api.Points;

/// <param name="Balance">What can be spent now; held and pending points are apart.</param>
/// <param name="Pending">For service that is not settled, or whose award is still on its way; before the caps.</param>
/// <param name="Expiring">Within the next 30 days, the earliest first.</param>
public sealed record PointsAnswer(
    AccountId AccountId, long Balance, long Held, long Pending, IReadOnlyList<ExpiringPoints> Expiring);

/// <param name="Points">Below zero where points went out.</param>
/// <param name="BalanceAfter">All that is owned, held points too: the signed points add up to it.</param>
/// <param name="Source">
/// The event of an award, the redemption, or whose account stands on the other side: a resident or a community.
/// </param>
/// <param name="Message">What the giver of a gift wrote to the reader.</param>
public sealed record PointsEntry(
    string EntryId,
    DateTimeOffset At,
    long Points,
    long BalanceAfter,
    TransferReason Reason,
    string Source,
    string? Message);

/// <summary>The part of an entry that comes from one lot.</summary>
/// <param name="EarnerResidentId">Who earned it: after a gift that is somebody else.</param>
public sealed record OriginAnswer(
    int Points,
    DateTimeOffset EarnedAt,
    DateTimeOffset ExpiresAt,
    CommunityId CommunityId,
    ServiceId ServiceId,
    EventId? EventId,
    string? EventTitle,
    ResidentId EarnerResidentId,
    DateTimeOffset CheckedInAt);

/// <param name="Message">Only the receiver can read it.</param>
public sealed record GivePoints(ResidentId ToResidentId, int Points, string? Message)
{
    private const int MessageLengthMax = 50;

    public sealed class Rules : AbstractValidator<GivePoints>
    {
        public Rules()
        {
            RuleFor(body => body.ToResidentId).NotEmpty();
            RuleFor(body => body.Points).InclusiveBetween(1, Amount.Max);
            RuleFor(body => body.Message).MaximumLength(MessageLengthMax);
        }
    }
}

public sealed record PointsGiven(TransferId TransferId, int Points);

/// <param name="WaitingAwards">Awards that wait for next month's budget.</param>
/// <param name="WaitingPoints">Their sum.</param>
/// <param name="InCirculation">Issued and not yet retired.</param>
public sealed record IssuanceAnswer(
    long BudgetPerMonth, long IssuedThisMonth, int WaitingAwards, long WaitingPoints, long InCirculation);
