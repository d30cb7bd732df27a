using System.Diagnostics.Metrics;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Points;
using ResidentService.Runtime;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Telemetry;

/// <summary>
/// What happens in the community, counted since the start of this process. Sign-ups and points are counted from the
/// entries of each commit: exactly once, whoever asked and however often a request was repeated. A refusal leaves no
/// entry, so it is counted where it is answered, each time.
/// </summary>
public static class DomainMetrics
{
    private static readonly Meter Meter = new(RuntimeMetrics.MeterName);

    private static readonly Counter<long> SignUps = Meter.CreateCounter<long>(
        "resident_service.sign_ups", "{sign_up}", "Sign-ups since the start, by how they ended.");

    private static long _pointsIssued;
    private static long _pointsRedeemed;

    static DomainMetrics()
    {
        Meter.CreateObservableCounter(
            "resident_service.points.issued", () => Volatile.Read(ref _pointsIssued), "{point}",
            "Points awarded since the start.");
        Meter.CreateObservableCounter(
            "resident_service.points.redeemed", () => Volatile.Read(ref _pointsRedeemed), "{point}",
            "Points paid to merchants since the start.");
    }

    /// <summary>Counts what was committed.</summary>
    public static void Count(IReadOnlyList<Entry> committed, Codec codec)
    {
        foreach (var entry in committed)
        {
            switch (codec.Decode(entry))
            {
                case CommunityEventFact.SignedUp signedUp:
                    CountSignUp(Word(signedUp.Status));
                    break;
                case AccountFact.PointsTransferred { Transfer: { Reason: TransferReason.Award } transfer }:
                    Interlocked.Add(ref _pointsIssued, transfer.Points.Value);
                    break;
                case AccountFact.PointsTransferred { Transfer: { Reason: TransferReason.Redemption } transfer }:
                    Interlocked.Add(ref _pointsRedeemed, transfer.Points.Value);
                    break;
            }
        }
    }

    /// <param name="code">Of the problem that was answered.</param>
    public static void SignUpRefused(string code) => CountSignUp(code);

    private static void CountSignUp(string outcome) =>
        SignUps.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    private static string Word(SignUpStatus status) => status switch
    {
        SignUpStatus.Confirmed => "confirmed",
        SignUpStatus.Waiting => "waiting",
        _ => "requested",
    };
}
