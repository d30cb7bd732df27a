using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service;
using ResidentService.Service.Hosting;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.IntegrationTests.Merchants;

/// <summary>
/// People <c>rich-1</c>, <c>rich-2</c>, … who have points. They come from service only, which takes days; here the award
/// is written into the store by a host of the test's own.
/// </summary>
internal static class Riches
{
    public static async Task Give(string[] hostArguments, CommunityId community, int people, int points)
    {
        var builder = WebApplication.CreateBuilder(hostArguments);
        builder.AddResidentServiceEdge().AddStandaloneRuntime();
        await using var app = builder.Build();
        await app.StartRuntime();
        var identities = app.Services.GetRequiredService<Identities>();
        for (var number = 1; number <= people; number++)
        {
            var resident = Id.Parse<ResidentId>($"res_rich-{number}");
            await Do(app, identities.WeChat($"rich-{number}").Actor, new IdentityCommand.Bind(resident));
            await Do(app, resident.Actor, new ResidentCommand.Register(resident));
            var evidence = new ServiceEvidence(ServiceId.Of(Id.Parse<EventId>("evt_earlier")), resident, Now(app));
            await Do(app, AccountId.Issuance(community).Actor, new AccountCommand.Issue(
                TransferId.From($"earlier/{resident}"), AccountId.Of(resident), Amount.Of(points), evidence, 36));
        }

        await app.Services.GetRequiredService<IQuiesce>().Settled(CancellationToken.None);
    }

    private static DateTimeOffset Now(WebApplication app) =>
        app.Services.GetRequiredService<DomainClock>().GetUtcNow();

    private static async Task Do(WebApplication app, ActorId actor, ICommand command)
    {
        var id = CommandId.OfRequest(Guid.NewGuid().ToString("N"));
        Assert.IsType<Outcome.Accepted>(await app.Services.GetRequiredService<IActors>()
            .Ask(actor, new Asked(command, id, default, Caller.System)));
    }
}
