using Microsoft.AspNetCore.Http;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Pairings;

/// <summary>In which way the caller belongs to a pairing.</summary>
[Flags]
public enum Part
{
    None = 0,

    /// <summary>The person who is looked after, or somebody of their household.</summary>
    Household = 1,
    Volunteer = 2,
    Candidate = 4,

    /// <summary>Stands in for the volunteer, with the household's yes.</summary>
    Substitute = 8,
    Worker = 16,

    /// <summary>Looks after the people of the community: its workers and grid workers.</summary>
    Caring = 32,

    /// <summary>Was named to stand in; the household has not said yes yet.</summary>
    Named = 64,
}

/// <summary>A request about a pairing: who asks, when by domain time, and what they are in it.</summary>
public sealed class PairingCall : SignedInCall
{
    private PairingCall(HttpContext context, SignedIn caller, Asking ask) : base(context, caller, ask)
    {
    }

    public static async ValueTask<PairingCall?> BindAsync(HttpContext context) =>
        SignedIn.Of(context) is { } caller ? new(context, caller, (await Asking.BindAsync(context))!) : null;

    public DateOnly Today => Calendar.DayOf(Now);

    /// <summary>A pairing, for whoever belongs to it; to anybody else it does not exist.</summary>
    public async ValueTask<(PairingView? Pairing, Part Part)> Find(PairingId id)
    {
        if (await Ask.Read(id.Actor, new GetPairing()) is not { } view)
            return (null, Part.None);
        var part = await PartIn(view);
        return part == Part.None ? (null, part) : (view, part);
    }

    /// <summary>Asks the pairing, where the caller may do so, and drives on what that sets off.</summary>
    /// <returns>Why not; or null.</returns>
    public async ValueTask<Problem?> Do(PairingId id, Part may, Func<PairingView, ValueTask<PairingCommand>> command)
    {
        if (await Find(id) is not (Pairing: { } view, var part))
            return Problem.Of(new PairingRejection.NoSuchPairing());
        if ((part & may) == Part.None)
            return Problem.Of(EdgeFault.NotAllowed);
        var outcome = await Ask.Of(id.Actor, await command(view));
        return outcome.Refusal() ?? await Ask.Follow(outcome);
    }

    /// <summary>Who has moved is looked after where they live now.</summary>
    public async ValueTask<CommunityId> CommunityOf(PairingView view) =>
        (await Ask.Read(view.Terms.Resident.Actor, new GetResident()))?.Community ?? view.Terms.Community;

    /// <summary>As in force now.</summary>
    public async ValueTask<EarningRules> EarningOf(CommunityId community) =>
        (await Ask.Read(community.Actor, new GetCommunity()))?.Policy.Policy.Earning ?? Policy.Default.Earning;

    private Part PartOf(Substitute? other) => other?.Who == Caller.Resident && Now < other.Until
        ? other.IsAgreed ? Part.Substitute : Part.Named
        : Part.None;

    private async ValueTask<Part> PartIn(PairingView view)
    {
        var me = Caller.Resident;
        // What a volunteer knows of a household is not for who helps the volunteer.
        var part = Caller.Helper is not null
            ? Part.None
            : (view.Volunteer == me ? Part.Volunteer : Part.None)
                | (view.Candidate == me ? Part.Candidate : Part.None)
                | PartOf(view.Substitute);
        if (await IsHouseholdOf(view.Terms.Resident))
            part |= Part.Household;
        var community = await CommunityOf(view);
        if (await MayCare(community))
            part |= await MayWork(community) ? Part.Worker | Part.Caring : Part.Caring;
        return part;
    }
}
