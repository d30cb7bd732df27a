using ResidentService.Domain.Appointments;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Residents;

public abstract record ResidentCommand : ICommand
{
    private ResidentCommand() { }

    public sealed record Register(ResidentId Resident) : ResidentCommand;

    /// <summary>Sets what is given and leaves the rest.</summary>
    public sealed record ChangeProfile(Sealed? DisplayName, CommunityId? Community) : ResidentCommand;

    public sealed record GiveBirthDate(Sealed BirthDate) : ResidentCommand;

    public sealed record GiveDiet(Sealed Diet) : ResidentCommand;

    /// <param name="Diet">To which meals are held; does nothing where another one was given meanwhile.</param>
    public sealed record NoteDietHeld(Sealed Diet) : ResidentCommand;

    public sealed record GivePhone(Sealed Phone) : ResidentCommand;

    public sealed record GiveWeChat(Sealed OpenId) : ResidentCommand;

    /// <summary>Staff make a record of somebody who has not signed in; does nothing where there is one.</summary>
    /// <param name="PaperConsent">The picture of the signed form; null for what is imported.</param>
    public sealed record Record(
        ResidentId Resident, Sealed DisplayName, Sealed? BirthDate, CommunityId Community, Sealed? Phone,
        string? PaperConsent = null) : ResidentCommand;

    /// <summary>Whoever has proven the record's phone takes it over, unless somebody has done so.</summary>
    public sealed record Join(IdentityId WeChat) : ResidentCommand;

    /// <summary>
    /// Ends an account with which nothing was done, so that the person can join the record that staff keep of them.
    /// </summary>
    public sealed record MakeWay : ResidentCommand;

    public sealed record RecordGuardianConsent(ResidentId Guardian, Sealed Evidence) : ResidentCommand;

    public sealed record AgreeToPrivacy(string PolicyVersion, IReadOnlyList<string> Scopes) : ResidentCommand;

    public sealed record WithdrawPrivacy : ResidentCommand;

    public sealed record GrantRole(RoleGrant Grant) : ResidentCommand;

    public sealed record RevokeRole(RoleGrant Grant) : ResidentCommand;

    /// <summary>Claims the time of an event before a seat is asked for.</summary>
    /// <param name="Age">The edge's answer to the event's age rule; the birth date itself never comes here.</param>
    public sealed record ClaimTime(EventId Event, IReadOnlyList<Session> Sessions, AgeAnswer Age, EventRules Rules)
        : ResidentCommand;

    public sealed record ReleaseClaim(EventId Event, int Number) : ResidentCommand;

    public sealed record NoteNoShow(EventId Event, DateTimeOffset EventStartsAt) : ResidentCommand;

    public sealed record ExcuseNoShow(EventId Event, Sealed Reason) : ResidentCommand;

    /// <summary>A reaction of the book.</summary>
    public sealed record NoteMissedAppointment(AppointmentId Appointment, DateTimeOffset StartsAt) : ResidentCommand;

    public sealed record ExcuseMissedAppointment(AppointmentId Appointment, Sealed Reason) : ResidentCommand;

    public sealed record EnterHousehold(HouseholdId Household) : ResidentCommand;

    /// <param name="Entry">
    /// A reaction to the refusal of this entry: a later one stays. Null where the resident leaves.
    /// </param>
    public sealed record LeaveHousehold(HouseholdId Household, int? Entry = null) : ResidentCommand;

    /// <summary>
    /// Ends it for good. Never refused, not even for somebody unknown: a store that was restored from before their
    /// time is told as well.
    /// </summary>
    public sealed record Erase(ResidentId Resident, string? PaperRequest) : ResidentCommand;
}

/// <summary>The least answer about an age that a rule needs.</summary>
public enum AgeAnswer
{
    Fits,
    BirthDateUnknown,
    TooYoung,
    GuardianConsentMissing,
    MinorAtNight,
}

[Named("resident.claim.reply.v1")]
public sealed record ClaimReply(int Number) : IReply;

public static class ResidentDecider
{
    /// <summary>DOMAIN.md, Privacy: a change of community at most once in 30 days.</summary>
    private const int CommunityChangeDays = 30;

    public static Decider<ResidentCommand, ResidentFact, Resident> Value { get; } =
        new("resident", new Resident.Unknown(), Decide, Resident.Evolve);

