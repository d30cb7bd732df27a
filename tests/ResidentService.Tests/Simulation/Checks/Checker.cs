using ResidentService.Domain.Appointments;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Verification;

namespace ResidentService.Tests.Simulation.Checks;

/// <summary>What must hold after each entry and for each answer.</summary>
internal sealed class Checker(World world)
{
    /// <summary>So long a request's key is remembered; after that it may be carried out again.</summary>
    private static readonly TimeSpan KeysKept = TimeSpan.FromDays(7);

    private readonly StreamHeads _heads = new();
    private readonly PointsAudit _points = new();
    private readonly Dictionary<(ActorId, CommandId), (long Version, DateTimeOffset At)> _commands = [];
    private readonly Dictionary<(ActorId Actor, CommandId Id), Outcome.Accepted> _acknowledged = [];

    public Seats Seats { get; } = new(world);

    public Stock Stock { get; } = new(world);

    public Promises Promises { get; } = new(world);

    public Meals Meals { get; } = new(world);

    public Slots Slots { get; } = new(world);

    public Applications Applications { get; } = new(world);

    /// <summary>Of all that is on disk.</summary>
    public Anchor Digest => _heads.Digest();

    public IReadOnlyList<string> InTransit => _points.InTransit();

    public void See(Entry entry)
    {
        foreach (var fault in _heads.See(entry))
            world.Fail(fault);
        SeeCommand(entry);
        var fact = world.Codec.Decode(entry);
        switch (fact)
        {
            case CommunityEventFact of:
                Seats.See(entry, of);
                break;
            case OfferFact of:
                Stock.See(entry, of);
                break;
            case CatalogueFact of:
                Promises.See(of);
                break;
            case OrderFact of:
                Promises.See(of);
                break;
            case PairingFact of:
                Promises.See(of);
                break;
            case MealDayFact of:
                Meals.See(entry, of);
                break;
            case AppointmentBookFact of:
                Slots.See(of);
                break;
            case LegalAidFact of:
                Applications.See(of);
                break;
            case LegalAidDeskFact of:
                Applications.See(of);
                break;
        }

        _points.See(entry, fact);
        if (entry.Stream.Kind == "account" && _points.Faults() is var faults && faults.Any())
            world.Fail(faults.First());
    }

    /// <summary>An answer has left: what it says stands in the journal, once, and is said again each time.</summary>
    public void Acknowledged(ActorId actor, CommandId id, Outcome.Accepted answer)
    {
        if (answer.Entries.Count == 0)
            return;
        if (_acknowledged.TryAdd((actor, id), answer))
            return;
        var before = _acknowledged[(actor, id)];
        if (before.Entries[^1].At + KeysKept < answer.Entries[^1].At)
            _acknowledged[(actor, id)] = answer;
        else
        {
            world.Check(
                before.Reply.Equals(answer.Reply) && before.Entries[^1].Version == answer.Entries[^1].Version,
                $"{actor} carries out {id} again: {answer.Reply}, before {before.Reply}");
        }
    }

    /// <summary>At the end: every answer that was given is in the journal as it was given.</summary>
    public void CheckAnswers()
    {
        foreach (var ((actor, id), answer) in _acknowledged)
        {
            var stream = world.Journal.Of(actor);
            var last = answer.Entries[^1];
            world.Check(
                stream.Count >= last.Version && stream[(int)last.Version - 1].Hash.Span.SequenceEqual(last.Hash.Span),
                $"{actor} had accepted {id}, which is not in the journal");
            world.Check(
                last.Reply.Span.SequenceEqual(world.Codec.Encode(answer.Reply)),
                $"{actor} answered {id} with {answer.Reply}, which is not what the journal says");
        }
    }

    private void SeeCommand(Entry entry)
    {
        var key = (entry.Stream, entry.Command);
        if (_commands.TryGetValue(key, out var before) && before.Version + 1 != entry.Version)
        {
            world.Check(
                entry.Command.IsFromRequest && before.At + KeysKept < entry.At,
                $"{entry.Stream} carried out {entry.Command} twice: at version {before.Version} and {entry.Version}");
        }

        _commands[key] = (entry.Version, entry.At);
    }
}
