using FluentValidation;

namespace ResidentService.Service.Api.Edge;

/// <summary>The reference of a picture in whatever keeps pictures: a signed form, or evidence.</summary>
internal static class PictureReference
{
    private const string Form = "^[A-Za-z0-9._/-]{1,100}$";

    public static IRuleBuilderOptions<T, string?> IsPictureReference<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Matches(Form);
}
