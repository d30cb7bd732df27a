using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Service.Views;

/// <summary>A journal of events with people who sign up, cancel, attend and get awards; the same for each seed.</summary>
internal sealed class Happenings(IJournal journal, int seed)
{
    private const int PeopleNumber = 60;

    private static readonly DateTimeOffset Morning = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    private static readonly Presence ByCode = new(PresenceBy.Code, PresencePlace.Unknown, null);

    private readonly Codec _codec = new(typeof(Resident).Assembly);
    private readonly Random _random = new(seed);
    private readonly Dictionary<ActorId, long> _versions = [];

    /// <summary>So many events, each with up to 80 entries.</summary>
    public async Task Write(int events)
    {
        for (var number = 0; number < events; number++)
        {
            var id = Id.Parse<EventId>($"evt_{number}-{seed}");
            await Append(id.Actor, [.. Life(id)]);
            var resident = Resident(_random.Next(PeopleNumber));
            await Append(resident.Actor, new ResidentFact.TimeClaimed(
                resident, id, number + 1, [new(Morning, Morning.AddHours(2))]));
            if (_random.Next(2) == 0)
                await Append(resident.Actor, new ResidentFact.ClaimReleased(id, number + 1));
        }
    }

    private IEnumerable<IEvent> Life(EventId id)
    {
        var details = new EventDetails(
            $"活动 {id}", null, [new(Morning, Morning.AddHours(2))], null, null, 20, null, null, false, false, false,
            null, null, null);
        yield return new CommunityEventFact.Drafted(id, Tangdu, details);
        yield return new CommunityEventFact.Published(id, Tangdu, details, new EventRules(), Morning, Morning);
        var people = Enumerable.Range(0, PeopleNumber).Select(Resident).ToArray();
        _random.Shuffle(people);
        var signedUp = people[.._random.Next(5, 40)];
        for (var i = 0; i < signedUp.Length; i++)
        {
            var status = i < 20 ? SignUpStatus.Confirmed : SignUpStatus.Waiting;
            yield return new CommunityEventFact.SignedUp(signedUp[i], i + 1, 1, status, IsVolunteer: true);
            if (_random.Next(6) == 0)
                yield return new CommunityEventFact.SignUpCancelled(
                    signedUp[i], 1, _random.Next(2) == 0 ? null : status, null);
            else if (_random.Next(2) == 0)
                yield return new CommunityEventFact.CheckedIn(signedUp[i], ByCode, IsVolunteer: true);
        }

        if (_random.Next(4) == 0)
            yield return new CommunityEventFact.Cancelled(id, Tangdu, "下雨");
        else if (_random.Next(2) == 0)
        {
            yield return new CommunityEventFact.AwardsMade(Tangdu, new EarningRules(),
                [.. signedUp.Select(one => new Award(one, Morning, 60, Amount.Of(1)))], 40, More: false);
        }
    }

    private async Task Append(ActorId stream, params IReadOnlyList<IEvent> facts)
    {
        var version = _versions.GetValueOrDefault(stream);
        var entries = facts.Select((fact, i) => new Entry
        {
            Stream = stream,
            Version = version + i + 1,
            Name = _codec.NameOf(fact),
            At = Morning.AddMinutes(version + i),
            Caller = Caller.System,
            Command = CommandId.OfRequest("any"),
            Payload = default,
            Body = Codec.Encode(fact),
            Reply = default,
            Hash = HashChain.Start,
        }).ToList();
        _versions[stream] = version + facts.Count;
        Assert.Equal([CommitResult.Committed], await journal.Commit([new(stream, version, entries)]));
    }

    private static ResidentId Resident(int number) => Id.Parse<ResidentId>($"res_{number}");
}