    public static Decision Decide(ResidentCommand command, Resident state, Context context) => (command, state) switch
    {
        (ResidentCommand.Register register, Resident.Unknown) =>
            Decision.Accept(new ResidentFact.Registered(register.Resident)),
        (ResidentCommand.Register, Resident.Registered) => Decision.Already(),
        (ResidentCommand.Record record, Resident.Unknown) => Record(record),
        (ResidentCommand.Record, Resident.Registered) => Decision.Already(),
        (ResidentCommand.Erase or ResidentCommand.MakeWay, Resident.Erased) => Decision.Already(),
        (ResidentCommand.Erase erase, _) => Decision.Accept(Erased(erase, state as Resident.Registered)),
        (_, Resident.Registered person) => Decide(command, person, context),
        // A reaction is never rejected; what it concerns is gone with a resident who never was, or is no more.
        (ResidentCommand.ReleaseClaim or ResidentCommand.NoteNoShow or ResidentCommand.NoteMissedAppointment
            or ResidentCommand.NoteDietHeld, _) =>
            Decision.Already(),
        (ResidentCommand.LeaveHousehold, Resident.Erased) => Decision.Already(),
        (_, Resident.Erased) => Decision.Reject(new ResidentRejection.AccountDeleted()),
        _ => Decision.Reject(new ResidentRejection.NoSuchResident()),
    };

    private static Decision Decide(ResidentCommand command, Resident.Registered person, Context context) => command switch
    {
        ResidentCommand.ChangeProfile change => ChangeProfile(change, person, context.At),
        ResidentCommand.GiveBirthDate(var birthDate) => person.BirthDate == birthDate
            ? Decision.Already()
            : Decision.Accept(new ResidentFact.BirthDateGiven(birthDate)),
        ResidentCommand.GiveDiet(var diet) => person.Diet == diet
            ? Decision.Already()
            : Decision.Accept(new ResidentFact.DietGiven(diet)),
        ResidentCommand.NoteDietHeld(var diet) => person.Diet != diet || person.DietIsHeld
            ? Decision.Already()
            : Decision.Accept(new ResidentFact.DietHeld()),
        ResidentCommand.GivePhone(var phone) => person.Phone == phone
            ? Decision.Already()
            : Decision.Accept(new ResidentFact.PhoneGiven(phone)),
        ResidentCommand.GiveWeChat(var openId) => person.OpenId == openId
            ? Decision.Already()
            : Decision.Accept(new ResidentFact.WeChatGiven(openId)),
        ResidentCommand.MakeWay => person.IsUntouched
            ? Decision.Accept(Erased(new(person.Id, PaperRequest: null), person))
            : Decision.Reject(new ResidentRejection.PhoneInUse()),
        ResidentCommand.Join(var weChat) => Join(weChat, person),
        ResidentCommand.RecordGuardianConsent consent => RecordConsent(consent, person),
        ResidentCommand.AgreeToPrivacy(var version, var scopes) =>
            person.Privacy is { WithdrawnAt: null } given
            && given.PolicyVersion == version && given.Scopes.SequenceEqual(scopes)
                ? Decision.Already()
                : Decision.Accept(new ResidentFact.PrivacyAgreed(version, scopes)),
        ResidentCommand.WithdrawPrivacy => person.Privacy is { WithdrawnAt: null } given
            ? Decision.Accept(new ResidentFact.PrivacyWithdrawn(given.PolicyVersion))
            : Decision.Already(),
        ResidentCommand.GrantRole(var grant) => person.Roles.Contains(grant)
            ? Decision.Already()
            : Decision.Accept(new ResidentFact.RoleGranted(person.Id, grant)),
        ResidentCommand.RevokeRole(var grant) => person.Roles.Contains(grant)
            ? Decision.Accept(new ResidentFact.RoleRevoked(person.Id, grant))
            : Decision.Already(),
        ResidentCommand.ClaimTime claim => ClaimTime(claim, person, context.At),
        ResidentCommand.ReleaseClaim(var @event, var number) =>
            person.ClaimFor(@event)?.Number == number
                ? Decision.Accept(new ResidentFact.ClaimReleased(@event, number))
                : Decision.Already(),
        ResidentCommand.NoteNoShow(var @event, var startsAt) =>
            person.Excused.Contains(@event) || person.NoShows.Exists(noShow => noShow.Event == @event)
            ? Decision.Already()
            : Decision.Accept(new ResidentFact.NoShowNoted(@event, startsAt)),
        ResidentCommand.ExcuseNoShow(var @event, var reason) => person.NoShows.Exists(noShow => noShow.Event == @event)
            ? Decision.Accept(new ResidentFact.NoShowExcused(@event, reason))
            : Decision.Already(),
        ResidentCommand.NoteMissedAppointment(var id, var startsAt) =>
            person.MissedAppointments.Excused.Contains(id) || person.MissedAppointments.Starts.ContainsKey(id)
                ? Decision.Already()
                : Decision.Accept(new ResidentFact.AppointmentMissed(id, startsAt)),
        ResidentCommand.ExcuseMissedAppointment(var id, var reason) =>
            person.MissedAppointments.Starts.ContainsKey(id)
                ? Decision.Accept(new ResidentFact.MissedAppointmentExcused(id, reason))
                : Decision.Already(),
        ResidentCommand.EnterHousehold(var household) => Enter(household, person),
        ResidentCommand.LeaveHousehold(var household, var entry) =>
            person.Household == household && (entry ?? person.HouseholdEntry) == person.HouseholdEntry
                ? Decision.Accept(new ResidentFact.HouseholdLeft(person.Id, household, person.HouseholdEntry))
                : Decision.Already(),
        _ => throw new InvalidOperationException(command.ToString()),
    };

