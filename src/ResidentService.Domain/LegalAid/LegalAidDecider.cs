using ResidentService.Domain.Kernel;
using Rejected = ResidentService.Domain.LegalAid.LegalAidRejection;

namespace ResidentService.Domain.LegalAid;

/// <summary>Deadlines of the law need the working calendar, which comes with the command.</summary>
public abstract record LegalAidCommand : ICommand
{
    private LegalAidCommand() { }

    /// <summary>By the applicant, or by the station for them.</summary>
    public sealed record File(
        LegalAidId Application, LegalAidTerms Terms, MeansCheck Means, Sealed Content, IReadOnlyList<string> Pictures)
        : LegalAidCommand;

    /// <summary>The station accepts it and hands it to the centre.</summary>
    public sealed record Forward(WorkingDays Days) : LegalAidCommand;

    public sealed record AskMaterials(Sealed What, WorkingDays Days) : LegalAidCommand;

    public sealed record Supply(Sealed Words, IReadOnlyList<string> Pictures, WorkingDays Days) : LegalAidCommand;

    public sealed record Grant(WorkingDays Days) : LegalAidCommand;

    /// <summary>Also of somebody else, later.</summary>
    public sealed record Assign(Sealed Lawyer) : LegalAidCommand;

    public sealed record Refuse(Sealed Reason) : LegalAidCommand;

    public sealed record Object(Sealed Ground, WorkingDays Days) : LegalAidCommand;

    public sealed record Uphold(Sealed Answer) : LegalAidCommand;

    public sealed record SendBack(Sealed Answer, WorkingDays Days) : LegalAidCommand;

    public sealed record Close(Sealed Result) : LegalAidCommand;

    public sealed record Withdraw : LegalAidCommand;

    /// <summary>A deadline.</summary>
    public sealed record NoteNear(DateOnly LastDay) : LegalAidCommand;

    /// <summary>A deadline.</summary>
    public sealed record NotePassed(DateOnly LastDay) : LegalAidCommand;
}

/// <summary>What the edge knows of the applicant's means; what they are stays sealed.</summary>
public enum MeansCheck
{
    Missing,
    Stated,

    /// <summary>They belong to a group whose means are not examined (Legal Aid Law, art. 42).</summary>
    Exempt,
}

public static class LegalAidDecider
{
    /// <summary>With an application, and again with what is supplied.</summary>
    public const int PicturesMax = 9;

    public static Decider<LegalAidCommand, LegalAidFact, LegalAidCase> Value { get; } =
        new("legal-aid", new LegalAidCase.Unknown(), Decide, LegalAidCase.Evolve);

    public static Decision Decide(LegalAidCommand command, LegalAidCase state, Context context) =>
        (command, state) switch
        {
            (LegalAidCommand.NoteNear(var lastDay), _) => NoteNear(lastDay, state, context.At),
            (LegalAidCommand.NotePassed(var lastDay), _) => NotePassed(lastDay, state, context.At),
            (LegalAidCommand.File file, LegalAidCase.Unknown) => File(file, context.At),
            (LegalAidCommand.File, _) => Decision.Already(),
            (_, LegalAidCase.Unknown) => Decision.Reject(new Rejected.NoSuchApplication()),
            _ => Decide(command, (LegalAidCase.Known)state.At(context.At), context),
        };

