using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Tests.Service.Api.Edge;

public sealed class ValidatorsTests
{
    [Fact]
    public void Every_body_and_every_set_of_query_parameters_has_a_validator() =>
        Assert.All(ValidatedTypes(), type => Assert.NotNull(Validators.Of(type).Value));

    /// <summary>A computed property would be a field that clients could send.</summary>
    [Fact]
    public void Their_properties_are_what_the_client_sends() => Assert.All(ValidatedTypes(), type => Assert.Equal(
        string.Join(' ', type.GetConstructors()[0].GetParameters().Select(parameter => parameter.Name).Concat(
            type.GetProperties().Where(IsInTheQuery).Select(property => property.Name))),
        string.Join(' ', type.GetProperties().Select(property => property.Name))));

    [Fact]
    public void A_type_without_one_is_named() => Assert.Contains(
        nameof(ValidatorsTests),
        Assert.Throws<InvalidOperationException>(() => Validators.Of(typeof(ValidatorsTests))).Message,
        StringComparison.Ordinal);

    private static bool IsInTheQuery(PropertyInfo property) => property.IsDefined(typeof(FromQueryAttribute));

    private static IEnumerable<Type> ValidatedTypes() => typeof(Validators).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
            | BindingFlags.DeclaredOnly))
        .SelectMany(method => method.GetParameters())
        .Select(RequestChecks.ValidatedType).OfType<Type>().Where(type => !type.IsGenericParameter).Distinct();
}
