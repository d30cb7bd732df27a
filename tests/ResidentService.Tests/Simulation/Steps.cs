namespace ResidentService.Tests.Simulation;

/// <summary>
/// Everything that could happen next, in one hand: chance says what does. Now and then a step is held back for a long
/// while, so that it is overtaken by much that began after it.
/// </summary>
internal sealed class Steps(Chance chance)
{
    private const int HeldBackOnceIn = 40;
    private const int HeldBackMax = 300;

    private readonly List<Action> _ready = [];
    private readonly PriorityQueue<Action, (long Until, long Number)> _heldBack = new();
    private long _number;

    /// <summary>Steps taken so far.</summary>
    public long Taken { get; private set; }

    /// <summary>Whether steps come one after the other as they please, without being held back.</summary>
    public bool AreCalm { get; set; } = true;

    public bool IsEmpty => _ready.Count + _heldBack.Count == 0;

    public void Add(Action step)
    {
        if (!AreCalm && chance.OnceIn(HeldBackOnceIn))
            _heldBack.Enqueue(step, (Taken + chance.Below(HeldBackMax), _number++));
        else
            _ready.Add(step);
    }

    /// <summary>Takes one step; false where there is none.</summary>
    public bool TryTakeOne()
    {
        while (_heldBack.TryPeek(out _, out var due) && (_ready.Count == 0 || due.Until <= Taken))
            _ready.Add(_heldBack.Dequeue());
        if (_ready.Count == 0)
            return false;
        var index = chance.Below(_ready.Count);
        var step = _ready[index];
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        Taken++;
        step();
        return true;
    }
}
