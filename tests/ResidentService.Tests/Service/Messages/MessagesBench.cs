using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Service;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Api.Inbox;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Messages;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;
using ResidentService.Service.Views;
using ResidentService.Tests.Runtime;
using ResidentService.Tests.Service.Adapters.WeChat;

namespace ResidentService.Tests.Service.Messages;

/// <summary>An outbox over a journal, people with WeChat, one event, and a fake WeChat at the other end.</summary>
internal sealed class MessagesBench : IAsyncDisposable
{
    public const string Template = "t-seat";
    public const string CancelTemplate = "t-cancelled";

    public static readonly EventId Cleaning = Id.Parse<EventId>("evt_cleaning");

    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");

    private readonly TemporaryKeys _keys = new();
    private readonly MemoryJournal _journal = new();
    private readonly Codec _codec = new(typeof(Resident).Assembly);
    private readonly Dictionary<ActorId, long> _versions = [];
    private readonly MessagesDatabase _database;
    private readonly ViewsDatabase _views;
    private readonly HashSet<ResidentId> _signedUp = [];
    private readonly WeChatBench _bench;

    private MessagesBench(WeChatBench bench)
    {
        _bench = bench;
        _database = new SqliteMessagesDatabase(Path.Combine(_keys.Folder, MessagesDatabase.FileName));
        _views = new ViewsDatabase(
            Path.Combine(_keys.Folder, ViewsDatabase.FileName), _codec, AllTables.Of(Slices.All));
        Actors = new TestHost(_journal, slices: Slices.All, codec: _codec).Actors;
        Vault = new KeyVault(_keys.Database);
        Outbox = new Outbox(_database);
        Follower = NewFollower();
        Sender = new MessageSender(
            Outbox, _views, bench.WeChat, Actors, Vault, Settings, bench.Log.For<MessageSender>(), bench.Clock,
            bench.Clock);
    }

    public WeChatBench WeChat => _bench;

    public IActors Actors { get; }

    public KeyVault Vault { get; }

    public Outbox Outbox { get; }

    public OutboxFollower Follower { get; private set; }

    public MessageSender Sender { get; }

    private WeChatSettings Settings => new("wx", "s", _bench.Fake.Address)
    {
        Templates = new Dictionary<NoticePurpose, MessageTemplate>
        {
            [NoticePurpose.SignUpConfirmed] = new(Template, "pages/event?id={id}", new Dictionary<string, NoticePart>
            {
                ["thing1"] = NoticePart.Title,
                ["time2"] = NoticePart.Time,
                ["phrase3"] = NoticePart.Heading,
            }),
            [NoticePurpose.EventReminder] = new(Template, null, new Dictionary<string, NoticePart>
            {
                ["time2"] = NoticePart.Time,
            }),
            [NoticePurpose.EventCancelled] = new(CancelTemplate, null, new Dictionary<string, NoticePart>
            {
                ["thing1"] = NoticePart.Title,
            }),
        },
    };

    public static async Task<MessagesBench> Start()
    {
        var bench = new MessagesBench(await WeChatBench.Start());
        await bench.Follower.ReadCheckpoint();
        var startsAt = bench.WeChat.Clock.Now.AddDays(2);
        var details = new EventDetails(
            "社区清洁家园大行动之春季特别篇第一期", null, [new(startsAt, startsAt.AddHours(2))], null, null, 20, null, null,
            false, false, false, null, null, null);
        await bench.Append(Cleaning.Actor, new CommunityEventFact.Drafted(Cleaning, Tangdu, details));
        return bench;
    }

    public OutboxFollower NewFollower() => new(
        Outbox, _journal, _codec,
        new Notices(new Staff(
            grant => _views.Read(connection => InboxTables.HoldersOf(connection, grant)),
            community => _views.Read(connection => InboxTables.StreetOf(connection, community)))),
        Settings.Templates.Keys.ToHashSet());

    /// <summary>Somebody with WeChat who has accepted so many messages.</summary>
    public async Task<ResidentId> Person(int number, int accepted = 1)
    {
        var resident = Id.Parse<ResidentId>($"res_{number}");
        await Append(resident.Actor,
            new ResidentFact.Registered(resident),
            new ResidentFact.WeChatGiven(await Vault.Seal(resident, Fields.OpenId, $"o-{number}")));
        foreach (var template in (string[])[Template, CancelTemplate])
        {
            _bench.Fake.Users.Accept($"o-{number}", template, accepted);
            for (var i = 0; i < accepted; i++)
                _database.Do(connection => Quotas.Accept(connection, resident.Value, template));
        }

        return resident;
    }

    public Task Happens(params IEvent[] facts) => Happens(Cleaning.Actor, facts);

    public async Task Happens(ActorId stream, params IEvent[] facts) =>
        await Follower.Apply(await Append(stream, facts));

    /// <summary>Who has signed up before cancels first.</summary>
    public Task SignUp(ResidentId resident)
    {
        var seat = new CommunityEventFact.SignedUp(resident, 1, 1, SignUpStatus.Confirmed, false);
        return _signedUp.Add(resident)
            ? Happens(seat)
            : Happens(new CommunityEventFact.SignUpCancelled(resident, 1, SignUpStatus.Confirmed, null), seat);
    }

    /// <summary>False while the read tables are behind.</summary>
    public bool TablesFollow { get; set; } = true;

    public async Task CatchUpTables() =>
        await _views.Apply(await _journal.ReadAll(await _views.ReadCheckpoint(), int.MaxValue));

    /// <summary>Messages in their inbox.</summary>
    public int Told(ResidentId resident) => _views.Read(connection => InboxTables.CountAfter(connection, resident, 0));

    public Task<TimeSpan> SendSome() => Sender.SendSome(WeChatBench.Cancellation);

    public int Count(string state) => Outbox.Count().GetValueOrDefault(state);

    public async Task<IReadOnlyList<Entry>> Append(ActorId stream, params IEvent[] facts)
    {
        var version = _versions.GetValueOrDefault(stream);
        var entries = facts.Select((fact, i) => new Entry
        {
            Stream = stream,
            Version = version + i + 1,
            Name = _codec.NameOf(fact),
            At = _bench.Clock.Now,
            Caller = Caller.System,
            Command = CommandId.OfRequest($"{stream}-{version + i}"),
            Payload = default,
            Body = Codec.Encode(fact),
            Reply = _codec.Encode(Done.It),
            Hash = HashChain.Start,
        }).ToList();
        Assert.Equal([CommitResult.Committed], await _journal.Commit([new(stream, version, entries)]));
        if (TablesFollow)
            await _views.Apply(entries);
        _versions[stream] = version + facts.Length;
        return entries;
    }

    public async ValueTask DisposeAsync()
    {
        Sender.Dispose();
        await _bench.DisposeAsync();
        _database.Dispose();
        _views.Dispose();
        await _keys.DisposeAsync();
    }
}
