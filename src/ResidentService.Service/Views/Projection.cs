using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Views;

/// <summary>
/// One slice's read tables, kept up from the journal by the projection follower. They can be thrown away and rebuilt,
/// so a change of a table's shape simply rebuilds them.
/// </summary>
public abstract class Projection
{
    public abstract IReadOnlyList<Table> Tables { get; }

    /// <summary>Applies one fact. Entries come in the order of the journal, each once.</summary>
    public abstract void Apply(Entry entry, IEvent fact, TableWriter tables);
}
