using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Messages;

namespace ResidentService.Tests.Service.Adapters.PostgreSql;

/// <summary>Three nodes that share what is on its way to WeChat; over a real server.</summary>
public sealed class PostgreSqlMessagesTests : IAsyncLifetime
{
    private const string Template = "t-seat";

    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);

    private readonly List<PostgreSqlMessagesDatabase> _nodes = [];

    public async ValueTask InitializeAsync()
    {
        var database = await PostgreSqlServer.NewDatabase();
        _nodes.AddRange(Enumerable.Range(0, 3).Select(_ => new PostgreSqlMessagesDatabase(database)));
    }

    [Fact]
    public async Task Each_message_is_taken_by_one_node_however_many_ask_at_once()
    {
        const int messages = 300;
        var outboxes = _nodes.ConvertAll(node => new Outbox(node));
        // A follower that another one has overtaken adds the same again.
        await Together(node => outboxes[node].Add(
            Enumerable.Range(1, messages).Select(i => (EntryAt(i), new Notice(Person(i), NoticePurpose.SignUpConfirmed))),
            gone: [], checkpoint: messages));
        _nodes[0].Do(connection => Enumerable.Range(1, messages)
            .Sum(i => Quotas.Accept(connection, Person(i).Value, Template)));

        var taken = new List<OutgoingMessage>[_nodes.Count];
        await Together(node => taken[node] = TakeAll(outboxes[node]));
        Assert.Equal(
            Enumerable.Range(1, messages).Select(i => (long)i),
            taken.SelectMany(all => all).Select(message => message.Position).Order());

        await Together(node => outboxes[node].Settle(
            taken[node].Select(message => (message, Template, (SendOutcome)new SendOutcome.Sent())), Monday));
        Assert.Equal(messages, outboxes[0].Count()["sent"]);
        Assert.Equal(0, Accepted(Person(1)));
    }

    [Fact]
    public async Task A_push_counts_once_whichever_node_it_comes_to()
    {
        var isNew = new bool[_nodes.Count];
        await Together(node => isNew[node] = _nodes[node].Do(connection => SeenPushes.Note(connection, "a", Monday)));
        Assert.Single(isNew, one => one);
        Assert.True(_nodes[1].Do(connection => SeenPushes.Has(connection, "a")));
    }

    [Fact]
    public void What_was_read_or_accepted_or_made_at_one_node_is_so_at_all()
    {
        Assert.Equal(1, _nodes[0].Do(connection => ReadMarks.Move(connection, Person(1), 7)));
        Assert.Equal(0, _nodes[1].Do(connection => ReadMarks.Move(connection, Person(1), 5)));
        Assert.Equal(7, _nodes[2].Do(connection => ReadMarks.Of(connection, Person(1))));

        for (var tap = 0; tap < 120; tap++)
            _nodes[tap % 3].Do(connection => Quotas.Accept(connection, Person(1).Value, Template));
        Assert.Equal(100, Accepted(Person(1)));

        foreach (var bytes in (byte[][])[[1, 2], [3, 4]])
            _nodes[0].Do(connection => KeptCodes.Keep(connection, "code", new KeptCode("image/jpeg", bytes), Monday));
        Assert.Equal([3, 4], _nodes[1].Do(connection => KeptCodes.Find(connection, "code", Monday))!.Bytes);
    }

    public ValueTask DisposeAsync()
    {
        _nodes.ForEach(node => node.Dispose());
        return ValueTask.CompletedTask;
    }

    private static List<OutgoingMessage> TakeAll(Outbox outbox)
    {
        var templates = new Dictionary<NoticePurpose, string> { [NoticePurpose.SignUpConfirmed] = Template };
        var all = new List<OutgoingMessage>();
        while (outbox.Count().GetValueOrDefault("waiting") > 0)
            all.AddRange(outbox.Take(templates, Monday.AddMinutes(1), onlyUrgent: false, max: 16));
        return all;
    }

    private int Accepted(ResidentId resident) => _nodes[0].Do(connection =>
        Quotas.Of(connection, resident.Value, Template));

    private Task Together(Action<int> work) =>
        Task.WhenAll(Enumerable.Range(0, _nodes.Count).Select(node => Task.Run(() => work(node))));

    private static ResidentId Person(int number) => Id.Parse<ResidentId>($"res_{number}");

    private static Entry EntryAt(long position) => new()
    {
        Position = position,
        Stream = new ActorId("any", "one"),
        Version = position,
        Name = "any.happened.v1",
        At = Monday,
        Caller = Caller.System,
        Command = CommandId.OfRequest("any"),
        Payload = default,
        Body = default,
        Reply = default,
        Hash = HashChain.Start,
    };
}
