namespace ResidentService.Domain.Kernel;

/// <summary>
/// The id of a command, at most 200 characters of ASCII. The same id is carried out once.
/// <list type="bullet">
/// <item><c>h:…</c> from a request: a keyed hash of user, acted-for, method, path and Idempotency-Key;</item>
/// <item><c>rN:stream@version/target</c> the reaction to an entry, N links away from what somebody did;</item>
/// <item><c>d:stream@version/key</c> a deadline that an entry had set.</item>
/// </list>
/// </summary>
public readonly record struct CommandId
{
    private CommandId(string value) => Value = value;

    /// <summary>The text as stored.</summary>
    public string Value { get; }

    /// <summary>Links that a chain of reactions may have before it is taken for a loop.</summary>
    public const int ChainLinksMax = 16;

    /// <summary>From a request; <paramref name="hash"/> is a keyed hash in base64url.</summary>
    public static CommandId OfRequest(string hash) => new("h:" + hash);

    /// <summary>
    /// The id of the command with which <paramref name="target"/> is told of an entry. Whoever delivers it, the
    /// follower or an endpoint that pumps, uses the same id, so it is carried out once.
    /// </summary>
    /// <param name="source">The stream of the entry.</param>
    /// <param name="version">The entry's version in it.</param>
    /// <param name="cause">The id of the command that made the entry: the chain's length so far.</param>
    /// <param name="target">Who is told.</param>
    /// <param name="name">The reaction's name, where an entry tells the same target more than one thing.</param>
    public static CommandId OfReaction(ActorId source, long version, CommandId cause, ActorId target, string name) =>
        new($"r{(target == source ? 1 : cause.Links + 1)}:{source}@{version}/{name}/{target}");

    /// <summary>The id of the command that a deadline sends; the entry that set it is part of it.</summary>
    public static CommandId OfDeadline(ActorId source, long version, string key) => new($"d:{source}@{version}/{key}");

    /// <summary>As read from the journal.</summary>
    public static CommandId Stored(string value) => new(value);

    /// <summary>
    /// Whether it came from a request. Those are remembered for 7 days, all others as long as the stream.
    /// </summary>
    public bool IsFromRequest => Value.StartsWith("h:", StringComparison.Ordinal);

    /// <summary>How many reactions lie between this command and what somebody did; 0 for a request.</summary>
    public int Links =>
        Value.StartsWith('r') && int.TryParse(Value.AsSpan(1, Value.IndexOf(':', StringComparison.Ordinal) - 1), out var n)
            ? n
            : 0;

    /// <summary>
    /// 64 bits under which the command is looked up; the full id is compared on a hit. FNV-1a (Fowler, Noll, Vo) over the
    /// characters: nobody chooses an id, so that it need not withstand one who would.
    /// </summary>
    public long Fingerprint
    {
        get
        {
            var hash = 0xcbf29ce484222325;
            foreach (var letter in Value)
                hash = unchecked((hash ^ letter) * 0x00000100000001b3);
            return unchecked((long)hash);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
