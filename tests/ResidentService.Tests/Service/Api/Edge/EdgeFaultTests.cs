using System.Reflection;
using System.Runtime.CompilerServices;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Tests.Service.Api.Edge;

public sealed class EdgeFaultTests
{
    [Fact]
    public void Every_refusal_has_a_stable_code_and_says_in_both_languages_what_to_do() =>
        Assert.All(Faults(), fault =>
        {
            Assert.Matches("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", fault.Code);
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", fault.Chinese);
            Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", fault.English);
            Assert.Matches(@"^[A-Z].*\.$", fault.English);
        });

    [Fact]
    public void One_code_has_one_status() => Assert.All(
        Faults().GroupBy(fault => fault.Code, StringComparer.Ordinal),
        code => Assert.Single(code.Select(fault => fault.Status).Distinct()));

    [Theory]
    [InlineData(RejectionKind.Invalid, 400)]
    [InlineData(RejectionKind.NotAllowed, 403)]
    [InlineData(RejectionKind.NotFound, 404)]
    [InlineData(RejectionKind.Conflict, 409)]
    [InlineData(RejectionKind.Reused, 422)]
    [InlineData(RejectionKind.TryAgain, 503)]
    public void A_kind_of_rejection_has_its_status(RejectionKind kind, int status)
    {
        var fault = EdgeFault.Of(new Refused(kind));
        Assert.Equal(status, fault.Status);
        Assert.Equal(status == 503, fault.RetryAfter is not null);
    }

    [Theory]
    [InlineData(401, "not_signed_in")]
    [InlineData(404, "not_found")]
    [InlineData(405, "method_not_allowed")]
    [InlineData(413, "body_too_large")]
    [InlineData(415, "unsupported_media_type")]
    [InlineData(418, "validation_failed")]
    [InlineData(500, "internal_error")]
    public void A_bare_status_of_the_framework_gets_words(int status, string code)
    {
        Assert.Equal(code, EdgeFault.OfStatus(status).Code);
        Assert.Equal(status, EdgeFault.OfStatus(status).Status);
    }

    private static IEnumerable<EdgeFault> Faults() => typeof(EdgeFault)
        .GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Select(property => (EdgeFault)property.GetValue(null)!)
        .Concat(Rejections().Select(EdgeFault.Of));

    private static IEnumerable<Rejection> Rejections() => new[] { typeof(Rejection), typeof(IActors) }
        .SelectMany(type => type.Assembly.GetTypes())
        .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(Rejection)))
        .Select(type => type.GetConstructors()[0])
        .Select(make => (Rejection)make.Invoke([.. make.GetParameters().Select(Sample)]));

    private static object? Sample(ParameterInfo parameter) => parameter switch
    {
        { Name: "Chinese" } => "请改一改。",
        { Name: "English" } => "Please correct it.",
        { ParameterType: { IsValueType: true } type } => RuntimeHelpers.GetUninitializedObject(type),
        _ => parameter.ParameterType == typeof(string) ? "" : null,
    };

    private sealed record Refused(RejectionKind Kind) : Rejection(Kind, "refused", "不行。", "No.");
}
