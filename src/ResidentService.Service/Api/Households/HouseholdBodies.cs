using FluentValidation;
using ResidentService.Domain.Households;
using ResidentService.Domain.Residents;

namespace ResidentService.Service.Api.Households;

/// <param name="Head">Who invites.</param>
/// <param name="Members">In the order in which they entered.</param>
/// <param name="Invited">Who may join; without names, since they are not members yet.</param>
public sealed record HouseholdAnswer(
    HouseholdId HouseholdId,
    ResidentId? Head,
    IReadOnlyList<HouseholdPerson> Members,
    IReadOnlyList<HouseholdPerson> Invited);

/// <param name="DisplayName">Null when none was given; 已注销 when the account was deleted.</param>
public sealed record HouseholdPerson(ResidentId ResidentId, string? DisplayName);

public sealed record HouseholdFounded(HouseholdId HouseholdId);

public sealed record InviteToHousehold(ResidentId ResidentId)
{
    public sealed class Rules : AbstractValidator<InviteToHousehold>
    {
        public Rules() => RuleFor(body => body.ResidentId).NotEmpty();
    }
}

/// <param name="Head">Whose household it is, for the invited person to recognise.</param>
public sealed record InvitationAnswer(HouseholdId HouseholdId, ResidentId? Head, DateTimeOffset InvitedAt);
