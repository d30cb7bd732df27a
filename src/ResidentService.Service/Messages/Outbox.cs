using System.Data.Common;
using System.Text.Json;
using Dapper;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Messages;

/// <summary>A message of somebody's inbox that waits to be sent by WeChat.</summary>
/// <param name="Position">Its number in the inbox.</param>
/// <param name="Tries">This one included.</param>
public sealed record OutgoingMessage(long Position, ResidentId Resident, NoticePurpose Purpose, int Tries);

/// <summary>How a try ended.</summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>WeChat has it: one that the person had accepted is used up.</summary>
    public sealed record Sent : SendOutcome;

    /// <summary>The person has accepted no more of these.</summary>
    public sealed record NoQuota : SendOutcome;

    /// <summary>It may have been sent or not: it is never tried again.</summary>
    public sealed record Unknown : SendOutcome;

    /// <summary>It cannot be sent, today or tomorrow.</summary>
    public sealed record Dead : SendOutcome;

    /// <summary>Nothing has happened at WeChat.</summary>
    public sealed record Later(TimeSpan After) : SendOutcome;
}

/// <summary>
/// The messages on their way to WeChat, and how many each person has accepted. A try is on disk before it is made, so
/// that each message is sent at most once, by whichever node: what a crash has interrupted is not tried again.
/// </summary>
public sealed class Outbox(MessagesDatabase database)
{
    /// <summary>What is older is not news any more; the inbox has it.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromDays(1);

    /// <summary>So long operators can see how a message ended.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>So often at most it looks on in one transaction where nobody has accepted what is due.</summary>
    private const int LooksMax = 20;

    /// <summary>A batch takes far less, however slow WeChat is.</summary>
    public static readonly TimeSpan TryMax = TimeSpan.FromMinutes(10);

    private const string Checkpoint = "outbox_checkpoint";

    /// <summary>Null before the first start.</summary>
    public long? ReadCheckpoint() => database.Do(connection => connection.ExecuteScalar<long?>(
        "select value from meta where name = @Checkpoint", new { Checkpoint }));

    /// <summary>Adds what is to be sent, forgets who has gone, and moves the checkpoint.</summary>
    public void Add(
        IEnumerable<(Entry Entry, Notice Notice)> notices, IEnumerable<ResidentId> gone, long checkpoint) =>
        database.Do(connection =>
    {
        foreach (var (entry, notice) in notices)
            Insert(connection, entry, notice);
        foreach (var resident in gone)
            Forget(connection, resident);
        return connection.Execute(
            """
            insert into meta (name, value) values (@Checkpoint, @position)
            on conflict (name) do update set value = excluded.value
            """,
            new { Checkpoint, position = checkpoint });
    });

    /// <summary>
    /// What has been tried for so long that whoever tried it has crashed: whether it was sent nobody knows.
    /// </summary>
    public int GiveUpInterrupted(DateTimeOffset now) => database.Do(connection => connection.Execute(
        "update outgoing set state = 'unknown' where state = 'trying' and due_at < @crashed",
        new { crashed = Ms(now - TryMax) }));

    /// <summary>
    /// Takes what has been due longest: from now on each of them counts as tried. What the person has not accepted, and
    /// what is old, is left to the inbox. It costs as much as it takes, however many messages wait.
    /// </summary>
    /// <param name="templates">The template of each purpose.</param>
    /// <param name="onlyUrgent">At night.</param>
    public IReadOnlyList<OutgoingMessage> Take(
        IReadOnlyDictionary<NoticePurpose, string> templates, DateTimeOffset now, bool onlyUrgent, int max) =>
        database.Do(connection =>
    {
        connection.Execute(
            """
            update outgoing set state = 'overdue' where state = 'waiting' and made_at < @old;
            delete from outgoing where made_at < @forgotten;
            """,
            new { old = Ms(now - AgeMax), forgotten = Ms(now - Kept) });
        var taken = new List<OutgoingMessage>();
        foreach (var (purpose, template) in templates)
        {
            if (onlyUrgent && !Notice.IsUrgentFor(purpose))
                continue;
            for (var looks = 0; looks < LooksMax && taken.Count < max; looks++)
            {
                var asked = max - taken.Count;
                var due = connection.Query<Row>(
                    TakeDue, new { purpose = Word(purpose), template, now = Ms(now), max = asked }).AsList();
                taken.AddRange(due.Where(row => row.State == "trying").Select(ToMessage));
                if (due.Count < asked)
                    break;
            }
        }

        return taken;
    });