    private static Decision Decide(LegalAidCommand command, LegalAidCase.Known known, Context context)
    {
        var now = context.At;
        var (id, terms, papers) = known;
        var (rules, community, resident) = (terms.Rules, terms.Community, terms.Resident);
        return (command, known) switch
        {
            (LegalAidCommand.Forward(var days), LegalAidCase.AtStation) =>
                Until(rules.DecideDays, days, due => new LegalAidFact.Forwarded(id, community, resident, due)),
            (LegalAidCommand.AskMaterials, LegalAidCase.AtCentre) when papers.Asked is not null =>
                Decision.Reject(new Rejected.AskedAlready()),
            (LegalAidCommand.AskMaterials(var what, var days), LegalAidCase.AtCentre centre) =>
                Until(rules.SupplyDays, days, due => new LegalAidFact.MaterialsAsked(
                    id, community, resident, what, DaysLeft(centre, days), due)),
            (LegalAidCommand.Supply { Pictures.Count: > PicturesMax }, _) =>
                Decision.Reject(new Rejected.TooManyPictures()),
            (LegalAidCommand.Supply(var words, var pictures, var days), LegalAidCase.LacksMaterials lacks) =>
                InTime(lacks.DaysLeft, days, due =>
                    new LegalAidFact.MaterialsSupplied(id, community, words, pictures, due)),
            (LegalAidCommand.Grant(var days), LegalAidCase.AtCentre) =>
                Until(rules.AssignDays, days, due => new LegalAidFact.Granted(id, community, resident, due)),
            (LegalAidCommand.Assign(var lawyer), LegalAidCase.Assigned) when papers.Lawyer == lawyer =>
                Decision.Already(),
            (LegalAidCommand.Assign(var lawyer), LegalAidCase.Granted or LegalAidCase.Assigned) =>
                Decision.Accept(new LegalAidFact.Assigned(id, community, resident, lawyer)),
            (LegalAidCommand.Refuse(var reason), LegalAidCase.AtCentre) => Decision.Accept(new LegalAidFact.Refused(
                id, community, resident, reason, LegalDue.OfService(Calendar.DayOf(now), rules.ObjectDays),
                context.Caller.Value)),
            (LegalAidCommand.Object(var ground, var days), LegalAidCase.Refused) =>
                InTime(rules.AnswerDays, days, due => new LegalAidFact.Objected(
                    id, community, resident, ground, due, [.. papers.RefusedBy.Order(StringComparer.Ordinal)])),
            (LegalAidCommand.Uphold or LegalAidCommand.SendBack, LegalAidCase.Objected)
                when papers.RefusedBy.Contains(context.Caller.Value) => Decision.Reject(new Rejected.RefusedItThemselves()),
            (LegalAidCommand.Uphold(var answer), LegalAidCase.Objected) =>
                Decision.Accept(new LegalAidFact.Upheld(id, community, resident, answer)),
            (LegalAidCommand.SendBack(var answer, var days), LegalAidCase.Objected) =>
                Until(rules.DecideDays, days, due => new LegalAidFact.SentBack(id, community, resident, answer, due)),
            (LegalAidCommand.Close(var result), LegalAidCase.Assigned) =>
                Decision.Accept(new LegalAidFact.Closed(id, community, resident, result)),
            (LegalAidCommand.Withdraw, not LegalAidCase.Ended) =>
                Decision.Accept(new LegalAidFact.Withdrawn(id, community, resident)),
            _ => IsSo(command, known) ? Decision.Already() : Decision.Reject(NotNow(command, known)),
        };

        Decision Until(int days, WorkingDays calendar, Func<LegalDue, LegalAidFact> fact)
        {
            var today = Calendar.DayOf(now);
            return LegalDue.OfLaw(today, days, rules.Unit, calendar) is { } due
                ? Decision.Accept(fact(due))
                : Decision.Reject(new Rejected.CalendarEnds((calendar.KnownUntil(today)?.Year ?? today.Year - 1) + 1));
        }

        // The applicant's own steps are never refused for want of a calendar, while their clock runs on.
        Decision InTime(int days, WorkingDays calendar, Func<LegalDue, LegalAidFact> fact) => Decision.Accept(fact(
            LegalDue.OfLaw(Calendar.DayOf(now), days, rules.Unit, calendar)
            ?? LegalDue.OfService(Calendar.DayOf(now), days)));

        int DaysLeft(LegalAidCase.AtCentre centre, WorkingDays calendar) => centre.Days
            - calendar.DaysUsed(centre.Since, Calendar.DayOf(now), rules.Unit, max: centre.Days - 1);
    }

