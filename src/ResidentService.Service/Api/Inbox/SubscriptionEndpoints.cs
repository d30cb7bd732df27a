using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Messages;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Api.Inbox;

/// <summary>Which messages I have accepted to be sent by WeChat: one tap, one message.</summary>
public static class SubscriptionEndpoints
{
    public static void MapSubscriptions(this RouteGroupBuilder api)
    {
        var subscriptions = api.MapGroup("/me/subscriptions").WithTags("inbox");
        subscriptions.MapGet("", List)
            .WithSummary("The templates to ask for, and how many messages of each I have accepted.");
        subscriptions.MapPost("", Accept).WithSummary("I have tapped \"allow\" for these templates, once each.");
    }

    private static Ok<ItemsOf<Subscription>> List(
        SignedIn caller, ServiceSettings settings, [FromServices] MessagesDatabase messages) =>
        TypedResults.Ok(new ItemsOf<Subscription>(Of(caller.Resident, settings, messages), NextCursor: null));

    internal static IReadOnlyList<Subscription> Of(
        ResidentId resident, ServiceSettings settings, MessagesDatabase messages)
    {
        var templates = settings.WeChat?.Templates ?? new Dictionary<NoticePurpose, MessageTemplate>();
        return messages.Do(connection => templates
            .Select(template => new Subscription(
                template.Key, template.Value.Id, Quotas.Of(connection, resident.Value, template.Value.Id)))
            .ToList());
    }

    /// <summary>Where WeChat tells of taps itself its word counts and not the phone's: it is the same tap.</summary>
    private static NoContent Accept(
        Body<AcceptTemplates> body, SignedIn caller, ServiceSettings settings,
        [FromServices] MessagesDatabase messages)
    {
        if (settings.WeChat is { PushToken: null } weChat)
        {
            var known = body.Value.TemplateIds!.Distinct().Where(weChat.HasTemplate).ToList();
            messages.Do(connection =>
                known.Sum(template => Quotas.Accept(connection, caller.Resident.Value, template)));
        }

        return TypedResults.NoContent();
    }
}

/// <param name="Left">Messages that may still be sent; each tap on "allow" adds one.</param>
public sealed record Subscription(NoticePurpose Purpose, string TemplateId, int Left);

/// <param name="TemplateIds">WeChat asks for at most three at once.</param>
public sealed record AcceptTemplates(IReadOnlyList<string>? TemplateIds)
{
    private const int TemplatesMax = 3;

    public sealed class Rules : AbstractValidator<AcceptTemplates>
    {
        public Rules()
        {
            RuleFor(body => body.TemplateIds).NotEmpty().Must(ids => ids is null || ids.Count <= TemplatesMax);
            RuleForEach(body => body.TemplateIds).NotEmpty().MaximumLength(64);
        }
    }
}
