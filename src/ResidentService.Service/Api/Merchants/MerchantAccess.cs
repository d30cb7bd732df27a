using ResidentService.Domain.Merchants;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Merchants;

/// <summary>A shop, for whoever may do there what is asked; else the answer. Nobody does it for them.</summary>
internal static class MerchantAccess
{
    public static ValueTask<(MerchantView? Merchant, Problem? Problem)> AsOwner(
        this Asking ask, MerchantId id, SignedIn caller) =>
        As(ask, id, merchant => new(merchant.Owner == caller.Resident && caller.Helper is null));

    /// <summary>The owner is one of them.</summary>
    public static ValueTask<(MerchantView? Merchant, Problem? Problem)> AsClerk(
        this Asking ask, MerchantId id, SignedIn caller) =>
        As(ask, id, merchant => new(merchant.Clerks.Contains(caller.Resident) && caller.Helper is null));

    /// <summary>Of the shop's community.</summary>
    public static ValueTask<(MerchantView? Merchant, Problem? Problem)> AsWorker(
        this Asking ask, MerchantId id, SignedIn caller, Access access) =>
        As(ask, id, merchant => access.MayWork(caller, merchant.Community));

    private static async ValueTask<(MerchantView? Merchant, Problem? Problem)> As(
        Asking ask, MerchantId id, Func<MerchantView, ValueTask<bool>> mayDo)
    {
        if (await ask.Read(id.Actor, new GetMerchant()) is not { } merchant)
            return (null, Problem.Of(new MerchantRejection.NoSuchMerchant()));
        return await mayDo(merchant) ? (merchant, null) : (null, Problem.Of(EdgeFault.NotAllowed));
    }
}
