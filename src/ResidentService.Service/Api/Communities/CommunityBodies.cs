using FluentValidation;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;

namespace ResidentService.Service.Api.Communities;

public sealed record FoundCommunity(string Name, string Street, string District, string City)
{
    public sealed class Rules : AbstractValidator<FoundCommunity>
    {
        private const int LengthMax = 64;

        public Rules()
        {
            RuleFor(body => body.Name).NotEmpty().MaximumLength(LengthMax);
            RuleFor(body => body.Street).NotEmpty().MaximumLength(LengthMax).Must(BeOneName);
            RuleFor(body => body.District).NotEmpty().MaximumLength(LengthMax).Must(BeOneName);
            RuleFor(body => body.City).NotEmpty().MaximumLength(LengthMax).Must(BeOneName);
        }

        /// <summary>A street's scope is written with slashes between its parts.</summary>
        private static bool BeOneName(string? name) => name is null || !name.Contains('/', StringComparison.Ordinal);
    }

    public Area ToArea() => new(Name.Trim(), Street.Trim(), District.Trim(), City.Trim());
}

public sealed record CommunityFounded(CommunityId CommunityId);

/// <summary>
/// A role at a community; a street officer's or an auditor's holds for the street or the city around it.
/// </summary>
public sealed record AppointStaff(ResidentId ResidentId, StaffRole? Role)
{
    public sealed class Rules : AbstractValidator<AppointStaff>
    {
        public Rules()
        {
            RuleFor(body => body.ResidentId).NotEmpty();
            RuleFor(body => body.Role).NotNull().IsInEnum();
        }
    }
}

public sealed record CommunityListed(
    CommunityId CommunityId, string Name, string Street, string District, string City);

public sealed record CommunityAnswer(
    CommunityId CommunityId, string Name, string Street, string District, string City, int PolicyVersion, Policy Policy)
{
    public static CommunityAnswer Of(CommunityView view) => new(
        view.Id, view.Area.Name, view.Area.Street, view.Area.District, view.Area.City, view.Policy.Version,
        view.Policy.Policy);
}

public sealed record PolicyAnswer(int Version);
