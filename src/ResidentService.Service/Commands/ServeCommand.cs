using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResidentService.Domain.Kernel;
using ResidentService.Service.Hosting;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Settings;
using ResidentService.Service.WorkingCalendar;

namespace ResidentService.Service.Commands;

/// <summary><c>serve</c>, the default: answers requests until it is told to stop.</summary>
public static partial class ServeCommand
{
    public static async Task<int> Run(WebApplication app)
    {
        await SandboxMark.Check(app.Services);
        await app.StartRuntime();
        app.MapResidentServiceEdge();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ResidentService");
        var settings = app.Services.GetRequiredService<ServiceSettings>();
        if (WorkingDaysFile.Warning(
            app.Services.GetRequiredService<WorkingDays>(), app.Services.GetRequiredService<DomainClock>().GetUtcNow())
            is { } warning)
            LogCalendarEnds(log, warning);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            foreach (var url in app.Urls)
                LogWhereNext(log, settings.StorageDirectory, url);
        });
        await app.RunAsync();
        return 0;
    }

    [LoggerMessage(LogLevel.Information, "The store is in {Directory}. Look next at {Url}/docs")]
    private static partial void LogWhereNext(ILogger log, string directory, string url);

    [LoggerMessage(LogLevel.Warning, "The working calendar: {Warning}")]
    private static partial void LogCalendarEnds(ILogger log, string warning);
}
