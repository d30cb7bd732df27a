using System.Text;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Security;

/// <summary>
/// <c>erasures</c>: who was erased, one pseudonym a line, each on disk before its key is destroyed. It is only ever
/// added to. A copy that is kept outside lets whoever restores an older backup carry the erasures out again.
/// </summary>
public sealed class ErasureList : IDisposable
{
    public const string FileName = "erasures";

    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly HashSet<ResidentId> _residents;

    private ErasureList(FileStream file, IEnumerable<ResidentId> residents) =>
        (_file, _residents) = (file, [.. residents]);

    /// <summary>Everybody in it.</summary>
    public IReadOnlyList<ResidentId> Residents
    {
        get
        {
            lock (_gate)
            {
                return [.. _residents];
            }
        }
    }

    /// <summary>Opens the list of a store, and makes an empty one at the first start.</summary>
    /// <exception cref="WrongSettingException">A line of it is no resident's id.</exception>
    public static ErasureList Open(string directory)
    {
        var path = Path.Combine(directory, FileName);
        IReadOnlyList<ResidentId> residents = File.Exists(path) ? Read(path) : [];
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        CutOffTornLine(file);
        return new(file, residents);
    }

    /// <summary>A list as it was copied.</summary>
    /// <exception cref="WrongSettingException">It is not there, or a line of it is no resident's id.</exception>
    public static IReadOnlyList<ResidentId> Read(string path)
    {
        if (!File.Exists(path))
            throw new WrongSettingException(path, "there is no such list of erasures.");
        // What stands behind the last line's end was being written when the power went: its key was still there.
        var lines = File.ReadAllText(path).Split('\n')[..^1];
        var wrong = Array.FindIndex(lines, line => !Id.TryParse<ResidentId>(line.TrimEnd('\r'), out _));
        return wrong < 0
            ? [.. lines.Select(line => Id.Parse<ResidentId>(line.TrimEnd('\r')))]
            : throw new WrongSettingException(path, $"line {wrong + 1} is no resident's id.");
    }

    /// <summary>Adds somebody, unless they are in it; it is on disk when this returns.</summary>
    public void Add(ResidentId resident)
    {
        lock (_gate)
        {
            if (_residents.Contains(resident))
                return;
            _file.Seek(0, SeekOrigin.End);
            _file.Write(Encoding.ASCII.GetBytes(resident.Value + "\n"));
            _file.Flush(flushToDisk: true);
            _residents.Add(resident);
        }
    }

    public void Dispose() => _file.Dispose();

    private static void CutOffTornLine(FileStream file)
    {
        var end = file.Length;
        for (; end > 0; end--)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
                break;
        }

        if (end < file.Length)
            file.SetLength(end);
    }
}
