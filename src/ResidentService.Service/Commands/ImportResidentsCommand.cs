using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Communities;
using ResidentService.Service.Hosting;
using ResidentService.Service.Importing;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;
using ResidentService.Service.Views;

namespace ResidentService.Service.Commands;

/// <summary>
/// <c>import-residents FILE.csv</c>: makes records of people who have not signed in, beside nothing else. One line a
/// row that is refused; exit 1 when there is any. What is right goes in all the same, and running it again adds nobody.
/// </summary>
public static class ImportResidentsCommand
{
    public static async Task<int> Run(WebApplication app, string file)
    {
        var services = app.Services;
        await SandboxMark.Check(services);
        var now = Calendar.Local(services.GetRequiredService<DomainClock>().GetUtcNow());
        var (rows, faults) = ResidentsFile.Read(Bytes(file), Calendar.DayOf(now));
        var runtime = services.GetRequiredService<StandaloneRuntime>();
        await app.StartRuntime();
        await runtime.Settled(CancellationToken.None); // the table of communities is whole then

        var watch = Stopwatch.StartNew();
        var import = new ResidentsImport(
            services.GetRequiredService<IActors>(),
            services.GetRequiredService<Identities>(),
            services.GetRequiredService<KeyVault>());
        var communities = CommunitiesOf(services.GetRequiredService<ReadTables>());
        var summary = await ConsoleProgress.Run("rows", progress => import.Run(rows, communities, progress));
        await runtime.Settled(CancellationToken.None);

        var refused = faults.Concat(summary.Refused).OrderBy(fault => fault.Line).ToList();
        foreach (var fault in refused)
            Console.Error.WriteLine($"line {fault.Line}: {fault.Reason}");
        Console.WriteLine($"{summary.Added} added, {summary.AlreadyThere} already there, {refused.Count} refused, "
            + $"in {watch.Elapsed.TotalSeconds:F1} s");
        return refused.Count == 0 ? 0 : 1;
    }

    private static byte[] Bytes(string file)
    {
        if (!File.Exists(file))
            throw new WrongSettingException(file, "there is no such file.");
        if (new FileInfo(file).Length > ResidentsFile.FileBytesMax)
            throw new WrongSettingException(file, $"is larger than {ResidentsFile.FileBytesMax >> 20} MB. Split it.");
        return File.ReadAllBytes(file);
    }

    private static ILookup<string, CommunityId> CommunitiesOf(ReadTables views) => CommunityTables.Names(views)
        .SelectMany(one => (KeyValuePair<string, CommunityId>[])[new(one.Id.Value, one.Id), new(one.Name, one.Id)])
        .ToLookup(pair => pair.Key, pair => pair.Value);
}
