using System.Collections.Frozen;
using System.Globalization;
using FluentValidation;
using FluentValidation.Resources;

namespace ResidentService.Service.Api.Edge;

/// <summary>
/// Every validator of this assembly, by the type that it validates. Each is made when it is first needed: made at start,
/// they would hold it up.
/// </summary>
public static class Validators
{
    private static readonly FrozenDictionary<Type, Lazy<IValidator>> All = Find();

    /// <exception cref="InvalidOperationException">Somebody forgot to write one.</exception>
    public static Lazy<IValidator> Of(Type type) => All.TryGetValue(type, out var validator)
        ? validator
        : throw new InvalidOperationException($"{type} comes from requests and has no validator");

    private static FrozenDictionary<Type, Lazy<IValidator>> Find()
    {
        ValidatorOptions.Global.LanguageManager = new PlainWords();
        return typeof(Validators).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, ContainsGenericParameters: false }
                && type.IsAssignableTo(typeof(IValidator)) && type.GetConstructor(Type.EmptyTypes) is not null)
            .ToFrozenDictionary(
                type => type.BaseType!.GetGenericArguments()[0],
                type => new Lazy<IValidator>(() => (IValidator)Activator.CreateInstance(type)!));
    }

    /// <summary>
    /// What the usual rules say, in plain words and both languages. The field stands beside the message, so the message
    /// does not repeat its name.
    /// </summary>
    private sealed class PlainWords : ILanguageManager
    {
        public bool Enabled { get; set; } = true;

        public CultureInfo? Culture { get; set; }

        public string GetString(string key, CultureInfo? culture = null) => key switch
        {
            "NotEmptyValidator" or "NotNullValidator" => Language.Pick("请填写这一项。", "Please fill this in."),
            "MaximumLengthValidator" => Language.Pick(
                "最多 {MaxLength} 个字，现在有 {TotalLength} 个。", "At most {MaxLength} characters; this has {TotalLength}."),
            "MinimumLengthValidator" => Language.Pick(
                "至少 {MinLength} 个字。", "At least {MinLength} characters."),
            "LengthValidator" => Language.Pick(
                "请填写 {MinLength} 到 {MaxLength} 个字。", "Between {MinLength} and {MaxLength} characters, please."),
            "InclusiveBetweenValidator" => Language.Pick(
                "请填写 {From} 到 {To} 之间的数。", "Please give a value from {From} to {To}."),
            "GreaterThanValidator" => Language.Pick(
                "必须大于 {ComparisonValue}。", "Must be more than {ComparisonValue}."),
            "GreaterThanOrEqualValidator" => Language.Pick(
                "不能小于 {ComparisonValue}。", "Must be at least {ComparisonValue}."),
            "LessThanValidator" => Language.Pick("必须小于 {ComparisonValue}。", "Must be less than {ComparisonValue}."),
            "LessThanOrEqualValidator" => Language.Pick(
                "不能大于 {ComparisonValue}。", "Must be at most {ComparisonValue}."),
            "EnumValidator" => Language.Pick("没有这个选项。", "There is no such choice."),
            _ => Language.Pick("这一项不对，请检查后重填。", "This is not right. Please correct it."),
        };
    }
}
