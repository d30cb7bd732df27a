using System.Reflection;
using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ResidentService.Runtime;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Api.Edge;

/// <summary>Marks an endpoint whose Idempotency-Key is required (K in the contract).</summary>
public sealed class KeyRequired
{
    private KeyRequired() { }

    public static KeyRequired It { get; } = new();
}

/// <summary>
/// The one mechanism by which requests are checked: every body and every set of query parameters has a validator,
/// which is looked up when the endpoint is built, so that it can't be forgotten.
/// </summary>
public static class RequestChecks
{
    /// <summary>Checks every request of the group's endpoints.</summary>
    public static RouteGroupBuilder CheckRequests(this RouteGroupBuilder group)
    {
        group.AddEndpointFilterFactory(Check);
        return group;
    }

    /// <summary>The endpoint needs an Idempotency-Key.</summary>
    public static RouteHandlerBuilder RequireKey(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(KeyRequired.It);

    /// <summary>
    /// What of an endpoint's parameters has a validator: the type inside a body, and sets of query parameters.
    /// </summary>
    public static Type? ValidatedType(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Body<>))
            return type.GetGenericArguments()[0];
        return parameter.IsDefined(typeof(AsParametersAttribute)) ? type : null;
    }

    private static EndpointFilterDelegate Check(EndpointFilterFactoryContext endpoint, EndpointFilterDelegate next)
    {
        var parameters = endpoint.MethodInfo.GetParameters();
        var validators = Array.ConvertAll(parameters, parameter => ValidatedType(parameter) is { } type
            ? Validators.Of(type)
            : null);
        return request => Fault(request, validators) is { } fault
            ? new(Problem.Of(fault))
            : next(request);
    }

    private static EdgeFault? Fault(EndpointFilterInvocationContext request, Lazy<IValidator>?[] validators)
    {
        var context = request.HttpContext;
        if (!HttpMethods.IsGet(context.Request.Method)
            && context.RequestServices.GetRequiredService<Writer>().IsOverloaded)
        {
            RuntimeMetrics.Shed(1, "overload");
            return EdgeFault.TryAgain;
        }

        if (IdempotencyKeys.Fault(context) is { } wrongKey)
            return wrongKey;
        for (var i = 0; i < request.Arguments.Count; i++)
        {
            var part = request.Arguments[i] as IRequestPart;
            if (part?.Fault is { } wrong)
                return wrong;
            if (i < validators.Length && validators[i] is { } validator
                && Fault(context, validator.Value, part?.ToValidate ?? request.Arguments[i]!) is { } invalid)
                return invalid;
        }

        return null;
    }

    private static EdgeFault? Fault(HttpContext context, IValidator validator, object value)
    {
        Language.Speak(context);
        var result = validator.Validate(new ValidationContext<object>(value));
        return result.IsValid ? null : EdgeFault.ValidationFailed with { Errors = ByField(result.Errors) };
    }

    private static Dictionary<string, string[]> ByField(IEnumerable<ValidationFailure> failures) => failures
        .GroupBy(failure => FieldOf(failure.PropertyName), StringComparer.Ordinal)
        .ToDictionary(
            field => field.Key,
            field => field.Select(failure => failure.ErrorMessage).Distinct(StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);

    private static string FieldOf(string property) =>
        string.Join('.', property.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
