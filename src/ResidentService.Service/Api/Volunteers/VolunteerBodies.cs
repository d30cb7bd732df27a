using FluentValidation;
using ResidentService.Domain.Volunteers;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;

namespace ResidentService.Service.Api.Volunteers;

/// <param name="BirthDate">Kept sealed; the volunteer's record holds no trace of it.</param>
public sealed record BecomeVolunteer(IReadOnlyList<string>? Skills, DateOnly BirthDate)
{
    public sealed class Rules : AbstractValidator<BecomeVolunteer>
    {
        private const int SkillsMax = 20;

        public Rules()
        {
            RuleFor(body => body.Skills).Must(skills => skills is not { Count: > SkillsMax });
            RuleForEach(body => body.Skills).NotEmpty().MaximumLength(32);
            RuleFor(body => body.BirthDate).Cascade(CascadeMode.Stop).NotEmpty()
                .GreaterThanOrEqualTo(BirthDates.Earliest)
                .WithMessage(_ => Language.Pick("请填写正确的出生日期。", "Please give the right birth date."));
        }
    }
}

public sealed record VolunteerRegistered(VolunteerNumber Number);
