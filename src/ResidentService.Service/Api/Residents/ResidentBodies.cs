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

/// <param name="PolicyVersion">Of the text that the person was shown.</param>
/// <param name="Scopes">What the person has allowed, for instance <c>scope.userLocation</c>.</param>
public sealed record AgreeToPrivacy(string PolicyVersion, IReadOnlyList<string>? Scopes)
{
    private const int ScopesMax = 20;
    private const string Word = "^[A-Za-z0-9._-]{1,40}$";

    public sealed class Rules : AbstractValidator<AgreeToPrivacy>
    {
        public Rules()
        {
            RuleFor(body => body.PolicyVersion).NotEmpty().Matches(Word);
            RuleFor(body => body.Scopes).Must(scopes => scopes is null || scopes.Count <= ScopesMax);
            RuleForEach(body => body.Scopes).NotEmpty().Matches(Word);
        }
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

/// <param name="Confirm">True, since nothing brings the account back.</param>
public sealed record DeleteAccount(bool? Confirm)
{
    public sealed class Rules : AbstractValidator<DeleteAccount>
    {
        public Rules() => RuleFor(body => body.Confirm).Equal(true).WithMessage(_ => Language.Pick(
            "注销后不能恢复，请确认后再提交。", "A deleted account cannot be brought back. Please confirm."));
    }
}

/// <param name="PaperRequest">
/// The number under which the signed request is filed: a number only, since it stays readable for ever.
/// </param>
public sealed record EraseOnPaper(string PaperRequest)
{
    public sealed class Rules : AbstractValidator<EraseOnPaper>
    {
        /// <summary>Nine digits in a row would be part of a phone or identity number.</summary>
        private const string FileNumber = "^(?!.*[0-9]{9})[A-Za-z0-9/-]{1,40}$";

        public Rules() => RuleFor(body => body.PaperRequest).NotEmpty().Matches(FileNumber)
            .WithMessage(_ => Language.Pick(
                "请填写书面申请的档案号（字母、数字、- 和 /，最多 40 个），不要填写姓名、电话或身份证号。",
                "Please give the file number of the paper request: letters, digits, - and /, at most 40; "
                + "no name, phone or identity number."));
    }
}

/// <param name="DisplayName">Null when none was given.</param>
/// <param name="Roles">Words; <paramref name="Grants"/> says where each holds.</param>
/// <param name="PrivacyConsent">The last one that was given; null where the person has to be asked.</param>
public sealed record MeAnswer(
    ResidentId ResidentId,
    string? DisplayName,
    CommunityId? CommunityId,
    IReadOnlyList<string> Roles,
    IReadOnlyList<RoleGrant> Grants,
    VolunteerAnswer? Volunteer,
    PrivacyConsent? PrivacyConsent);

public sealed record VolunteerAnswer(
    VolunteerNumber Number, int StarLevel, int SignedMinutes, int SupplementedMinutes)
{
    public static VolunteerAnswer Of(VolunteerView view) =>
        new(view.Number, view.StarLevel, view.SignedMinutes, view.SupplementedMinutes);
}

public sealed record CardAnswer(string Code);

public sealed record GuardianConsentAnswer(ResidentId ResidentId, ResidentId GuardianResidentId);
