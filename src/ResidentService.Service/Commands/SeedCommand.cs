using Microsoft.AspNetCore.Builder;
using ResidentService.Service.Hosting;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Seeding;

namespace ResidentService.Service.Commands;

/// <summary><c>seed</c>: fills a sandbox's store with a small community.</summary>
public static class SeedCommand
{
    public static async Task<int> Run(WebApplication app)
    {
        await SandboxMark.Check(app.Services);
        await app.StartRuntime();
        await Seed.Run(app.Services, Console.Out);
        return 0;
    }
}
