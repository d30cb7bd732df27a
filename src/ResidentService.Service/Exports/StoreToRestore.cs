using ResidentService.Runtime.Journal;
using ResidentService.Service.Security;

namespace ResidentService.Service.Exports;

/// <summary>
/// The store that an export is made into: files of a folder, or a database. It grows out of the way, and is no store
/// until it has been taken into place.
/// </summary>
public abstract class StoreToRestore : IAsyncDisposable
{
    /// <summary>Once they were taken over.</summary>
    public abstract KeysDatabase Keys { get; }

    /// <summary>First of all: throws away what an interrupted restore has left.</summary>
    /// <exception cref="Settings.WrongSettingException">It is in use, or not empty.</exception>
    public abstract ValueTask Begin();

    /// <param name="copy">As an export has written it.</param>
    public abstract ValueTask TakeKeys(string copy);

    /// <summary>Takes over entries as they stand, from the first position on.</summary>
    public abstract ValueTask Append(IReadOnlyList<Entry> entries);

    /// <summary>All of it is there and was looked at.</summary>
    public abstract ValueTask TakePlace();

    /// <summary>Closes it; what has not taken its place is thrown away.</summary>
    public abstract ValueTask DisposeAsync();
}
