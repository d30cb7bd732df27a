using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;

namespace ResidentService.CatchUp;

/// <summary>What people do, sent to their actors as endpoints send it.</summary>
internal sealed class Town(Store store)
{
    private const int PeoplePerEvent = 5_000;
    private const int AtOnceMax = 512;

    /// <summary>Entries of one person's day, with those that reactions add: see <see cref="Live"/>.</summary>
    private const int EntriesPerPerson = 6;

    private static readonly CommunityId Community = Id.Parse<CommunityId>("com_catch-up");

    public static ResidentId Person(int number) => Id.Parse<ResidentId>($"res_p{number}");

    /// <summary>Fills an empty store with so many entries.</summary>
    public async Task Fill(int entries, Action<long> progress)
    {
        var people = entries / EntriesPerPerson;
        for (var first = 0; first < people; first += PeoplePerEvent)
        {
            var @event = await Publish($"old{first}");
            var numbers = Enumerable.Range(first, Math.Min(PeoplePerEvent, people - first));
            await Parallel.ForEachAsync(
                numbers, new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax },
                async (number, _) => await Live(Person(number), @event));
            progress(store.Runtime.LastPosition);
        }

        await store.Runtime.Settled(CancellationToken.None);
    }

    /// <summary>An event some day of the next years, so that whoever has signed up earlier still has time.</summary>
    public async Task<(EventId Id, Session Session)> Publish(string name)
    {
        var id = Id.Parse<EventId>("evt_" + name);
        var start = DateTimeOffset.UtcNow.AddDays(1).AddHours(3 * Random.Shared.Next(20_000));
        var session = new Session(start, start.AddHours(2));
        await Do(id.Actor, new CommunityEventCommand.Draft(id, Community, new EventDetails(
            "清洁家园", null, [session], null, null, EventLimits.CapacityMax, null, null, false, false, false, null, null,
            null)));
        await Do(id.Actor, new CommunityEventCommand.Publish(new EventRules()));
        return (id, session);
    }

    /// <summary>A claim of time, then a seat.</summary>
    public async Task SignUp(ResidentId person, (EventId Id, Session Session) @event)
    {
        var claim = new ResidentCommand.ClaimTime(@event.Id, [@event.Session], AgeAnswer.Fits, new EventRules());
        var reply = (ClaimReply)(await Do(person.Actor, claim)).Reply;
        await Do(@event.Id.Actor, new CommunityEventCommand.SignUp(person, reply.Number, IsVolunteer: false));
    }

    /// <summary>Registers (an account opens), signs up, cancels (the claim is released).</summary>
    private async Task Live(ResidentId person, (EventId Id, Session Session) @event)
    {
        await Do(person.Actor, new ResidentCommand.Register(person));
        await SignUp(person, @event);
        await Do(@event.Id.Actor, new CommunityEventCommand.CancelSignUp(person));
    }

    private async Task<Outcome.Accepted> Do(ActorId actor, ICommand command)
    {
        var asked = new Asked(command, CommandId.OfRequest(Guid.NewGuid().ToString("N")), default, Caller.System);
        while (true)
        {
            switch (await store.Runtime.Actors.Ask(actor, asked))
            {
                case Outcome.Accepted accepted:
                    return accepted;
                case Outcome.Rejected { Rejection.Kind: not RejectionKind.TryAgain } rejected:
                    throw new InvalidOperationException($"{command}: {rejected.Rejection.Code}");
            }
        }
    }
}
