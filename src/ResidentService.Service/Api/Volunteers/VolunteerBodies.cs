using FluentValidation;
using ResidentService.Domain.Volunteers;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.Volunteers;

/// <param name="BirthDate">Kept sealed; the volunteer's record holds no trace of it.</param>
public sealed record BecomeVolunteer(IReadOnlyList<string>? Skills, DateOnly BirthDate)
{
    public sealed class Rules : AbstractValidator<BecomeVolunteer>
    {
        private const int SkillsMax = 20;

        private static readonly DateOnly Earliest = new(1900, 1, 1);

        public Rules()
        {
            RuleFor(body => body.Skills).Must(skills => skills is not { Count: > SkillsMax });
            RuleForEach(body => body.Skills).NotEmpty().MaximumLength(32);
            RuleFor(body => body.BirthDate).Cascade(CascadeMode.Stop).NotEmpty().GreaterThanOrEqualTo(Earliest)
                .WithMessage(_ => Language.Pick("请填写正确的出生日期。", "Please give the right birth date."));
        }
    }
}

public sealed record VolunteerRegistered(VolunteerNumber Number);
