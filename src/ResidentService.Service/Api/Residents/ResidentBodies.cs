using FluentValidation;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.Residents;

/// <summary>Fields that are absent stay as they are.</summary>
/// <param name="BirthDate">For events that have a rule about ages; kept sealed.</param>
public sealed record ChangeMe(string? DisplayName, CommunityId? CommunityId, DateOnly? BirthDate)
{
    public sealed class Rules : AbstractValidator<ChangeMe>
    {
        public Rules()
        {
            RuleFor(body => body.DisplayName).Length(1, 64).Must(NotBlank).When(Named);
            RuleFor(body => body.BirthDate).GreaterThanOrEqualTo(BirthDates.Earliest)
                .WithMessage(_ => Language.Pick("请填写正确的出生日期。", "Please give the right birth date."));
        }

        private static bool Named(ChangeMe body) => body.DisplayName is not null;

        private static bool NotBlank(string? name) => !string.IsNullOrWhiteSpace(name);
    }
}

/// <param name="PhoneCode">The code of a tap on "my phone number".</param>
public sealed record GivePhone(string PhoneCode)
{
    public sealed class Rules : AbstractValidator<GivePhone>
    {
        public Rules() => RuleFor(body => body.PhoneCode).NotEmpty().MaximumLength(256);
    }
}

/// <param name="Evidence">What the consent is recorded on, for instance a signed form; kept sealed.</param>
public sealed record GiveGuardianConsent(ResidentId GuardianResidentId, string Evidence)
{
    public sealed class Rules : AbstractValidator<GiveGuardianConsent>
    {
        public Rules()
        {
            RuleFor(body => body.GuardianResidentId).NotEmpty();
            RuleFor(body => body.Evidence).NotEmpty().MaximumLength(500);
        }
    }
}

/// <param name="DisplayName">Null when none was given, or when the personal data was erased.</param>
/// <param name="Roles">Words; <paramref name="Grants"/> says where each holds.</param>
public sealed record MeAnswer(
    ResidentId ResidentId,
    string? DisplayName,
    CommunityId? CommunityId,
    IReadOnlyList<string> Roles,
    IReadOnlyList<RoleGrant> Grants,
    VolunteerAnswer? Volunteer);

public sealed record VolunteerAnswer(
    VolunteerNumber Number, int StarLevel, int SignedMinutes, int SupplementedMinutes)
{
    public static VolunteerAnswer Of(VolunteerView view) =>
        new(view.Number, view.StarLevel, view.SignedMinutes, view.SupplementedMinutes);
}

public sealed record CardAnswer(string Code);

public sealed record GuardianConsentAnswer(ResidentId ResidentId, ResidentId GuardianResidentId);
