using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Followers;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Edge;

/// <summary>
/// How an endpoint talks to actors. It gives each command the id, payload hash and caller of the request, and tells
/// the client by <c>X-Position</c> where in the journal the effect stands.
/// </summary>
public sealed class Asking
{
    public const string PositionHeader = "X-Position";

    private readonly HttpContext _context;
    private readonly IActors _actors;
    private readonly Secrets _secrets;
    private readonly SignedIn? _caller;
    private RequestHash? _hash;
    private PayloadHash? _payload;
    private long _position;

    private Asking(HttpContext context)
    {
        _context = context;
        _actors = context.RequestServices.GetRequiredService<IActors>();
        _secrets = context.RequestServices.GetRequiredService<Secrets>();
        _caller = SignedIn.Of(context);
    }

    public static ValueTask<Asking?> BindAsync(HttpContext context) => new(new Asking(context));

    /// <summary>The id of what this request creates: with an Idempotency-Key the same each time.</summary>
    public T NewId<T>(string name = "") where T : struct, IId<T> => Hash.NewId<T>(name);

    /// <summary>Asks an actor on behalf of who is signed in.</summary>
    /// <param name="step">Tells apart the commands that one request sends to the same actor.</param>
    public ValueTask<Outcome> Of(ActorId actor, ICommand command, string step = "") =>
        Of(actor, command, _caller?.Caller ?? Caller.System, step);

    /// <summary>Asks for somebody whose session does not exist yet.</summary>
    public ValueTask<Outcome> As(ResidentId resident, ActorId actor, ICommand command, string step = "") =>
        Of(actor, command, new Caller(resident.Value), step);

    /// <summary>Answers from the last committed state.</summary>
    public ValueTask<TView> Read<TState, TView>(ActorId actor, IQuery<TState, TView> query) =>
        _actors.Read(actor, query);

    /// <summary>Whether who comes now is better told to come again, since people have waited there for long.</summary>
    public bool IsCrowded(ActorId actor)
    {
        var isCrowded = _actors.IsCrowded(actor);
        RuntimeMetrics.Shed(isCrowded ? 1 : 0, "crowded");
        return isCrowded;
    }

    /// <summary>
    /// Drives on what an accepted command has set off, as its reactions would, to the end (DESIGN.md §3).
    /// </summary>
    /// <returns>Null at the end; else the answer 503 <c>try_again</c>: the same key goes on from there.</returns>
    public async ValueTask<Problem?> Follow(Outcome outcome)
    {
        var pump = _context.RequestServices.GetRequiredService<Pump>();
        if (await pump.Follow((Outcome.Accepted)outcome) is not { } position)
            return Problem.Of(new RuntimeRejection.TryAgain());
        Reached(position);
        return null;
    }

    /// <summary>Not made before it is asked for: who is refused from memory needs none.</summary>
    private RequestHash Hash => _hash ??= IdempotencyKeys.Hash(_context, _secrets, _caller);

    /// <summary>Where what was already so stands at the latest.</summary>
    private long LastPosition => _context.RequestServices.GetRequiredService<ProjectionFollower>().LastPosition;

    /// <summary>The effect reaches this far into the journal.</summary>
    private void Reached(long position)
    {
        if (position <= _position)
            return;
        _position = position;
        if (_caller is not null)
            _context.RequestServices.GetRequiredService<LastWrites>().Note(_caller, position);
        _context.Response.Headers[PositionHeader] = _position.ToString(CultureInfo.InvariantCulture);
    }

    private async ValueTask<Outcome> Of(ActorId actor, ICommand command, Caller caller, string step)
    {
        _payload ??= RequestHash.Payload(_secrets, _context.Features.Get<CanonicalBody>()?.Bytes ?? []);
        var asked = new Asked(command, Hash.Command(step), _payload.Value, caller);
        var outcome = await _actors.Ask(actor, asked).AsTask().WaitAsync(_context.RequestAborted);
        if (outcome is Outcome.Accepted accepted)
            Reached(accepted.Entries.Count > 0 ? accepted.Position : LastPosition);
        return outcome;
    }
}
