using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Api.ProxyActing;

namespace ResidentService.Service.Api.Edge;

/// <summary>The description of the API at <c>/openapi/v1.json</c> and its page at <c>/docs</c>.</summary>
public static class OpenApiPage
{
    /// <summary>Where the page is.</summary>
    public const string Path = "/docs";

    private const string Document = "v1";
    private const string Bearer = "bearer";

    public static void AddOpenApiPage(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(Describe);
        options.AddSchemaTransformer(Describe);
    });

    public static void MapOpenApiPage(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        // Beside the way of all others, each of which would pass through it.
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase),
            docs => docs.UseSwaggerUI(page =>
            {
                page.RoutePrefix = Path[1..];
                page.DocumentTitle = "ResidentService";
                page.SwaggerEndpoint($"/openapi/{Document}.json", Document);
            }));
    }

    private static Task Describe(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new()
        {
            Title = "ResidentService",
            Version = Document,
            Description = "Errors are RFC 9457 problem details with a stable code.",
        };
        document.AddComponent<IOpenApiSecurityScheme>(
            Bearer, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer });
        return Task.CompletedTask;
    }

    private static async Task Describe(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (!metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security ??= [];
            operation.Security.Add(new() { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] });
        }

        operation.Parameters ??= [];
        if (metadata.OfType<KeyRequired>().Any())
            operation.Parameters.Add(Parameter(IdempotencyKeys.Header, ParameterLocation.Header, required: true));
        var (method, path) = (context.Description.HttpMethod ?? "", $"/{context.Description.RelativePath}");
        if (HelperTable.Find(method, path) is { Power: { } power })
        {
            var actingFor = Parameter(ActingFor.Header, ParameterLocation.Header, required: false);
            actingFor.Description = $"The resident for whom a helper does it, with the power {ByPosition.Word(power)}.";
            operation.Parameters.Add(actingFor);
        }

        if (metadata.OfType<MethodInfo>().Any(TakesPage))
        {
            operation.Parameters.Add(Parameter("cursor", ParameterLocation.Query, required: false));
            operation.Parameters.Add(Parameter("limit", ParameterLocation.Query, required: false));
        }

        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Refused, with a code and what to do next.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [Problem.ContentType] = new()
                {
                    Schema = await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, cancellation),
                },
            },
        };
    }

    /// <summary>What our own converters hide from the generator, and that null and absent mean the same.</summary>
    private static Task Describe(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (TextIds.IsId(type))
            schema.Type = JsonSchemaType.String;
        else if (type == typeof(double))
            schema.Type = JsonSchemaType.Number;
        foreach (var property in context.JsonTypeInfo.Properties.Where(IsOptional))
            schema.Required?.Remove(property.Name);
        return Task.CompletedTask;
    }

    private static bool IsOptional(JsonPropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null
        || (!property.PropertyType.IsValueType && (property.AssociatedParameter?.IsNullable ?? property.IsGetNullable));

    private static bool TakesPage(MethodInfo handler) =>
        Array.Exists(handler.GetParameters(), parameter => parameter.ParameterType == typeof(Page));

    private static OpenApiParameter Parameter(string name, ParameterLocation place, bool required) => new()
    {
        Name = name,
        In = place,
        Required = required,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
