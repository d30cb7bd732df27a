using FluentValidation;
using ResidentService.Domain.ProxyActing;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.ProxyActing;

/// <summary>What a helper is trusted with, until when; the same helper's earlier powers are replaced.</summary>
public sealed record TrustHelper(IReadOnlyList<Power> Powers, DateTimeOffset? Until)
{
    public sealed class Rules : AbstractValidator<TrustHelper>
    {
        public Rules()
        {
            RuleFor(body => body.Powers).ArePowers();
            RuleFor(body => body.Until).NotNull().Must(time => EventTimes.AreUsual(time));
        }
    }
}

/// <param name="PaperConsent">The reference of the signed form's picture.</param>
public sealed record TrustHelperOnPaper(IReadOnlyList<Power> Powers, DateTimeOffset? Until, string PaperConsent)
{
    public sealed class Rules : AbstractValidator<TrustHelperOnPaper>
    {
        public Rules()
        {
            RuleFor(body => body.Powers).ArePowers();
            RuleFor(body => body.Until).NotNull().Must(time => EventTimes.AreUsual(time));
            RuleFor(body => body.PaperConsent).NotEmpty().IsPictureReference();
        }
    }
}

internal static class PowerRules
{
    public static void ArePowers<T>(this IRuleBuilder<T, IReadOnlyList<Power>> rule) => rule.NotEmpty()
        .Must(powers => powers is null
            || (powers.Count <= Enum.GetValues<Power>().Length && powers.All(Enum.IsDefined)));
}

/// <param name="IsOnPaper">Recorded by staff, who have the signed form.</param>
public sealed record HelperAnswer(
    ResidentId HelperId, string? DisplayName, IReadOnlyList<Power> Powers, DateTimeOffset Until, bool IsOnPaper);

/// <summary>Somebody for whom the caller may act.</summary>
public sealed record ActingForAnswer(
    ResidentId ResidentId, string? DisplayName, IReadOnlyList<Power> Powers, DateTimeOffset Until);

/// <param name="What">What was asked for, in a few words; the helper's attempts stand here too.</param>
/// <param name="IsLook">Nothing was to be changed.</param>
public sealed record HelpedItem(
    DateTimeOffset At, ResidentId HelperId, string? DisplayName, Power Power, string What, bool IsLook);
