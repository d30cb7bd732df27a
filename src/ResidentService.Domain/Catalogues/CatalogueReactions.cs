using ResidentService.Domain.Kernel;
using ResidentService.Domain.ServiceOrders;

namespace ResidentService.Domain.Catalogues;

public static class CatalogueReactions
{
    public static Reactions<CatalogueFact> Value { get; } = new(Sends, Deadlines);

    private static IEnumerable<Send> Sends(ActorId source, CatalogueFact fact, DateTimeOffset at) => fact switch
    {
        CatalogueFact.OrderTaken taken => [new(taken.Order.Actor, new OrderCommand.NoteTaken())],
        CatalogueFact.OrderRefused(var order, var reason) => [new(order.Actor, new OrderCommand.NoteRefused(reason))],
        CatalogueFact.ProviderChosen(var order, { } who) => [new(order.Actor, new OrderCommand.NoteChosen(who))],
        _ => [],
    };

    private static IEnumerable<Deadline> Deadlines(ActorId source, CatalogueFact fact, DateTimeOffset at) =>
        fact is CatalogueFact.LatenessNoted late
            ?
            [
                new Deadline.Set($"digest-{late.Alert}-{late.TellAt.ToUnixTimeSeconds()}", late.TellAt,
                    new(source, new CatalogueCommand.TellDigest(late.Alert, late.TellAt))),
            ]
            : [];
}