    private static ResidentFact.Erased Erased(ResidentCommand.Erase erase, Resident.Registered? person) => new(
        erase.Resident,
        person?.Household,
        person?.HouseholdEntry,
        [.. (person?.Claims ?? []).Select(claim => new ClaimOfTime(claim.Event, claim.Number))
            .OrderBy(claim => claim.Event.Value, StringComparer.Ordinal)],
        erase.PaperRequest);

    private static Decision Record(ResidentCommand.Record record)
    {
        var facts = new List<IEvent>
        {
            new ResidentFact.Registered(record.Resident),
            new ResidentFact.Recorded(record.Resident, record.PaperConsent),
            new ResidentFact.CommunityChanged(record.Resident, record.Community),
            new ResidentFact.NameGiven(record.Resident, record.DisplayName),
        };
        if (record.BirthDate is { } birthDate)
            facts.Add(new ResidentFact.BirthDateGiven(birthDate));
        if (record.Phone is { } phone)
            facts.Add(new ResidentFact.PhoneGiven(phone));
        return Decision.Accept(facts);
    }

    private static Decision Join(IdentityId weChat, Resident.Registered person) => person.Ownership switch
    {
        Ownership.Waiting => Decision.Accept(new ResidentFact.Joined(person.Id, weChat)),
        Ownership.Joined(var owner) when owner == weChat => Decision.Already(),
        _ => Decision.Reject(new ResidentRejection.PhoneInUse()),
    };

    private static Decision ChangeProfile(
        ResidentCommand.ChangeProfile change, Resident.Registered person, DateTimeOffset now)
    {
        var facts = new List<IEvent>(2);
        if (change.Community is { } community && community != person.Community)
        {
            if (person.CommunitySince?.AddDays(CommunityChangeDays) is { } again && again > now)
                return Decision.Reject(new ResidentRejection.CommunityChangedRecently(again));
            facts.Add(new ResidentFact.CommunityChanged(person.Id, community));
        }

        if (change.DisplayName is { } name && name != person.DisplayName)
            facts.Add(new ResidentFact.NameGiven(person.Id, name));
        return facts.Count > 0 ? Decision.Accept(facts) : Decision.Already();
    }

    private static Decision RecordConsent(ResidentCommand.RecordGuardianConsent consent, Resident.Registered person)
    {
        if (consent.Guardian == person.Id)
            return Decision.Reject(new ResidentRejection.OwnGuardian());
        return person.ConsentingGuardian == consent.Guardian
            ? Decision.Already()
            : Decision.Accept(new ResidentFact.GuardianConsented(consent.Guardian, consent.Evidence));
    }

    private static Decision ClaimTime(ResidentCommand.ClaimTime claim, Resident.Registered person, DateTimeOffset now)
    {
        if (person.ClaimFor(claim.Event) is { } held)
            return Decision.Already(new ClaimReply(held.Number));
        if (Unfit(claim.Age) is { } unfit)
            return Decision.Reject(unfit);
        if (person.BarredUntil(now, claim.Rules) is { } until)
            return Decision.Reject(new ResidentRejection.Barred(until));
        foreach (var other in person.Claims)
        {
            if (other.Overlaps(claim.Sessions))
                return Decision.Reject(new ResidentRejection.Overlapping(other.Event));
        }

        var number = person.ClaimNumber + 1;
        return Decision.Accept(
            new ClaimReply(number), new ResidentFact.TimeClaimed(person.Id, claim.Event, number, claim.Sessions));
    }

    private static ResidentRejection? Unfit(AgeAnswer age) => age switch
    {
        AgeAnswer.BirthDateUnknown => new ResidentRejection.BirthDateRequired(),
        AgeAnswer.TooYoung => new ResidentRejection.TooYoung(),
        AgeAnswer.GuardianConsentMissing => new ResidentRejection.GuardianConsentRequired(),
        AgeAnswer.MinorAtNight => new ResidentRejection.MinorAtNight(),
        _ => null,
    };

    private static Decision Enter(HouseholdId household, Resident.Registered person)
    {
        if (person.Household == household)
            return Decision.Already();
        return person.Household is null
            ? Decision.Accept(new ResidentFact.HouseholdEntered(person.Id, household, person.HouseholdEntry + 1))
            : Decision.Reject(new ResidentRejection.InAnotherHousehold());
    }
}
