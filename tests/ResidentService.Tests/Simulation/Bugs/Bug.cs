using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Simulation.Bugs;

/// <summary>A bug that is put in on purpose, to show that the simulation finds it. This one is none.</summary>
internal class Bug
{
    public static Bug None { get; } = new();

    public virtual SliceSet Slices => ResidentService.Service.Slices.All;

    public virtual IJournal Journal(World world) => world.Journal;

    public virtual IReactionStore Reactions(World world) => world.Views;

    /// <summary>The id that a command of a request is given.</summary>
    public virtual CommandId IdOf(CommandId id) => id;

    /// <summary>
    /// Whether each actor has a second activation beside the first. What one answers without an entry, from a state
    /// that the other has overtaken, is held to nothing: then only entries are checked.
    /// </summary>
    public virtual bool LivesTwice => false;

    public virtual void OnCrash(World world) { }
}
