using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Views;

/// <summary>
/// One slice's read tables, kept up from the journal by the projection follower. They can be thrown away and rebuilt,
/// so a change of <see cref="Schema"/> simply rebuilds them.
/// </summary>
public abstract class Projection
{
    /// <summary>Its tables and indexes: <c>create table …; create index …;</c> without <c>if not exists</c>.</summary>
    public abstract string Schema { get; }

    /// <summary>The names of its tables.</summary>
    public abstract IEnumerable<string> Tables { get; }

    /// <summary>Applies one fact. Entries come in the order of the journal, each once.</summary>
    public abstract void Apply(Entry entry, IEvent fact, TableWriter tables);
}
