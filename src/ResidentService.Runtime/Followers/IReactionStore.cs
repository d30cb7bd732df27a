namespace ResidentService.Runtime.Followers;

/// <summary>Where a reaction follower keeps how far it has come and what is parked, which moves in one transaction.</summary>
public interface IReactionStore
{
    /// <summary>The position up to which everything is delivered or parked, and what is parked.</summary>
    ValueTask<(long Position, IReadOnlyList<ParkedDelivery> Parked)> Read();

    /// <summary>Moves on. May be lost in a crash: what follows is delivered again, and done once.</summary>
    ValueTask Write(long position, ParkedChanges changes);
}