    private static Decision File(LegalAidCommand.File file, DateTimeOffset now)
    {
        if (file.Means == MeansCheck.Missing)
            return Decision.Reject(new Rejected.MeansMissing());
        return file.Pictures.Count > PicturesMax
            ? Decision.Reject(new Rejected.TooManyPictures())
            : Decision.Accept(new LegalAidFact.Filed(
                file.Application, file.Terms, file.Means == MeansCheck.Exempt, file.Content, file.Pictures,
                LegalDue.OfService(Calendar.DayOf(now), file.Terms.Rules.ForwardDays)));
    }

    /// <summary>What was asked for has been done, and nothing else since.</summary>
    private static bool IsSo(LegalAidCommand command, LegalAidCase.Known known) => (command, known) switch
    {
        (LegalAidCommand.Forward, LegalAidCase.AtCentre) => true,
        (LegalAidCommand.AskMaterials, LegalAidCase.LacksMaterials) => true,
        (LegalAidCommand.Grant, LegalAidCase.Granted) => true,
        (LegalAidCommand.Refuse, LegalAidCase.Refused) => true,
        (LegalAidCommand.Object, LegalAidCase.Objected) => true,
        (LegalAidCommand.Uphold, LegalAidCase.Ended { End: LegalAidEnd.Upheld }) => true,
        (LegalAidCommand.SendBack, LegalAidCase.AtCentre centre) => centre.Papers.Answer is not null,
        (LegalAidCommand.Close, LegalAidCase.Ended { End: LegalAidEnd.Closed }) => true,
        (LegalAidCommand.Withdraw, LegalAidCase.Ended { End: LegalAidEnd.Withdrawn }) => true,
        _ => false,
    };

    private static LegalAidRejection NotNow(LegalAidCommand command, LegalAidCase.Known known) =>
        (command, known) switch
        {
            (LegalAidCommand.Supply, LegalAidCase.Ended { End: LegalAidEnd.NotSupplied }) =>
                new Rejected.MaterialsTooLate(),
            (LegalAidCommand.Object, LegalAidCase.Ended { End: LegalAidEnd.RefusalStood }) =>
                new Rejected.ObjectionTooLate(),
            (_, LegalAidCase.Ended) => new Rejected.HasEnded(),
            _ => new Rejected.OtherStep(),
        };

    /// <summary>Early, repeated and overtaken firings find nothing to tell.</summary>
    private static Decision NoteNear(DateOnly lastDay, LegalAidCase state, DateTimeOffset now) =>
        state is LegalAidCase.Due { IsTold: false, IsPassed: false } due && due.Limit.LastDay == lastDay
        && now >= due.Limit.NearAt && now < due.Limit.EndsAt()
            ? Decision.Accept(new LegalAidFact.DeadlineNear(
                due.Id, due.Terms.Community, due.Terms.Resident, LegalAidCase.TurnOf(due)!.Value, lastDay))
            : Decision.Already();

    /// <summary>What waits for the applicant ends; of what waits for others somebody is told.</summary>
    private static Decision NotePassed(DateOnly lastDay, LegalAidCase state, DateTimeOffset now)
    {
        if (state is not LegalAidCase.Due { IsPassed: false } due || due.Limit.LastDay != lastDay || now < due.Limit.EndsAt())
            return Decision.Already();
        var (id, community, resident) = (due.Id, due.Terms.Community, due.Terms.Resident);
        return Decision.Accept(due switch
        {
            LegalAidCase.LacksMaterials => new LegalAidFact.NotSupplied(id, community, resident),
            LegalAidCase.Refused => new LegalAidFact.RefusalStood(id, community, resident),
            _ => new LegalAidFact.DeadlinePassed(id, community, LegalAidCase.TurnOf(due)!.Value, lastDay),
        });
    }
}
