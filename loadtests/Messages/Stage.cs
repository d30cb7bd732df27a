using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.FakeWeChat;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using ResidentService.Runtime.Snapshots;
using ResidentService.Service;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Hosting;
using ResidentService.Service.Messages;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;
using ResidentService.Service.Views;
using Session = ResidentService.Domain.Residents.Session;

namespace ResidentService.MessagesLoad;

/// <summary>
/// The standalone service without its HTTP, its outbox and sender, and a fake WeChat at the other end.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private const string Template = "t-cancelled";
    private const int AtOnce = 256;

    private static readonly CommunityId Community = Id.Parse<CommunityId>("com_messages");

    private readonly Moods _moods = new();
    private readonly FakeWeChatServer _fake;
    private readonly SqliteJournal _journal;
    private readonly ViewsDatabase _views;
    private readonly MessagesDatabase _messages;
    private readonly KeysDatabase _keys;
    private readonly KeyVault _vault;
    private readonly Outbox _outbox;
    private readonly OutboxFollower _follower;
    private readonly WeChatHttp _weChat;
    private readonly MessageSender _sender;
    private readonly StandaloneRuntime _runtime;
    private readonly Ahead _clock = new();
    private int _events;
    private int _told;

    private Stage(string folder, FakeWeChatServer fake)
    {
        var codec = new Codec(typeof(Resident).Assembly);
        _fake = fake;
        _journal = new SqliteJournal(Path.Combine(folder, Standalone.JournalFile));
        _views = new ViewsDatabase(Path.Combine(folder, ViewsDatabase.FileName), codec, AllTables.Of(Slices.All));
        _messages = new SqliteMessagesDatabase(Path.Combine(folder, MessagesDatabase.FileName));
        _keys = KeysDatabase.Open(folder);
        _vault = new KeyVault(_keys);
        _runtime = new StandaloneRuntime(
            new(_journal, new MemorySnapshots(), codec, _views, _views, new ReactionProgress(_views), Scheduler.Pool,
                TimeProvider.System, TimeProvider.System, e => Environment.FailFast("the journal cannot be written", e),
                (what, e) => Console.Error.WriteLine($"{what} failed: {e.Message}")),
            Slices.All);
        var settings = new WeChatSettings(fake.Options.AppId, fake.Options.AppSecret, fake.Address)
        {
            Templates = new Dictionary<NoticePurpose, MessageTemplate>
            {
                [NoticePurpose.EventCancelled] =
                    new(Template, null, new Dictionary<string, NoticePart> { ["thing1"] = NoticePart.Title }),
            },
        };
        _outbox = new Outbox(_messages);
        _follower = new OutboxFollower(
            _outbox, _journal, codec, new Notices(new Staff(_ => [], _ => null)), settings.Templates.Keys.ToHashSet());
        _weChat = new WeChatHttp(
            settings, new MemoryTokenStore(TimeProvider.System), _moods,
            new WeChatAlarms(NullLogger<WeChatAlarms>.Instance), NullLogger<WeChatHttp>.Instance, TimeProvider.System);
        _runtime.Start().GetAwaiter().GetResult();
        _sender = new MessageSender(
            _outbox, _views, _weChat, _runtime.Actors, _vault, settings, NullLogger<MessageSender>.Instance, _clock,
            TimeProvider.System);
    }

    public static async Task<Stage> Open(string folder)
    {
        var stage = new Stage(folder, await FakeWeChatServer.Start());
        await stage._runtime.Follow("messages", stage._follower);
        return stage;
    }

    /// <summary>So many people sign up for an event, which is then cancelled.</summary>
    public async Task Queue(int people, Action<int> progress)
    {
        var (@event, session) = await Publish(people);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, people), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
            {
                var person = Id.Parse<ResidentId>($"res_told{number}");
                await Do(person.Actor, new ResidentCommand.Register(person));
                var openId = await _vault.Seal(person, Fields.OpenId, $"o-{number}");
                await Do(person.Actor, new ResidentCommand.GiveWeChat(openId));
                var claim = new ResidentCommand.ClaimTime(@event, [session], AgeAnswer.Fits, new EventRules());
                var reply = (ClaimReply)(await Do(person.Actor, claim)).Reply;
                await Do(@event.Actor, new CommunityEventCommand.SignUp(person, reply.Number, false));
                _fake.Users.Accept($"o-{number}", Template, times: 9); // so that a repeat would be seen
                if (Interlocked.Increment(ref _told) is var told && told % 10_000 == 0)
                    progress(told);
            });
        _messages.Do(connection =>
        {
            for (var accepted = 0; accepted < people * 9; accepted++)
                Quotas.Accept(connection, $"res_told{accepted % people}", Template);
            return true;
        });
        await Do(@event.Actor, new CommunityEventCommand.Cancel("下雨"));
        await _runtime.Settled(CancellationToken.None);
        while (_outbox.Count().Values.Sum() < people)
            await Task.Delay(TimeSpan.FromMilliseconds(100));
    }

    public async Task<(EventId Id, Session Session)> Publish(int capacity)
    {
        var id = Id.Parse<EventId>($"evt_{++_events}");
        var start = DateTimeOffset.UtcNow.AddDays(2);
        var session = new Session(start, start.AddHours(2));
        await Do(id.Actor, new CommunityEventCommand.Draft(id, Community, new EventDetails(
            "清洁家园", null, [session], null, null, capacity, null, null, false, false, false, null, null, null)));
        await Do(id.Actor, new CommunityEventCommand.Publish(new EventRules()));
        return (id, session);
    }

    public async Task<Outcome.Accepted> Do(ActorId actor, ICommand command)
    {
        var asked = new Asked(command, CommandId.OfRequest(Guid.NewGuid().ToString("N")), default, Caller.System);
        while (true)
        {
            switch (await _runtime.Actors.Ask(actor, asked))
            {
                case Outcome.Accepted accepted:
                    return accepted;
                case Outcome.Rejected { Rejection.Kind: not RejectionKind.TryAgain } rejected:
                    throw new InvalidOperationException($"{command}: {rejected.Rejection.Code}");
            }
        }
    }

    /// <summary>The sender works as in the service, while something is measured.</summary>
    public async Task<T> WhileSending<T>(Mood mood, Func<Task<T>> measure)
    {
        _moods.Mood = mood;
        using var stop = new CancellationTokenSource();
        var sending = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var rest = await _sender.SendSome(CancellationToken.None);
                await Task.Delay(rest, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });
        var result = await measure();
        await stop.CancelAsync();
        await sending;
        return result;
    }

    /// <summary>What is due later is due now: hours of the domain pass at once.</summary>
    public async Task SendTheRest()
    {
        _moods.Mood = Mood.Well;
        while (Count("waiting") > 0)
        {
            await _sender.SendSome(CancellationToken.None);
            _clock.By += TimeSpan.FromSeconds(10);
        }
    }

    public int Count(string state) => _outbox.Count().GetValueOrDefault(state);

    /// <summary>What WeChat has received, the most for one person, what is unknown, how many inboxes have it.</summary>
    public async Task<(int Sent, int Most, int Unknown, int Inboxes)> Look()
    {
        await _runtime.Settled(CancellationToken.None);
        var received = _fake.Users.Messages.GroupBy(message => message.OpenId).ToList();
        var inboxes = _views.Read(connection => connection.ExecuteScalar<int>(
            "select count(distinct resident) from inbox where purpose = 'eventCancelled'"));
        return (received.Sum(one => one.Count()), received.Max(one => one.Count()), Count("unknown"), inboxes);
    }

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        await _runtime.DisposeAsync();
        _weChat.Dispose();
        await _fake.DisposeAsync();
        _messages.Dispose();
        _views.Dispose();
        _journal.Dispose();
        await _keys.DisposeAsync();
    }

    /// <summary>Runs ahead by what is added to it.</summary>
    private sealed class Ahead : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
    }
}
