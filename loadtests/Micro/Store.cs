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

namespace ResidentService.Micro;

/// <summary>A store on disk in a folder of its own, with actors over it as in the service.</summary>
internal sealed class Store : IDisposable
{
    private static readonly Codec Codec = new(typeof(Resident).Assembly);
    private static readonly DateTimeOffset Opens = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("resident-service-micro-");
    private readonly SqliteSnapshots _snapshots;
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
        var writer = new Writer(Journal, new Tail(await Journal.LastPosition()), Scheduler.Pool, TimeProvider.System, Throw);
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
        var details = new EventDetails(
            "抢票", null, [new(Opens.AddDays(7), Opens.AddDays(7).AddHours(2))], null, null, people, 0, null,
            false, false, false, null, null, null);
        await Ask(actors, new CommunityEventCommand.Draft(
            Id.Parse<EventId>(Event.Key), Id.Parse<CommunityId>("com_tangdu"), details));
        await Ask(actors, new CommunityEventCommand.Publish(new()));
        foreach (var some in Enumerable.Range(0, people).Chunk(2_000))
            await Task.WhenAll(
                some.Select(number => Ask(actors, new CommunityEventCommand.SignUp(Person(number), 1, true))));
        await SnapshotsTaken();
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
        _snapshots.Dispose();
        Journal.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string NewKey(int number) =>
        Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(-number)));

    private static async Task Ask(LocalActors actors, ICommand command)
    {
        var id = CommandId.OfRequest(Guid.NewGuid().ToString("N"));
        Outcome outcome;
        do
            outcome = await actors.Ask(Event, new Asked(command, id, default, Caller.System));
        while (outcome is Outcome.Rejected { Rejection.Kind: RejectionKind.TryAgain });
        if (outcome is not Outcome.Accepted)
            throw new InvalidOperationException($"{command} was refused");
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
