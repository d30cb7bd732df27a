using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.LegalAid;

/// <summary>In which way the caller belongs to an application.</summary>
[Flags]
public enum LegalAidPart
{
    None = 0,

    /// <summary>Nobody of their household: what it is about may be between them.</summary>
    Applicant = 1,

    /// <summary>The community's workers.</summary>
    Station = 2,

    /// <summary>The legal aid centre of the district.</summary>
    Centre = 4,

    /// <summary>The justice bureau of the district.</summary>
    Bureau = 8,
}

/// <summary>A request about legal aid: who asks, when by domain time, and what they are in it.</summary>
public sealed class LegalAidCall : SignedInCall
{
    private readonly Access _access;

    private LegalAidCall(HttpContext context, SignedIn caller, Asking ask) : base(context, caller, ask)
    {
        _access = context.RequestServices.GetRequiredService<Access>();
        Days = context.RequestServices.GetRequiredService<WorkingDays>();
    }

    public WorkingDays Days { get; }

    public static async ValueTask<LegalAidCall?> BindAsync(HttpContext context) =>
        SignedIn.Of(context) is { } caller ? new(context, caller, (await Asking.BindAsync(context))!) : null;

    /// <summary>An application, for whoever belongs to it; to anybody else it does not exist.</summary>
    public async ValueTask<(LegalAidView? Application, LegalAidPart Part)> Find(LegalAidId id)
    {
        if (await Ask.Read(id.Actor, new GetLegalAid(Now)) is not { } view)
            return (null, LegalAidPart.None);
        var part = view.Terms.Resident == Caller.Resident ? LegalAidPart.Applicant
            // The matter may be between them and who lives with them.
            : await IsHouseholdOf(view.Terms.Resident) ? LegalAidPart.None
            : await StaffIn(view.Terms.Community);
        if (view.Terms.FiledBy == Caller.Resident)
            part &= ~(LegalAidPart.Centre | LegalAidPart.Bureau); // Who filed it does not decide on it.
        return part == LegalAidPart.None ? (null, part) : (view, part);
    }

    /// <summary>What the caller is for a community's applications; in their own matter nobody is staff.</summary>
    public async ValueTask<LegalAidPart> StaffIn(CommunityId community) =>
        (await MayWork(community) ? LegalAidPart.Station : LegalAidPart.None)
        | (await _access.MayDecideLegalAid(Caller, community) ? LegalAidPart.Centre : LegalAidPart.None)
        | (await _access.MayAnswerObjections(Caller, community) ? LegalAidPart.Bureau : LegalAidPart.None);

    public ValueTask<IReadOnlyList<string>> DistrictsOf(StaffRole role) => _access.DistrictsOf(Caller, role);

    /// <summary>Asks the application, where the caller may do so.</summary>
    public async Task<Results<NoContent, Problem>> Do(
        LegalAidId id, LegalAidPart may, Func<LegalAidView, ValueTask<LegalAidCommand>> command)
    {
        if (await Find(id) is not (Application: { } view, var part))
            return Problem.Of(new LegalAidRejection.NoSuchApplication());
        if ((part & may) == LegalAidPart.None)
            return Problem.Of(EdgeFault.NotAllowed);
        var outcome = await Ask.Of(id.Actor, await command(view));
        return outcome.Refusal() is { } problem ? problem : TypedResults.NoContent();
    }

    /// <summary>A step of which something is written, sealed with the applicant's key.</summary>
    public Task<Results<NoContent, Problem>> Write(
        LegalAidId id, LegalAidPart may, string field, string text, Func<Sealed, LegalAidCommand> command) =>
        Do(id, may, async view => command(await Vault.Seal(view.Terms.Resident, field, text.Trim())));

    /// <param name="mayOpen">Whether what is sealed is shown.</param>
    internal async ValueTask<LegalAidAnswer> Answer(LegalAidView view, bool mayOpen)
    {
        var (resident, papers) = (view.Terms.Resident, view.Papers);
        var content = mayOpen ? await LegalAidContent.Open(resident, papers.Content, Vault) : null;
        return new(
            view.Application, view.Terms.Community, resident,
            mayOpen ? await DisplayNames.Of(resident, Ask, Vault) : null, view.Terms.FiledBy, view.Status, view.Turn,
            view.DueOn, view.IsLate, content?.Statement, content?.Exemption, content?.Means,
            mayOpen ? papers.Pictures : [],
            await Open(Fields.LegalAidMaterials, papers.Asked), await Open(Fields.LegalAidMaterials, papers.Supplied),
            await Open(Fields.LegalAidReason, papers.Refusal), await Open(Fields.LegalAidReason, papers.Ground),
            await Open(Fields.LegalAidReason, papers.Answer), await Open(Fields.LegalAidLawyer, papers.Lawyer),
            await Open(Fields.LegalAidResult, papers.Result));

        async ValueTask<string?> Open(string field, Sealed? text) =>
            mayOpen ? await Vault.Open(resident, field, text) : null;
    }
}
