using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Merchants;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Messages;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Api.WeChat;

/// <summary>
/// What leads into the mini-program, for posters and text messages: for whoever is signed in, of what anybody can see.
/// </summary>
public static class CodeEndpoints
{
    private const string Code = "/mini-program-code";
    private const string Link = "/mini-program-link";
    private const string Picture = "image/jpeg";

    public static void MapMiniProgramCodes(this RouteGroupBuilder api)
    {
        var events = api.MapGroup("/events/{id}").WithTags("codes");
        events.MapGet(Code, EventCode).Produces(StatusCodes.Status200OK, contentType: Picture)
            .WithSummary("The picture of a code that opens a published event in WeChat.");
        events.MapGet(Link, EventLink).WithSummary("A link that opens a published event in WeChat, for some weeks.");
        var offers = api.MapGroup("/offers/{id}").WithTags("codes");
        offers.MapGet(Code, OfferCode).Produces(StatusCodes.Status200OK, contentType: Picture)
            .WithSummary("The picture of a code that opens an offer in WeChat.");
        offers.MapGet(Link, OfferLink).WithSummary("A link that opens an offer in WeChat, for some weeks.");
    }

    private static async Task<Results<FileContentHttpResult, Problem>> EventCode(
        EventId id, [AsParameters] WhichCode which, EventCall call, MiniProgramCodes codes,
        CancellationToken cancellation) =>
        await IsShown(id, call)
            ? Shown(await codes.Picture(LinkedPage.Event, id.Value, which.WidthOrUsual, cancellation))
            : Problem.Of(new CommunityEventRejection.NoSuchEvent());

    private static async Task<Results<Ok<LinkAnswer>, Problem>> EventLink(
        EventId id, EventCall call, MiniProgramCodes codes, CancellationToken cancellation) =>
        await IsShown(id, call)
            ? Address(await codes.Link(LinkedPage.Event, id.Value, cancellation))
            : Problem.Of(new CommunityEventRejection.NoSuchEvent());

    private static async Task<Results<FileContentHttpResult, Problem>> OfferCode(
        OfferId id, [AsParameters] WhichCode which, Asking ask, DomainClock clock, MiniProgramCodes codes,
        CancellationToken cancellation) =>
        await IsShown(id, ask, clock)
            ? Shown(await codes.Picture(LinkedPage.Offer, id.Value, which.WidthOrUsual, cancellation))
            : Problem.Of(new OfferRejection.NoSuchOffer());

    private static async Task<Results<Ok<LinkAnswer>, Problem>> OfferLink(
        OfferId id, Asking ask, DomainClock clock, MiniProgramCodes codes, CancellationToken cancellation) =>
        await IsShown(id, ask, clock)
            ? Address(await codes.Link(LinkedPage.Offer, id.Value, cancellation))
            : Problem.Of(new OfferRejection.NoSuchOffer());

    private static async ValueTask<bool> IsShown(EventId id, EventCall call) =>
        await call.Read(id) is { Rules: not null }; // It was published once.

    private static async ValueTask<bool> IsShown(OfferId id, Asking ask, DomainClock clock) =>
        await ask.Read(id.Actor, new GetOffer(clock.GetUtcNow())) is not null;

    private static Results<FileContentHttpResult, Problem> Shown((KeptCode? Code, EdgeFault? Fault) made) =>
        made.Code is { } code ? TypedResults.Bytes(code.Bytes, code.Type) : Problem.Of(made.Fault!);

    private static Results<Ok<LinkAnswer>, Problem> Address((KeptCode? Code, EdgeFault? Fault) made) =>
        made.Code is { } code
            ? TypedResults.Ok(new LinkAnswer(System.Text.Encoding.UTF8.GetString(code.Bytes)))
            : Problem.Of(made.Fault!);
}

/// <summary>Few widths, so that each is made once and not each reader's own.</summary>
public sealed record WhichCode
{
    private const int Usual = 430;

    private static readonly int[] Widths = [CodeOfPage.WidthMin, Usual, CodeOfPage.WidthMax];

    /// <summary>In pixels: 280, 430 or 1280; absent: 430.</summary>
    [FromQuery(Name = "width")]
    public int? Width { get; init; }

    internal int WidthOrUsual => Width ?? Usual;

    public sealed class Rules : AbstractValidator<WhichCode>
    {
        public Rules() => RuleFor(query => query.Width).Must(width => width is null || Widths.Contains(width.Value))
            .WithMessage(_ => Language.Pick(
                $"宽度只能是 {string.Join("、", Widths)} 像素。", $"The width is one of {string.Join(", ", Widths)} pixels."));
    }
}

public sealed record LinkAnswer(string Link);
