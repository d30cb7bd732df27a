using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.LegalAid;

public enum LegalAidStatus
{
    Filed,
    WithCentre,
    LacksMaterials,
    Granted,
    Assigned,
    Refused,
    Objected,
    Closed,
    Withdrawn,
    NotSupplied,
    RefusalStood,
    Upheld,
}

/// <param name="Turn">Whose turn it is; null where it has ended.</param>
/// <param name="DueOn">The last day of the next step; null where it has none.</param>
public sealed record LegalAidView(
    LegalAidId Application, LegalAidTerms Terms, LegalAidStatus Status, LegalAidTurn? Turn, DateOnly? DueOn,
    bool IsLate, LegalAidPapers Papers);

/// <summary>The application as it is at a time; null if there is none.</summary>
public sealed record GetLegalAid(DateTimeOffset Now) : IQuery<LegalAidCase, LegalAidView?>
{
    public LegalAidView? Answer(LegalAidCase state) => state.At(Now) is LegalAidCase.Known known
        ? new(
            known.Id, known.Terms, StatusOf(known), LegalAidCase.TurnOf(known),
            (known as LegalAidCase.Due)?.Limit.LastDay, known is LegalAidCase.Due due && due.Limit.EndsAt() <= Now, known.Papers)
        : null;

    private static LegalAidStatus StatusOf(LegalAidCase.Known known) => known switch
    {
        LegalAidCase.AtStation => LegalAidStatus.Filed,
        LegalAidCase.AtCentre => LegalAidStatus.WithCentre,
        LegalAidCase.LacksMaterials => LegalAidStatus.LacksMaterials,
        LegalAidCase.Granted => LegalAidStatus.Granted,
        LegalAidCase.Assigned => LegalAidStatus.Assigned,
        LegalAidCase.Refused => LegalAidStatus.Refused,
        LegalAidCase.Objected => LegalAidStatus.Objected,
        LegalAidCase.Ended { End: LegalAidEnd.Closed } => LegalAidStatus.Closed,
        LegalAidCase.Ended { End: LegalAidEnd.Withdrawn } => LegalAidStatus.Withdrawn,
        LegalAidCase.Ended { End: LegalAidEnd.NotSupplied } => LegalAidStatus.NotSupplied,
        LegalAidCase.Ended { End: LegalAidEnd.RefusalStood } => LegalAidStatus.RefusalStood,
        _ => LegalAidStatus.Upheld,
    };
}
