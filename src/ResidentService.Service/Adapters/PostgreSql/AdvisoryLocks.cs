namespace ResidentService.Service.Adapters.PostgreSql;

/// <summary>
/// The advisory locks of a store. They are the database's, so each store has its own; the numbers are for good, since
/// nodes of two versions may run side by side.
/// </summary>
internal static class AdvisoryLocks
{
    /// <summary>Held while a schema is brought up to date.</summary>
    public const long Migration = 7_300_001;

    /// <summary>Held by each commit to the journal, so that positions are allocated in the order of commits.</summary>
    public const long Append = 7_300_002;

    /// <summary>
    /// Held while a person's key is destroyed, and together by all other writes to keys: so nothing begins behind the
    /// back of an erasure.
    /// </summary>
    public const long Erasure = 7_300_003;

    /// <summary>Held by the node that leads, on a connection of its own, for as long as it does.</summary>
    public const long Leader = 7_300_004;

    /// <summary>Held while a node that starts looks for the keys of tokens, and makes the first one.</summary>
    public const long KeyRing = 7_300_005;
}
