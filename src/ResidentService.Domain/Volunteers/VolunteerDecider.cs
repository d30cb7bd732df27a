using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Volunteers;

public abstract record VolunteerCommand : ICommand
{
    private VolunteerCommand() { }

    /// <param name="Age">The edge's answer to the age rule of volunteering; the birth date never comes here.</param>
    public sealed record Register(
        ResidentId Resident, VolunteerNumber Number, IReadOnlyList<string> Skills, AgeAnswer Age) : VolunteerCommand;

    /// <summary>
    /// Signed service: on one day of an event that was settled, or on a visit. The caps of the day (of the check-in) and
    /// of the year are applied here. A reaction; for somebody who is no volunteer it appends a refusal.
    /// </summary>
    /// <param name="Points">Before the caps.</param>
    public sealed record RecordService(
        CommunityId Community, ServiceEvidence Evidence, int SignedMinutes, Amount Points, EarningRules Rules)
        : VolunteerCommand;

    /// <param name="ReviewOn">Until this day minors may be visited.</param>
    public sealed record RecordVetting(DateOnly ReviewOn, Sealed Evidence, ResidentId By) : VolunteerCommand;

    /// <summary>A reaction of a pairing: asks for a place; a refusal is a fact.</summary>
    public sealed record TakePairing(PairingId Pairing, ResidentId Volunteer, bool ForMinor, int PlacesMax)
        : VolunteerCommand;

    /// <summary>A reaction of a pairing.</summary>
    public sealed record ReleasePairing(PairingId Pairing) : VolunteerCommand;

    /// <summary>Before its day: minors are visited by somebody else from now on.</summary>
    public sealed record WithdrawVetting(Sealed Reason, ResidentId By) : VolunteerCommand;

    /// <summary>A reaction of a pairing: a visit whose minutes the volunteer has typed in.</summary>
    public sealed record ReportVisit(
        ResidentId Volunteer, PairingId Pairing, VisitId Visit, CommunityId Community, DateTimeOffset At, int Minutes)
        : VolunteerCommand;

    /// <summary>Each of two different members of staff does so.</summary>
    public sealed record ApproveVisit(VisitId Visit, ResidentId By) : VolunteerCommand;

    public sealed record TurnDownVisit(VisitId Visit, ResidentId By, Sealed Reason) : VolunteerCommand;

    /// <summary>A reaction to the erasure of the account.</summary>
    public sealed record Leave : VolunteerCommand;
}

[Named("volunteer.reply.v1")]
public sealed record VolunteerReply(VolunteerNumber Number) : IReply;

public abstract record VolunteerRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record BirthDateRequired() : VolunteerRejection(RejectionKind.Conflict, "birth_date_required",
        "请填写出生日期，再登记成为志愿者。", "Please give your birth date to register as a volunteer.");

    public sealed record TooYoung() : VolunteerRejection(RejectionKind.Conflict, "too_young_to_volunteer",
        "未满 14 岁不能单独登记，请和监护人一起参加志愿活动。",
        "Under 14 one volunteers only together with a guardian who takes part. Please come along with yours.");

    public sealed record GuardianConsentRequired() : VolunteerRejection(RejectionKind.Conflict,
        "guardian_consent_required",
        "未满 18 岁需要监护人同意，请监护人或社区工作人员先登记同意。",
        "Under 18 a guardian's consent is needed. Please have the guardian or a community worker record it first.");

    public sealed record NotAVolunteer() : VolunteerRejection(RejectionKind.NotFound, "not_found",
        "这位居民还不是志愿者，请先登记成为志愿者。", "This person is no volunteer yet. Please register them first.");

    public sealed record NoSuchReport() : VolunteerRejection(RejectionKind.NotFound, "not_found",
        "没有找到这次走访的登记，请刷新后再看。", "There is no such report of a visit. Please look again.");

    public sealed record OwnReport() : VolunteerRejection(RejectionKind.NotAllowed, "not_allowed",
        "不能审核自己的走访，请让别的工作人员审核。", "Nobody approves their own visit. Please ask a colleague.");

    public sealed record SecondApproverNeeded() : VolunteerRejection(RejectionKind.Conflict, "second_approver_needed",
        "您已经审核过了，还需要另一位工作人员审核。", "You have approved it already. A colleague has to do so as well.");

    public sealed record ReviewDateInvalid() : VolunteerRejection(RejectionKind.Invalid, "review_date_invalid",
        "复核日期要晚于今天，最晚一年以后，请修改。",
        "The review has to lie ahead, at most a year. Please correct it.");
}

