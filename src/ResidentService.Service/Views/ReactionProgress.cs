using System.Data.Common;
using ResidentService.Runtime.Followers;

namespace ResidentService.Service.Views;

/// <summary>
/// How far reactions have come and what of them is parked, kept beside the read tables in one transaction.
/// </summary>
public sealed class ReactionProgress(ReadTables views) : IReactionStore
{
    private const string Name = "reactions";

    private long _position;

    // Where the last write was to move to, while nobody knows whether it was kept.
    private long? _unsure;

    /// <inheritdoc/>
    public ValueTask<(long Position, IReadOnlyList<ParkedDelivery> Parked)> Read()
    {
        _position = views.ReadCheckpoint(Name);
        _unsure = null;
        return new((_position, views.Read(ParkedTable.Reactions)));
    }

    /// <inheritdoc/>
    public async ValueTask Write(long position, ParkedChanges changes)
    {
        if (_unsure is { } attempted && views.ReadCheckpoint(Name) == attempted)
            _position = attempted;
        _unsure = position;
        await views.Write(connection =>
        {
            views.MoveCheckpoint(connection, Name, _position, position);
            Write(connection, changes);
        });
        (_position, _unsure) = (position, null);
    }

    private static void Write(DbConnection connection, ParkedChanges changes)
    {
        foreach (var parked in changes.Parked)
            ParkedTable.Put(connection, parked);
        foreach (var source in changes.Released)
            ParkedTable.Delete(connection, source, deadline: "");
    }
}
