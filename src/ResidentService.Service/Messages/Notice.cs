using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Messages;

/// <summary>What somebody is told for. The words stand in the contract and in settings.</summary>
public enum NoticePurpose
{
    SignUpConfirmed,
    MovedUp,
    EventCancelled,
    PointsAwarded,
}

/// <summary>Something that a person is to be told.</summary>
/// <param name="Event">What it is about.</param>
/// <param name="Points">Where it is about points.</param>
public sealed record Notice(ResidentId Resident, NoticePurpose Purpose, EventId Event, int? Points = null)
{
    /// <summary>Whether it cannot wait for the morning.</summary>
    public bool IsUrgent => IsUrgentFor(Purpose);

    public static bool IsUrgentFor(NoticePurpose purpose) => purpose == NoticePurpose.EventCancelled;
}

/// <summary>What an entry of the journal means for people: pure, so that inbox and messages say the same.</summary>
public static class Notices
{
    /// <summary>At most one for each person.</summary>
    public static IEnumerable<Notice> Of(Entry entry, IEvent fact) => fact switch
    {
        CommunityEventFact.SignedUp { Status: SignUpStatus.Confirmed, Resident: var resident } =>
            [new(resident, NoticePurpose.SignUpConfirmed, EventOf(entry))],
        CommunityEventFact.SignUpApproved { Status: SignUpStatus.Confirmed, Resident: var resident } =>
            [new(resident, NoticePurpose.SignUpConfirmed, EventOf(entry))],
        CommunityEventFact.WaitingMovedUp(var residents, _, _) =>
            residents.Select(resident => new Notice(resident, NoticePurpose.MovedUp, EventOf(entry))),
        CommunityEventFact.SignUpsReleased(var released, _) =>
            released.Select(one => new Notice(one.Resident, NoticePurpose.EventCancelled, EventOf(entry))),
        AccountFact.PointsReceived({ Reason: TransferReason.Award, Credit.Kind: AccountKind.Resident } award, _)
            when award.Lots[0].Lot.Evidence.Service.Event is { } @event =>
            [new(OwnerOf(award), NoticePurpose.PointsAwarded, @event, award.Points.Value)],
        _ => [],
    };

    private static EventId EventOf(Entry entry) => Id.Parse<EventId>(entry.Stream.Key);

    private static ResidentId OwnerOf(Transfer award) =>
        Id.Parse<ResidentId>(award.Credit.Value[AccountId.Prefix.Length..]);
}
