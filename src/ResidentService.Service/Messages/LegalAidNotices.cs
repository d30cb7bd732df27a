using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Residents;
using static ResidentService.Service.Messages.NoticePurpose;

namespace ResidentService.Service.Messages;

/// <summary>The steps of legal aid, to the applicant; what comes in, to whose turn it is.</summary>
internal sealed class LegalAidNotices(Staff staff)
{
    public IEnumerable<Notice> Of(LegalAidDeskFact fact) => fact switch
    {
        LegalAidDeskFact.DigestTold(var community, var alert, _, _, _) => Notice.To(
            staff.ForLegalAid(alert.IsLate ? Above(alert.Turn) : RoleFor(alert.Turn), community),
            alert.IsLate ? LegalAidLate : LegalAidNear, SubjectId.Of(community)),
        _ => [],
    };

    public IEnumerable<Notice> Of(LegalAidId id, LegalAidFact fact)
    {
        return fact switch
        {
            LegalAidFact.Filed(_, var terms, _, _, _, var due) =>
            [
                .. terms.FiledBy == terms.Resident ? [] : Told(terms.Resident, LegalAidFiled),
                .. Arrived(LegalAidTurn.Station, terms.Community, due, terms.FiledBy),
            ],
            LegalAidFact.Forwarded(_, var community, var resident, var due) =>
                [.. Arrived(LegalAidTurn.Centre, community, due, resident), .. Told(resident, LegalAidForwarded, due)],
            LegalAidFact.MaterialsAsked asked => Told(asked.Resident, LegalAidYourTurn, asked.Due),
            LegalAidFact.MaterialsSupplied supplied =>
                Arrived(LegalAidTurn.Centre, supplied.Community, supplied.Due, null),
            LegalAidFact.NotSupplied ended => Told(ended.Resident, LegalAidLapsed),
            LegalAidFact.Granted granted => Told(granted.Resident, LegalAidGranted, granted.Due),
            LegalAidFact.Assigned assigned => Told(assigned.Resident, LegalAidAssigned),
            LegalAidFact.Refused refused => Told(refused.Resident, LegalAidRefused, refused.Due),
            LegalAidFact.RefusalStood ended => Told(ended.Resident, LegalAidLapsed),
            LegalAidFact.Objected objected =>
                Arrived(LegalAidTurn.Bureau, objected.Community, objected.Due, objected.Resident)
                    .ExceptBy(objected.RefusedBy ?? [], notice => notice.Resident.Value),
            LegalAidFact.Upheld upheld => Told(upheld.Resident, LegalAidAnswered),
            LegalAidFact.SentBack(_, var community, var resident, _, var due) =>
                [.. Arrived(LegalAidTurn.Centre, community, due, resident), .. Told(resident, LegalAidAnswered)],
            LegalAidFact.Closed closed => Told(closed.Resident, LegalAidClosed),
            LegalAidFact.DeadlineNear { Turn: LegalAidTurn.Applicant } near =>
                [new(near.Resident, LegalAidYourTurn, SubjectId.Of(id), Time: Calendar.StartOf(near.LastDay))],
            _ => [],
        };

        IEnumerable<Notice> Told(ResidentId resident, NoticePurpose purpose, LegalDue? due = null) =>
            [new(resident, purpose, SubjectId.Of(id), Time: due is null ? null : Calendar.StartOf(due.LastDay))];

        IEnumerable<Notice> Arrived(LegalAidTurn turn, CommunityId community, LegalDue due, ResidentId? but) =>
            staff.ForLegalAid(RoleFor(turn), community).Where(one => one != but)
                .Select(one => new Notice(
                    one, LegalAidArrived, SubjectId.Of(id), Time: Calendar.StartOf(due.LastDay)));
    }

    private static StaffRole RoleFor(LegalAidTurn turn) => turn switch
    {
        LegalAidTurn.Centre => StaffRole.LegalAidCentre,
        LegalAidTurn.Bureau => StaffRole.JusticeBureau,
        _ => StaffRole.CommunityWorker,
    };

    /// <summary>The bureau stands above the centre; for the others the street takes the matter up.</summary>
    private static StaffRole Above(LegalAidTurn turn) =>
        turn == LegalAidTurn.Centre ? StaffRole.JusticeBureau : StaffRole.StreetOfficer;
}
