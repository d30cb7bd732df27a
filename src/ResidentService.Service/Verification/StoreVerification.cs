using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Verification;

/// <summary>
/// Walks the journal from its beginning (DESIGN.md §6): positions and versions without a gap, every hash chain whole,
/// every entry readable, points counted right. It trusts nothing that it has not recomputed.
/// </summary>
public sealed class StoreVerification(IReadOnlyJournal journal, Codec codec)
{
    private const int EntriesAtOnce = 2_000;

    private readonly StreamHeads _heads = new();
    private readonly PointsAudit _points = new();
    private readonly List<string> _faults = [];

    /// <summary>Verifies what the journal holds now.</summary>
    /// <param name="anchor">An anchor that an earlier run printed and that was kept outside; null for none.</param>
    /// <param name="progress">Told the position reached and the last one.</param>
    public async Task<VerificationReport> Run(Anchor? anchor, Action<long, long>? progress = null)
    {
        var last = await journal.LastPosition();
        if (anchor?.Position > last)
            _faults.Add($"anchor {anchor}: the journal ends at {last}; entries are missing");
        while (_heads.Position < last)
        {
            var entries = await journal.ReadAll(
                _heads.Position, (int)Math.Min(EntriesAtOnce, last - _heads.Position));
            if (entries.Count == 0)
                break;
            foreach (var entry in entries)
            {
                Check(entry);
                if (anchor?.Position == _heads.Position && _heads.Digest() is var digest && digest != anchor)
                    _faults.Add($"anchor {anchor}: the journal up to there gives {digest}");
            }

            progress?.Invoke(_heads.Position, last);
        }

        if (_heads.Position != last)
            _faults.Add($"position {_heads.Position + 1}: missing; the journal says that it ends at {last}");
        _faults.AddRange(_points.Faults());
        return new(last, _heads.Count, _heads.Digest(), _faults, _points.InTransit(), _points.Summary());
    }

    private void Check(Entry entry)
    {
        _faults.AddRange(_heads.See(entry));
        try
        {
            _points.See(entry, codec.Decode(entry));
            if (!entry.Reply.IsEmpty)
                codec.DecodeReply(entry.Reply);
        }
        catch (FormatException e)
        {
            _faults.Add($"{entry.Stream}@{entry.Version} (position {entry.Position}): {e.Message}");
        }
    }
}

/// <summary>What a verification found.</summary>
/// <param name="Faults">One line each; empty when all is well.</param>
/// <param name="InTransit">Transfers that the payer has posted and the payee has not acknowledged yet: not a fault.</param>
public sealed record VerificationReport(
    long LastPosition,
    int Streams,
    Anchor Anchor,
    IReadOnlyList<string> Faults,
    IReadOnlyList<string> InTransit,
    PointsSummary Points);
