using System.Collections.Immutable;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.LegalAid;

/// <summary>
/// One application: filed at the station → forwarded to the centre → (materials asked for: the clock stops) → granted →
/// assigned → closed; or refused → objected to → upheld, or sent back to the centre. Until it has ended it is always
/// somebody's turn.
/// </summary>
public abstract record LegalAidCase
{
    private LegalAidCase() { }

    public sealed record Unknown : LegalAidCase;

    public abstract record Known(LegalAidId Id, LegalAidTerms Terms, LegalAidPapers Papers) : LegalAidCase;

    /// <param name="IsTold">Whether whose turn it is was told that the deadline nears.</param>
    /// <param name="IsPassed">Whether who stands above them was told that it has passed.</param>
    public abstract record Due(
        LegalAidId Id, LegalAidTerms Terms, LegalAidPapers Papers, LegalDue Limit, bool IsTold, bool IsPassed)
        : Known(Id, Terms, Papers);

    public sealed record AtStation(
        LegalAidId Id, LegalAidTerms Terms, LegalAidPapers Papers, LegalDue Limit, bool IsTold = false,
        bool IsPassed = false) : Due(Id, Terms, Papers, Limit, IsTold, IsPassed);

    /// <param name="Since">The day from which the clock of the decision runs, which does not count itself.</param>
    /// <param name="Days">For which it runs.</param>
    public sealed record AtCentre(
        LegalAidId Id, LegalAidTerms Terms, LegalAidPapers Papers, LegalDue Limit, DateOnly Since, int Days,
        bool IsTold = false, bool IsPassed = false) : Due(Id, Terms, Papers, Limit, IsTold, IsPassed);

    /// <summary>The clock of the decision stands still.</summary>
    public sealed record LacksMaterials(
        LegalAidId Id, LegalAidTerms Terms, LegalAidPapers Papers, LegalDue Limit, int DaysLeft, bool IsTold = false,
        bool IsPassed = false) : Due(Id, Terms, Papers, Limit, IsTold, IsPassed);

    public sealed record Granted(
        LegalAidId Id, LegalAidTerms Terms, LegalAidPapers Papers, LegalDue Limit, bool IsTold = false,
        bool IsPassed = false) : Due(Id, Terms, Papers, Limit, IsTold, IsPassed);

    public sealed record Refused(
        LegalAidId Id, LegalAidTerms Terms, LegalAidPapers Papers, LegalDue Limit, bool IsTold = false,
        bool IsPassed = false) : Due(Id, Terms, Papers, Limit, IsTold, IsPassed);

    public sealed record Objected(
        LegalAidId Id, LegalAidTerms Terms, LegalAidPapers Papers, LegalDue Limit, bool IsTold = false,
        bool IsPassed = false) : Due(Id, Terms, Papers, Limit, IsTold, IsPassed);

    /// <summary>Somebody gives the aid, for as long as it takes. Next: the centre closes it.</summary>
    public sealed record Assigned(LegalAidId Id, LegalAidTerms Terms, LegalAidPapers Papers) : Known(Id, Terms, Papers);

    public sealed record Ended(LegalAidId Id, LegalAidTerms Terms, LegalAidPapers Papers, LegalAidEnd End)
        : Known(Id, Terms, Papers);

    /// <summary>As it is at a time: what is past due has ended, whether or not its deadline has fired.</summary>
    public LegalAidCase At(DateTimeOffset now) => this switch
    {
        LacksMaterials lacks when lacks.Limit.EndsAt() <= now => Ends(lacks, LegalAidEnd.NotSupplied),
        Refused refused when refused.Limit.EndsAt() <= now => Ends(refused, LegalAidEnd.RefusalStood),
        _ => this,
    };

    /// <summary>Whose turn it is; null where it has ended.</summary>
    public static LegalAidTurn? TurnOf(Known known) => known switch
    {
        AtStation => LegalAidTurn.Station,
        LacksMaterials or Refused => LegalAidTurn.Applicant,
        Objected => LegalAidTurn.Bureau,
        Ended => null,
        _ => LegalAidTurn.Centre,
    };