public static class VolunteerDecider
{
    public static Decider<VolunteerCommand, VolunteerFact, Volunteer> Value { get; } =
        new("volunteer", new Volunteer.Unregistered(), Decide, Volunteer.Evolve);

    /// <summary>A person is one volunteer.</summary>
    public static ActorId ActorOf(ResidentId resident) => new("volunteer", resident.Value);

    public static Decision Decide(VolunteerCommand command, Volunteer state, Context context) => (command, state) switch
    {
        (VolunteerCommand.Register, Volunteer.Registered volunteer) =>
            Decision.Already(new VolunteerReply(volunteer.Number)),
        (VolunteerCommand.Register register, _) => Register(register),
        (VolunteerCommand.RecordService service, _) when state.Decided.Contains(Served.Of(service.Evidence)) =>
            Decision.Already(),
        (VolunteerCommand.RecordService service, Volunteer.Registered volunteer) => Record(service, volunteer),
        (VolunteerCommand.RecordService service, _) => Decision.Accept(new VolunteerFact.ServiceRefused(
            service.Community, service.Evidence, service.SignedMinutes, service.Points)),
        (VolunteerCommand.RecordVetting vetting, Volunteer.Registered volunteer) => PairingPlaces.Vet(
            vetting, volunteer, Calendar.DayOf(context.At)),
        (VolunteerCommand.WithdrawVetting withdrawal, Volunteer.Registered volunteer) =>
            PairingPlaces.WithdrawVetting(withdrawal, volunteer),
        (VolunteerCommand.RecordVetting or VolunteerCommand.WithdrawVetting, _) =>
            Decision.Reject(new VolunteerRejection.NotAVolunteer()),
        (VolunteerCommand.TakePairing take, _) =>
            PairingPlaces.Take(take, state as Volunteer.Registered, Calendar.DayOf(context.At)),
        (VolunteerCommand.ReleasePairing(var id), Volunteer.Registered volunteer)
            when volunteer.Pairings.Contains(id) => Decision.Accept(new VolunteerFact.PairingReleased(id)),
        (VolunteerCommand.ReportVisit report, Volunteer.Registered volunteer) =>
            VisitReports.Report(report, volunteer),
        (VolunteerCommand.ApproveVisit(var visit, var by), Volunteer.Registered volunteer) =>
            VisitReports.Approve(visit, by, volunteer),
        (VolunteerCommand.TurnDownVisit turnDown, Volunteer.Registered volunteer) =>
            VisitReports.TurnDown(turnDown, volunteer),
        (VolunteerCommand.ApproveVisit or VolunteerCommand.TurnDownVisit, _) =>
            Decision.Reject(new VolunteerRejection.NoSuchReport()),
        (VolunteerCommand.Leave, Volunteer.Registered { HasLeft: false } volunteer) => Decision.Accept(
            new VolunteerFact.Left(volunteer.Id, volunteer.PairingIds())),
        (VolunteerCommand.ReleasePairing or VolunteerCommand.ReportVisit or VolunteerCommand.Leave, _) =>
            Decision.Already(),
        _ => throw new InvalidOperationException(command.ToString()),
    };

    private static Decision Register(VolunteerCommand.Register register) => register.Age switch
    {
        AgeAnswer.BirthDateUnknown => Decision.Reject(new VolunteerRejection.BirthDateRequired()),
        AgeAnswer.TooYoung => Decision.Reject(new VolunteerRejection.TooYoung()),
        AgeAnswer.GuardianConsentMissing => Decision.Reject(new VolunteerRejection.GuardianConsentRequired()),
        _ => Decision.Accept(
            new VolunteerReply(register.Number),
            new VolunteerFact.Registered(register.Resident, register.Number, register.Skills)),
    };

    private static Decision Record(VolunteerCommand.RecordService service, Volunteer.Registered volunteer)
    {
        var day = Calendar.DayOf(service.Evidence.CheckedInAt);
        return Decision.Accept(new VolunteerFact.ServiceRecorded(
            service.Community,
            service.Evidence,
            service.SignedMinutes,
            service.Points,
            volunteer.Granted(service.Points, day, service.Rules),
            service.Rules.ExpireAfterMonths));
    }
}
