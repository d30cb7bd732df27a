using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;

namespace ResidentService.Domain.Merchants;

public static class MerchantReactions
{
    public static Reactions<MerchantFact> Value { get; } = new(Sends, (_, _, _) => []);

    private static IEnumerable<Send> Sends(ActorId source, MerchantFact fact, DateTimeOffset at) => fact switch
    {
        MerchantFact.Approved(var merchant, _) =>
            [new(AccountId.Of(merchant).Actor, new AccountCommand.Open(AccountId.Of(merchant)))],
        _ => [],
    };
}
