using ResidentService.Domain.Kernel;

namespace ResidentService.Runtime.Followers;

/// <summary>
/// What could not be delivered, in so many tries that it is no longer tried by itself: what an entry sends, or a
/// deadline. Nothing is dropped: staff see it and run it again. It is kept beside the followers' checkpoints; where
/// those are lost, reactions begin anew at the first entry, and what still fails parks again.
/// </summary>
/// <param name="Source">The stream whose entry sends, or has set the deadline.</param>
/// <param name="Deadline">The deadline's key; empty where it is what an entry sends.</param>
/// <param name="Version">The entry's version in its stream.</param>
/// <param name="Position">The entry's position in the journal; 0 where the entry of a deadline cannot be read.</param>
/// <param name="Since">System time at which it was parked.</param>
/// <param name="Tries">Tries that have failed.</param>
/// <param name="Reason">Why the last one did: a short text for staff, without personal data.</param>
/// <param name="Waiting">Later entries of the stream that send something and wait behind it; 0 for a deadline.</param>
/// <param name="WaitingTo">The version of the last one that waits; 0 where none does.</param>
public sealed record ParkedDelivery(
    ActorId Source,
    string Deadline,
    long Version,
    long Position,
    DateTimeOffset Since,
    int Tries,
    string Reason,
    int Waiting = 0,
    long WaitingTo = 0)
{
    /// <summary>Failed tries after which a delivery is parked.</summary>
    public const int TriesMax = 10;

    /// <summary>A line for staff.</summary>
    public override string ToString() => $"{Source}@{Version}"
        + (Deadline.Length > 0 ? $", its deadline {Deadline}" : $", what it sends, with {Waiting} entries behind it")
        + $", since {Since:yyyy-MM-dd HH:mm:ss}, after {Tries} tries: {Reason}";
}

/// <summary>How running a parked delivery again ended.</summary>
/// <param name="Delivered">Entries that are delivered now, or 1 for a deadline.</param>
/// <param name="Still">What is parked still; null when nothing is.</param>
public sealed record Rerun(int Delivered, ParkedDelivery? Still);

/// <summary>A delivery that cannot succeed as things are; the message is for staff, without personal data.</summary>
internal sealed class UndeliverableException(string message) : Exception(message)
{
    /// <summary>What may be shown of a failure; all of it is in the log.</summary>
    public static string ReasonOf(Exception e) => e switch
    {
        UndeliverableException => e.Message,
        FormatException => "the entry cannot be read by this version of the service",
        _ => e.GetType().Name,
    };
}
