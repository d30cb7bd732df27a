using System.Reflection;

namespace ResidentService.Runtime.Snapshots;

/// <summary>
/// The identity of the code that folded a state. It is made of the module ids of the assemblies that hold the slice's
/// rules and this runtime, which the compiler derives from all that is in them. So nobody has to remember a number:
/// whatever changes in a state's shape, in <c>Evolve</c>, in how an old fact is read, or in how snapshots are encoded,
/// the snapshots of the code before are ignored, also after going back to it. The price is one fold per long stream
/// after an update, also where the change did not matter.
/// </summary>
internal static class SnapshotSchema
{
    /// <param name="rules">The assembly of the slice's facts.</param>
    public static string Of(Assembly rules) =>
        $"{rules.ManifestModule.ModuleVersionId:N}{typeof(SnapshotSchema).Module.ModuleVersionId:N}";
}
