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
    /// Service at an event that was settled. The caps of the day (of the check-in) and of the year are applied here.
    /// A reaction; for somebody who is no volunteer it appends a refusal.
    /// </summary>
    /// <param name="Points">Before the caps.</param>
    public sealed record RecordService(
        CommunityId Community, ServiceEvidence Evidence, int SignedMinutes, Amount Points, EarningRules Rules)
        : VolunteerCommand;
}
