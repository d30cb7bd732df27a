using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Snapshots;

namespace ResidentService.Runtime.Actors;

/// <summary>
/// Load, decide, append, evolve, reply. What waits when the turn comes is decided in order on speculative state and
/// appended as one write; only when that is on disk does the state become the committed one and do the replies leave.
/// </summary>
internal sealed partial class Activation<TCommand, TEvent, TState> : Actor, IHasState<TState>
    where TCommand : ICommand
    where TEvent : IEvent
{
    /// <summary>Commands decided in one turn: as many as one commit can hold.</summary>
    private const int CommandsMax = Writer.EntriesMax;

    /// <summary>A turn ends early when it has so many entries.</summary>
    private const int EntriesMax = Writer.EntriesMax;

    /// <summary>Times that a turn is decided anew after a conflict before it is answered with 503.</summary>
    private const int ConflictsMax = 5;

    /// <summary>A person's command that has waited longer is shed undecided: nobody waits for it any more.</summary>
    private static readonly TimeSpan ShedAfter = TimeSpan.FromSeconds(5);

    private readonly Folding<TCommand, TEvent, TState> _folding;
    private readonly Lazy<Task> _loaded;
    private RememberedCommands _remembered = new();
    private Folded _committed;

    public Activation(ActorId id, Folding<TCommand, TEvent, TState> folding, ActorHost host) : base(id, host)
    {
        _folding = folding;
        _committed = new(folding.Decider.Initial, 0, HashChain.Start, DateTimeOffset.MinValue);
        _loaded = new(Begin);
    }

    /// <summary>State at a version, with what the next entry's hash and time go on from.</summary>
    private sealed record Folded(TState State, long Version, ReadOnlyMemory<byte> Hash, DateTimeOffset At);

    /// <summary>The last committed state; loads the actor if it is not in memory.</summary>
    public async ValueTask<TState> Read()
    {
        Touch();
        if (!_loaded.IsValueCreated || !_loaded.Value.IsCompletedSuccessfully)
            await Load();
        if (Host.Journal.IsShared)
            await SeeOthers();
        return Volatile.Read(ref _committed).State;
    }

    protected override async ValueTask<bool> Turn()
    {
        var letters = new List<Letter>();
        try
        {
            await Load();
            letters = Mailbox.Take(CommandsMax);
            await CatchUpForReaders();
            ShedLate(letters);
            await Carry(letters);
            Snapshot(ifAfter: SnapshotDue.AtWork(_folding.Items(_committed.State)));
            return !Mailbox.IsEmpty;
        }
#pragma warning disable CA1031 // Whatever it is: who waits has to be told, and this activation is not to be trusted.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Host.Fault(Id, e);
            Drop();
            FailReaders(e);
            RuntimeMetrics.Shed(letters.Count, "failed");
            foreach (var letter in letters)
                letter.Reject(new RuntimeRejection.TryAgain());
            return false;
        }
    }

    private void ShedLate(List<Letter> letters)
    {
        var shed = letters.RemoveAll(letter =>
        {
            var late = !letter.Asked.FromFollower && Host.SystemTime.GetElapsedTime(letter.PostedAt) > ShedAfter;
            if (late)
                letter.Reject(new RuntimeRejection.TryAgain());
            return late;
        });
        RuntimeMetrics.Shed(shed, "late");
    }

    /// <summary>Carries commands out, deciding anew after a conflict on what is new.</summary>
    private async Task Carry(List<Letter> letters)
    {
        var conflicts = 0;
        var hasLooked = !Host.Journal.IsShared;
        while (letters.Count > 0)
        {
            var turn = Decide(letters);
            if (turn.Entries.Count > 0)
            {
                var append = new StreamAppend(Id, _committed.Version, turn.Entries);
                using var span = RuntimeTraces.StartCommit(letters, turn.Entries.Count);
                if (await Host.Writer.Append(append) == CommitResult.Conflict)
                {
                    RuntimeMetrics.Conflict();
                    await CatchUp();
                    hasLooked = true;
                    if (conflicts++ < ConflictsMax)
                        continue;
                    // Other nodes were faster each time. Nothing is wrong with this one: who reads is answered as ever.
                    RuntimeMetrics.Shed(letters.Count, "conflicts");
                    letters.ForEach(letter => letter.Reject(new RuntimeRejection.TryAgain()));
                    return;
                }

                turn.Entries.ForEach(_remembered.Add);
                Commit(turn.Folded);
            }
            else if (!hasLooked)
            {
                // One look suffices: all that waits here was asked before it.
                hasLooked = true;
                if (await CatchUp())
                    continue; // What was to be answered is not so any more.
            }

            RuntimeMetrics.TurnCommands.Record(turn.Decided);
            for (var i = 0; i < turn.Decided; i++)
                letters[i].Release();
            turn.Repeats?.ForEach(Repeat);
            letters.RemoveRange(0, turn.Decided);
            conflicts = 0;
        }
    }

    /// <param name="Decided">So many of the letters: their answers are held in them.</param>
    /// <param name="Repeats">Those of them whose answers are in the journal, or will be.</param>
    private sealed record TurnOutcome(List<Entry> Entries, Folded Folded, int Decided, List<Letter>? Repeats);

    private TurnOutcome Decide(List<Letter> letters)
    {
        var folded = _committed;
        var entries = new List<Entry>(letters.Count);
        var repeats = (List<Letter>?)null;
        var now = Stamp(folded.At);
        var acceptedNow = letters.Count > 1 ? new HashSet<CommandId>(letters.Count) : null;
        var i = 0;
        for (; i < letters.Count && entries.Count < EntriesMax; i++)
        {
            var (letter, asked) = (letters[i], letters[i].Asked);
            letter.Hold(null);
            // A repeat is found here, since what this turn appends may end the time for which its id is remembered.
            letter.Repeated = _remembered.Find(asked.Id);
            if (letter.Repeated is not null || acceptedNow?.Contains(asked.Id) == true)
            {
                (repeats ??= []).Add(letter);
                continue;
            }

            now = asked.NotBefore > now ? asked.NotBefore : now;
            try
            {
                var decision = _folding.Decider.Decide(
                    (TCommand)asked.Command, folded.State, new Context(asked.Id, asked.Caller, now));
                if (decision is Decision.Accepted accepted)
                {
                    var (appended, next) = Append(folded, accepted, asked, now);
                    folded = next;
                    entries.AddRange(appended);
                    if (appended.Count > 0)
                        acceptedNow?.Add(asked.Id);
                    letter.Hold(new Outcome.Accepted(accepted.Reply, appended));
                }
                else
                {
                    letter.Hold(new Outcome.Rejected(((Decision.Rejected)decision).Rejection));
                }
            }
#pragma warning disable CA1031 // A fault in a decision concerns who asked; the state is as it was.
            catch (Exception e)
#pragma warning restore CA1031
            {
                letter.Hold(null, e);
            }
        }

        return new(entries, folded, i, repeats);
    }

    /// <summary>Domain time in whole milliseconds, never before the stream's last entry.</summary>
    private DateTimeOffset Stamp(DateTimeOffset last)
    {
        var now = Calendar.Local(Host.DomainTime.GetUtcNow());
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        return now < last ? last : now;
    }

    private (List<Entry> Entries, Folded Next) Append(
        Folded folded, Decision.Accepted accepted, Asked asked, DateTimeOffset now)
    {
        if (accepted.Events.Count > Decision.EventsMax)
            throw new InvalidOperationException($"{asked.Command.GetType()}: {accepted.Events.Count} events");
        var entries = new List<Entry>(accepted.Events.Count);
        for (var i = 0; i < accepted.Events.Count; i++)
        {
            var fact = accepted.Events[i];
            var draft = new Entry
            {
                Stream = Id,
                Version = folded.Version + 1,
                Name = Host.Codec.NameOf(fact),
                At = now,
                Caller = asked.Caller,
                Command = asked.Id,
                Payload = asked.Payload,
                Body = Codec.Encode(fact),
                Reply = i == accepted.Events.Count - 1 ? Host.Codec.Encode(accepted.Reply) : default,
                Decoded = fact,
            };
            draft.Seal(folded.Hash);
            entries.Add(draft);
            folded = new(_folding.Decider.Evolve(folded.State, (TEvent)fact, now), draft.Version, draft.Hash, now);
        }

        return (entries, folded);
    }

    private void Repeat(Letter letter)
    {
        // One that this turn has accepted is remembered by now; in the turn, since no other thread may look.
        var versions = letter.Repeated ?? _remembered.Find(letter.Asked.Id)!.Value;
        Host.Scheduler.Post(() => Repeat(letter, versions));
    }

    /// <summary>Answers a command that was accepted before: the stored reply, if the payload is the same.</summary>
    private async ValueTask Repeat(Letter letter, RememberedCommands.Span versions)
    {
        try
        {
            if (letter.Asked.FromFollower)
            {
                letter.Accept(Done.It, []);
                return;
            }

            var entries = await Host.Journal.ReadStream(Id, versions.First - 1, versions.Count);
            if (entries[^1].Command != letter.Asked.Id || entries[^1].Payload != letter.Asked.Payload)
                letter.Reject(new RuntimeRejection.KeyReused());
            else
                letter.Accept(Host.Codec.DecodeReply(entries[^1].Reply), entries);
        }
#pragma warning disable CA1031 // The way back to whoever asked.
        catch (Exception e)
#pragma warning restore CA1031
        {
            letter.Fail(e);
        }
    }
}
