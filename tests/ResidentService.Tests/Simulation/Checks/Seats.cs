using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Simulation.Checks;

/// <summary>
/// Counts seats and waiting lists again, from the entries alone: never more seats than there are, the line in its order
/// and without a gap, nobody twice, and nobody at two events at the same time.
/// </summary>
internal sealed class Seats(World world)
{
    private readonly Dictionary<EventId, House> _houses = [];

    /// <summary>Who is signed up for what, with which claim.</summary>
    public IEnumerable<(EventId Event, ResidentId Resident, int Claim, IReadOnlyList<Session> Sessions)> SignedUp =>
        _houses.SelectMany(house => house.Value.Claims.Select(claim =>
            (house.Key, claim.Key, claim.Value, house.Value.Sessions)));

    public void See(Entry entry, CommunityEventFact fact)
    {
        var id = Id.Parse<EventId>(entry.Stream.Key);
        if (!_houses.TryGetValue(id, out var house))
            _houses[id] = house = new(id);
        switch (fact)
        {
            case CommunityEventFact.Published of:
                (house.Capacity, house.Sessions, house.ClosesAt) =
                    (of.Details.Capacity, of.Details.Sessions, of.SignUpClosesAt);
                break;
            case CommunityEventFact.Changed of:
                house.Capacity = of.Details.Capacity;
                break;
            case CommunityEventFact.SignedUp of:
                Enter(house, of);
                break;
            case CommunityEventFact.SignUpApproved of:
                world.Check(house.Requested.Remove(of.Resident), $"{of.Resident} was approved without a request");
                Place(house, of.Resident, of.Status);
                break;
            case CommunityEventFact.SignUpCancelled of:
                Leave(house, of.Resident);
                break;
            case CommunityEventFact.WaitingMovedUp of:
                MoveUp(house, of.Residents);
                break;
            case CommunityEventFact.SignUpsLapsed of:
                foreach (var signUp in of.SignUps)
                    Leave(house, signUp.Resident);
                break;
            case CommunityEventFact.SignUpsReleased of:
                foreach (var signUp in of.SignUps)
                    Leave(house, signUp.Resident);
                break;
            case CommunityEventFact.CheckedIn of:
                world.Check(house.Seated.Contains(of.Resident), $"{of.Resident} checked in to {id} without a seat");
                break;
            case CommunityEventFact.Cancelled or CommunityEventFact.Settled:
                house.IsOver = true;
                break;
        }

        Check(house, entry);
    }

    private void Check(House house, Entry entry)
    {
        world.Check(house.Seated.Count <= house.Capacity,
            $"{house.Id} has {house.Capacity} seats and gave {house.Seated.Count}");
        // Between the entries of one command a seat may be free; its last one carries the answer.
        if (!entry.Reply.IsEmpty && !house.IsOver && entry.At < house.ClosesAt)
        {
            world.Check(house.Seated.Count == house.Capacity || house.Waiting.Count == 0,
                $"{house.Id} lets {house.Waiting.Count} wait though a seat is free");
        }
    }

    private void Enter(House house, CommunityEventFact.SignedUp fact)
    {
        world.Check(
            fact.Sequence == house.LastSequence + 1,
            $"{house.Id}: number {fact.Sequence} after {house.LastSequence}");
        house.LastSequence = fact.Sequence;
        world.Check(house.Claims.TryAdd(fact.Resident, fact.ClaimNumber), $"{fact.Resident} is twice at {house.Id}");
        house.Sequences[fact.Resident] = fact.Sequence;
        foreach (var other in _houses.Values)
        {
            world.Check(
                other == house || !other.Claims.ContainsKey(fact.Resident)
                || !other.Sessions.Any(session => house.Sessions.Any(session.Overlaps)),
                $"{fact.Resident} is at {house.Id} and at {other.Id} at the same time");
        }

        world.Check(fact.Status != SignUpStatus.Confirmed || house.Waiting.Count == 0,
            $"{fact.Resident} got a seat at {house.Id} while others wait");
        Place(house, fact.Resident, fact.Status);
    }

    private void Place(House house, ResidentId resident, SignUpStatus status)
    {
        var isNew = status switch
        {
            SignUpStatus.Confirmed => house.Seated.Add(resident),
            SignUpStatus.Waiting => house.Waiting.TryAdd(house.Sequences[resident], resident),
            _ => house.Requested.Add(resident),
        };
        world.Check(isNew, $"{resident} is {status} twice at {house.Id}");
    }

    private void MoveUp(House house, IReadOnlyList<ResidentId> residents)
    {
        world.Check(house.Waiting.Values.Take(residents.Count).SequenceEqual(residents),
            $"{house.Id} moved up {string.Join(", ", residents)}; "
            + $"first in line were {string.Join(", ", house.Waiting.Values)}");
        foreach (var resident in residents)
        {
            house.Waiting.Remove(house.Sequences[resident]);
            Place(house, resident, SignUpStatus.Confirmed);
        }
    }

    private void Leave(House house, ResidentId resident)
    {
        world.Check(house.Claims.Remove(resident), $"{resident} left {house.Id} twice");
        house.Seated.Remove(resident);
        house.Requested.Remove(resident);
        house.Waiting.Remove(house.Sequences[resident]);
    }

    private sealed class House(EventId id)
    {
        public EventId Id => id;

        public int Capacity { get; set; }

        public IReadOnlyList<Session> Sessions { get; set; } = [];

        public DateTimeOffset ClosesAt { get; set; }

        public bool IsOver { get; set; }

        public int LastSequence { get; set; }

        /// <summary>Of those who are signed up.</summary>
        public Dictionary<ResidentId, int> Claims { get; } = [];

        public Dictionary<ResidentId, int> Sequences { get; } = [];

        public HashSet<ResidentId> Seated { get; } = [];

        public HashSet<ResidentId> Requested { get; } = [];

        public SortedDictionary<int, ResidentId> Waiting { get; } = [];
    }
}
