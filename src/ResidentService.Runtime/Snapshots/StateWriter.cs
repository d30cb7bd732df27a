using System.Text;

namespace ResidentService.Runtime.Snapshots;

/// <summary>Writes a state. A text that comes again, as an id mostly does, is written as its number.</summary>
internal sealed class StateWriter(Stream to) : BinaryWriter(to, Encoding.UTF8, leaveOpen: true)
{
    public const int NoText = 0;
    public const int NewText = 1;
    public const int FirstText = 2;

    private readonly Dictionary<string, int> _texts = [];

    public void WriteText(string? text)
    {
        if (text is null)
        {
            Write7BitEncodedInt(NoText);
        }
        else if (_texts.TryGetValue(text, out var number))
        {
            Write7BitEncodedInt(number);
        }
        else
        {
            _texts.Add(text, FirstText + _texts.Count);
            Write7BitEncodedInt(NewText);
            Write(text);
        }
    }
}

/// <summary>Reads what a <see cref="StateWriter"/> has written; a text that came again is one object.</summary>
internal sealed class StateReader(Stream from) : BinaryReader(from, Encoding.UTF8, leaveOpen: true)
{
    private readonly List<string> _texts = [];

    public string? ReadText()
    {
        var number = Read7BitEncodedInt();
        if (number == StateWriter.NewText)
            _texts.Add(ReadString());
        return number switch
        {
            StateWriter.NoText => null,
            StateWriter.NewText => _texts[^1],
            _ => _texts[number - StateWriter.FirstText],
        };
    }
}
