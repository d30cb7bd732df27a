using ResidentService.Domain.Looks;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Looks;

/// <summary>
/// Who shows a person's sealed data to somebody else says so first (DESIGN.md §8): who, when, whose and why.
/// </summary>
internal static class LookRecords
{
    /// <summary>Where many people's data is shown on one page.</summary>
    public const int AtOnce = 256;

    /// <returns>Why it could not be recorded, so that nothing may be shown; or null.</returns>
    public static async ValueTask<Problem?> Record(
        ResidentId whose, SignedIn by, LookAt what, string reason, Asking ask, KeyVault vault)
    {
        var sealedReason = await vault.Seal(whose, Fields.LookReason, reason.Trim());
        var outcome = await ask.Of(LookDecider.ActorOf(whose), new LookCommand.Record(
            ask.NewId<LookId>(whose.Value), whose, by.Resident, what, sealedReason));
        return outcome.Refusal();
    }
}