    public static LegalAidCase Evolve(LegalAidCase state, LegalAidFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (Unknown, LegalAidFact.Filed filed) => new AtStation(
            filed.Application, filed.Terms, LegalAidPapers.Of(filed.Content, filed.Pictures, filed.IsExempt), filed.Due),
        (Due due, LegalAidFact.DeadlineNear) => due with { IsTold = true },
        (Due due, LegalAidFact.DeadlinePassed) => due with { IsPassed = true },
        (Known known, _) => Evolve(known, fact, at),
        _ => state,
    };

    private static Known Evolve(Known known, LegalAidFact fact, DateTimeOffset at)
    {
        var (id, terms, papers) = known;
        var (day, days) = (Calendar.DayOf(at), terms.Rules.DecideDays);
        return fact switch
        {
            LegalAidFact.Forwarded(_, _, _, var due) => new AtCentre(id, terms, papers, due, day, days),
            LegalAidFact.MaterialsAsked(_, _, _, var what, var left, var due) =>
                new LacksMaterials(id, terms, papers with { Asked = what }, due, left),
            LegalAidFact.MaterialsSupplied supplied when known is LacksMaterials lacks => new AtCentre(
                id, terms,
                papers with { Supplied = supplied.Words, Pictures = papers.Pictures.AddRange(supplied.Pictures) },
                supplied.Due, day, lacks.DaysLeft),
            LegalAidFact.Granted(_, _, _, var due) => new Granted(id, terms, papers, due),
            LegalAidFact.Assigned(_, _, _, var lawyer) => new Assigned(id, terms, papers with { Lawyer = lawyer }),
            LegalAidFact.Refused(_, _, _, var reason, var due, var by) =>
                new Refused(id, terms, papers.RefusedFor(reason, by), due),
            LegalAidFact.Objected(_, _, _, var ground, var due, _) =>
                new Objected(id, terms, papers with { Ground = ground }, due),
            LegalAidFact.SentBack(_, _, _, var answer, var due) =>
                new AtCentre(id, terms, papers with { Answer = answer }, due, day, days),
            LegalAidFact.Upheld(_, _, _, var answer) =>
                Ends(known, LegalAidEnd.Upheld) with { Papers = papers with { Answer = answer } },
            LegalAidFact.Closed(_, _, _, var result) =>
                Ends(known, LegalAidEnd.Closed) with { Papers = papers with { Result = result } },
            LegalAidFact.Withdrawn => Ends(known, LegalAidEnd.Withdrawn),
            LegalAidFact.NotSupplied => Ends(known, LegalAidEnd.NotSupplied),
            LegalAidFact.RefusalStood => Ends(known, LegalAidEnd.RefusalStood),
            _ => known,
        };
    }

    private static Ended Ends(Known known, LegalAidEnd end) => new(known.Id, known.Terms, known.Papers, end);
}

/// <summary>What was written, each sealed with the applicant's key; null where it has not come to that.</summary>
/// <param name="Asked">Which materials were asked for.</param>
/// <param name="Ground">Of the objection.</param>
/// <param name="Answer">Of the justice bureau.</param>
public sealed record LegalAidPapers(
    Sealed Content, ImmutableList<string> Pictures, bool IsExempt, Sealed? Asked, Sealed? Supplied, Sealed? Refusal,
    Sealed? Ground, Sealed? Answer, Sealed? Lawyer, Sealed? Result)
{
    /// <summary>Everybody who has ever refused it: they do not answer an objection.</summary>
    public ImmutableHashSet<string> RefusedBy { get; init; } = [];

    internal LegalAidPapers RefusedFor(Sealed reason, string? by) => this with
    {
        Refusal = reason,
        RefusedBy = by is null ? RefusedBy : RefusedBy.Add(by),
    };

    internal static LegalAidPapers Of(Sealed content, IEnumerable<string> pictures, bool isExempt) =>
        new(content, [.. pictures], isExempt, null, null, null, null, null, null, null);
}

public enum LegalAidEnd
{
    Closed,
    Withdrawn,

    /// <summary>The materials did not come in time: counts as withdrawn.</summary>
    NotSupplied,

    /// <summary>Refused, and nobody has objected in time.</summary>
    RefusalStood,

    /// <summary>Refused, and the justice bureau found that right.</summary>
    Upheld,
}