    /// <param name="ended">With the template of each.</param>
    public void Settle(
        IEnumerable<(OutgoingMessage Message, string Template, SendOutcome Outcome)> ended, DateTimeOffset now) =>
        database.Do(connection =>
    {
        foreach (var (message, template, outcome) in ended)
        {
            var resident = message.Resident.Value;
            // Told again, or late, it changes nothing that was tried anew since.
            var isNews = connection.Execute(
                """
                update outgoing set state = @state, due_at = @due
                where position = @position and resident = @resident and tries = @tries and state in ('trying', 'unknown')
                """,
                new
                {
                    state = StateAfter(outcome),
                    due = Ms(now + ((outcome as SendOutcome.Later)?.After ?? TimeSpan.Zero)),
                    position = message.Position,
                    resident,
                    tries = message.Tries,
                }) > 0;
            if (!isNews)
                continue;
            if (outcome is SendOutcome.Sent)
                Quotas.Use(connection, resident, template);
            else if (outcome is SendOutcome.NoQuota)
                Quotas.Clear(connection, resident, template);
        }

        return true;
    });

    /// <summary>For operators and tests: how many stand in each state.</summary>
    public IReadOnlyDictionary<string, int> Count() => database.Do(connection =>
        connection.Query<(string State, int Number)>("select state, count(*) from outgoing group by state")
            .ToDictionary(row => row.State, row => row.Number));

    // By a join, and not by "in": then the whole key is looked up, where one entry tells many people. What another node
    // takes at the same moment waits no more when its turn comes, and is left to it.
    private const string TakeDue = """
        update outgoing set tries = tries + 1, due_at = @now, state = case
            when exists (select 1 from quotas q
                where q.resident = outgoing.resident and q.template = @template and q.number > 0)
            then 'trying' else 'noQuota' end
        from (select position as at, resident as who from outgoing
            where state = 'waiting' and purpose = @purpose and due_at <= @now order by due_at, position limit @max) as due
        where outgoing.state = 'waiting' and outgoing.position = due.at and outgoing.resident = due.who
        returning position as Position, resident as Resident, purpose as Purpose, tries as Tries, state as State
        """;

    /// <summary>As old as what it tells of, so that a follower which was far behind does not send old news.</summary>
    private static void Insert(DbConnection connection, Entry entry, Notice notice) =>
        connection.Execute(
            """
            insert into outgoing (position, resident, purpose, state, made_at, due_at)
            values (@position, @resident, @purpose, 'waiting', @now, @now) on conflict do nothing
            """,
            new
            {
                position = entry.Position,
                resident = notice.Resident.Value,
                purpose = Word(notice.Purpose),
                now = Ms(entry.At),
            });

    private static void Forget(DbConnection connection, ResidentId resident)
    {
        foreach (var table in (ReadOnlySpan<string>)["outgoing", "quotas", "read_marks"])
            connection.Execute($"delete from {table} where resident = @resident", new { resident = resident.Value });
    }

    private static string StateAfter(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Sent => "sent",
        SendOutcome.NoQuota => "noQuota",
        SendOutcome.Unknown => "unknown",
        SendOutcome.Dead => "dead",
        _ => "waiting",
    };

    private static OutgoingMessage ToMessage(Row row) => new(
        row.Position, Id.Parse<ResidentId>(row.Resident), Enum.Parse<NoticePurpose>(row.Purpose, ignoreCase: true),
        row.Tries);

    private static string Word(NoticePurpose purpose) => JsonNamingPolicy.CamelCase.ConvertName(purpose.ToString());

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private sealed class Row
    {
        public long Position { get; init; }

        public required string Resident { get; init; }

        public required string Purpose { get; init; }

        public int Tries { get; init; }

        public required string State { get; init; }
    }
}
