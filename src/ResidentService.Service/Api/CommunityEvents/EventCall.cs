using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.CommunityEvents;

/// <summary>A request about an event: who asks, when by domain time, and whether they are its staff.</summary>
public sealed class EventCall
{
    private readonly DomainClock _clock;
    private readonly Access _access;
    private readonly SignedIn? _viewer;

    private EventCall(HttpContext context, Asking ask)
    {
        Ask = ask;
        _viewer = SignedIn.Of(context);
        _clock = context.RequestServices.GetRequiredService<DomainClock>();
        _access = context.RequestServices.GetRequiredService<Access>();
    }

    public static async ValueTask<EventCall?> BindAsync(HttpContext context) =>
        new(context, (await Asking.BindAsync(context))!);

    public Asking Ask { get; }

    /// <summary>Who is signed in; not to be asked for on an anonymous route.</summary>
    public ResidentId Caller => _viewer?.Resident ?? throw new InvalidOperationException("nobody is signed in");

    /// <summary>Domain time.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>The event as the viewer sees it, whoever that is; null if there is none.</summary>
    public ValueTask<EventView?> Read(EventId id) => Ask.Read(id.Actor, new GetEvent(Now, _viewer?.Resident));

    /// <summary>The event, for who runs its community's work; or else why not.</summary>
    public async ValueTask<(EventView? Event, Problem? Problem)> ReadAsWorker(EventId id)
    {
        if (await Read(id) is not { } view)
            return (null, Problem.Of(new CommunityEventRejection.NoSuchEvent()));
        return await MayWork(view.Community) ? (view, null) : (null, Problem.Of(EdgeFault.NotAllowed));
    }

    public async ValueTask<bool> MayWork(CommunityId community) =>
        _viewer is not null && await _access.MayWork(_viewer, community);

    public async ValueTask<bool> MayRead(CommunityId community) =>
        _viewer is not null && await _access.MayRead(_viewer, community);

    /// <summary>What is wrong with an event's fields is said in the same form as what the validators find.</summary>
    public static Problem? Refusal(Outcome outcome) =>
        outcome is Outcome.Rejected { Rejection: CommunityEventRejection.InvalidEvent invalid }
            ? Problem.Of(EdgeFault.ValidationFailed.At(invalid.Field, invalid.Chinese, invalid.English))
            : outcome.Refusal();
}
