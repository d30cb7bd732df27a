using ResidentService.Runtime.Followers;

namespace ResidentService.Service.Views;

/// <summary>How far reactions have come and what of them is parked, kept in views.db in one transaction.</summary>
public sealed class ReactionProgress(ViewsDatabase views) : IReactionStore
{
    private const string Name = "reactions";

    /// <inheritdoc/>
    public ValueTask<(long Position, IReadOnlyList<ParkedDelivery> Parked)> Read() =>
        new((views.ReadCheckpoint(Name), views.Read(ParkedTable.Reactions)));

    /// <inheritdoc/>
    public ValueTask Write(long position, ParkedChanges changes) => views.Write(connection =>
    {
        foreach (var parked in changes.Parked)
            ParkedTable.Put(connection, parked);
        foreach (var source in changes.Released)
            ParkedTable.Delete(connection, source, deadline: "");
        views.WriteCheckpoint(Name, position);
    });
}
