using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using ResidentService.Runtime.Snapshots;
using ResidentService.Service;
using ResidentService.Service.Adapters.Sqlite;
using EventId = ResidentService.Domain.CommunityEvents.EventId;

namespace ResidentService.Micro;

/// <summary>A store on disk in a folder of its own, with actors over it as in the service.</summary>
internal sealed class Store : IDisposable
{
    private static readonly Codec Codec = new(typeof(Resident).Assembly);
    private static readonly DateTimeOffset Opens = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("resident-service-micro-");
    private readonly SqliteSnapshots _snapshots;
    private readonly OwnThread _commits = new("commits");
    private SnapshotQueue? _queue;

    public Store()
    {
        Journal = new SqliteJournal(Path.Combine(_folder.FullName, "journal.db"));
        _snapshots = new SqliteSnapshots(Path.Combine(_folder.FullName, "snapshots.db"));
    }

    /// <summary>Domain time.</summary>
    public DateTimeOffset Now { get; set; } = Opens;

    public static ActorId Event { get; } = Id.Parse<EventId>("evt_rush").Actor;

    public SqliteJournal Journal { get; }

    /// <summary>A process that has just started over this store.</summary>
    public async Task<LocalActors> Start(bool withSnapshots = true)
    {
        var writer = new Writer(Journal, new Tail(await Journal.LastPosition()), _commits, TimeProvider.System, Throw);
        _queue = new SnapshotQueue(
            withSnapshots ? _snapshots : new MemorySnapshots(), Scheduler.Pool, (_, e) => Throw(e));
        return new LocalActors(Slices.All, new ActorHost(
            Journal, writer, _queue, Codec, Scheduler.Pool, new Clock(this), TimeProvider.System, (_, e) => Throw(e)));
    }

    public async Task SnapshotsTaken()
    {
        while (!_queue!.IsResting)
            await Task.Delay(1);
    }

    /// <summary>An event with so many sign-ups, each by a person and a request of its own.</summary>
    public async Task SignUp(int people)
    {
        var actors = await Start();
        await Publish(actors, Id.Parse<EventId>(Event.Key), people);
        foreach (var some in Enumerable.Range(0, people).Chunk(2_000))
            await Task.WhenAll(
                some.Select(number => Ask(actors, Event, new CommunityEventCommand.SignUp(Person(number), 1, true))));
        await SnapshotsTaken();
    }

    /// <summary>An event with room for so many.</summary>
    public static async Task Publish(LocalActors actors, EventId id, int capacity)
    {
        var details = new EventDetails(
            "抢票", null, [new(Opens.AddDays(7), Opens.AddDays(7).AddHours(2))], null, null, capacity, 0, null,
            false, false, false, null, null, null);
        await Ask(actors, id.Actor, new CommunityEventCommand.Draft(id, Id.Parse<CommunityId>("com_tangdu"), details));
        await Ask(actors, id.Actor, new CommunityEventCommand.Publish(new()));
    }

    /// <summary>So many registered residents, written past the actors.</summary>
    public async Task Register(int people)
    {
        foreach (var some in Enumerable.Range(0, people).Chunk(1_000))
        {
            await Journal.Commit([.. some.Select(number =>
            {
                var entry = new Entry
                {
                    Stream = Person(number).Actor,
                    Version = 1,
                    Name = "resident.registered.v1",
                    At = Opens,
                    Caller = Caller.System,
                    Command = CommandId.OfRequest(NewKey(number)),
                    Payload = new PayloadHash(number),
                    Body = Codec.Encode(new ResidentFact.Registered(Person(number))),
                    Reply = Codec.Encode(Done.It),
                };
                entry.Hash = HashChain.Next(HashChain.Start, entry);
                return new StreamAppend(entry.Stream, 0, [entry]);
            })]);
        }
    }

    /// <summary>An id as the service makes them.</summary>
    public static ResidentId Person(int number) =>
        Id.New<ResidentId>(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number)));

    public void Dispose()
    {
        _commits.Dispose();
        _snapshots.Dispose();
        Journal.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string NewKey(int number) =>
        Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(-number)));

    /// <summary>Asks under a new id, again as long as the mailbox is full.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public static async Task<Outcome.Accepted> Ask(LocalActors actors, ActorId actor, ICommand command)
    {
        var id = CommandId.OfRequest(Guid.NewGuid().ToString("N"));
        Outcome outcome;
        do
            outcome = await actors.Ask(actor, new Asked(command, id, default, Caller.System));
        while (outcome is Outcome.Rejected { Rejection.Kind: RejectionKind.TryAgain });
        return outcome as Outcome.Accepted ?? throw new InvalidOperationException($"{command} was refused");
    }

    private static void Throw(Exception e) => throw new InvalidOperationException("The store can't be used.", e);

    private sealed class Clock(Store store) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => store.Now;
    }
}

/// <summary>How many have ever signed up.</summary>
internal sealed record CountSignUps : IQuery<CommunityEvent, int>
{
    public int Answer(CommunityEvent state) => state.Book.All.Count;
}
