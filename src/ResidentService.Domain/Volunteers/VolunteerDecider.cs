using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
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
    /// Service on one day of an event that was settled. The caps of the day (of the check-in) and of the year are
    /// applied here. A reaction; for somebody who is no volunteer it appends a refusal.
    /// </summary>
    /// <param name="Points">Before the caps.</param>
    public sealed record RecordService(
        CommunityId Community, ServiceEvidence Evidence, int SignedMinutes, Amount Points, EarningRules Rules)
        : VolunteerCommand;
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
