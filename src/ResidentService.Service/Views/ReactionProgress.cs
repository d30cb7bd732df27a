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

    /// <inheritdoc/>
    public ValueTask<(long Position, IReadOnlyList<ParkedDelivery> Parked)> Read()
    {
        _position = views.ReadCheckpoint(Name);
        return new((_position, views.Read(ParkedTable.Reactions)));
    }

    /// <inheritdoc/>
    public async ValueTask Write(long position, ParkedChanges changes)
    {
        await views.Write(connection =>
        {
            views.MoveCheckpoint(connection, Name, _position, position);
            Write(connection, changes);
        });
        _position = position;
    }

    private static void Write(DbConnection connection, ParkedChanges changes)
    {
        foreach (var parked in changes.Parked)
            ParkedTable.Put(connection, parked);
        foreach (var source in changes.Released)
            ParkedTable.Delete(connection, source, deadline: "");
    }
}
