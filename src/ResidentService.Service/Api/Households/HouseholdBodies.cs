using FluentValidation;
using ResidentService.Domain.Households;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;

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
/// <param name="Relation">To the head; null where nobody has said so.</param>
public sealed record HouseholdPerson(
    ResidentId ResidentId, string? DisplayName, Relation? Relation = null, MemberRole? Role = null);

public sealed record HouseholdFounded(HouseholdId HouseholdId);

public sealed record InviteToHousehold(ResidentId ResidentId)
{
    public sealed class Rules : AbstractValidator<InviteToHousehold>
    {
        public Rules() => RuleFor(body => body.ResidentId).NotEmpty();
    }
}

/// <param name="PaperConsent">The reference of the signed form's picture.</param>
public sealed record FoundOnPaper(ResidentId HeadId, string PaperConsent)
{
    public sealed class Rules : AbstractValidator<FoundOnPaper>
    {
        public Rules()
        {
            RuleFor(body => body.HeadId).NotEmpty();
            RuleFor(body => body.PaperConsent).NotEmpty().IsPictureReference();
        }
    }
}

/// <param name="PaperConsent">Of somebody who is no member yet: they join by it; from staff.</param>
public sealed record DescribeMember(Relation? Relation, MemberRole? Role, string? PaperConsent)
{
    public sealed class Rules : AbstractValidator<DescribeMember>
    {
        public Rules()
        {
            RuleFor(body => body.Relation).NotNull().IsInEnum();
            RuleFor(body => body.Role).NotNull().IsInEnum();
            RuleFor(body => body.PaperConsent).IsPictureReference();
        }
    }
}

public sealed record PassHeadTo(ResidentId ResidentId)
{
    public sealed class Rules : AbstractValidator<PassHeadTo>
    {
        public Rules() => RuleFor(body => body.ResidentId).NotEmpty();
    }
}

/// <param name="Head">Whose household it is, for the invited person to recognise.</param>
public sealed record InvitationAnswer(HouseholdId HouseholdId, ResidentId? Head, DateTimeOffset InvitedAt);
