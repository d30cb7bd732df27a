using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using ResidentService.Service.Hosting;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Commands;

/// <summary>Which command the executable was started with; the rest are settings.</summary>
/// <param name="HostArguments">What goes to the configuration: <c>--urls …</c>, <c>--Storage:Directory …</c>.</param>
public sealed record CommandLine(string Name, string[] HostArguments)
{
    public const string Serve = "serve";
    public const string Seed = "seed";
    public const string Verify = "verify";

    public const string Rebuild = "rebuild";

    private static readonly string[] Names = [Serve, Seed, Verify, Rebuild];

    /// <summary>The settings of a command that needs no host.</summary>
    public IConfiguration Configuration => Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
    {
        Args = HostArguments,
        ContentRootPath = AppContext.BaseDirectory,
    }).Configuration;

    /// <summary>The folder of a store that is there.</summary>
    /// <exception cref="WrongSettingException">It holds no journal.</exception>
    public static string StoreOf(IConfiguration configuration)
    {
        var directory = ServiceSettings.DirectoryOf(configuration);
        var journal = Path.Combine(directory, Standalone.JournalFile);
        return File.Exists(journal)
            ? directory
            : throw new WrongSettingException("Storage:Directory", $"there is no journal at {journal}.");
    }

    /// <exception cref="WrongSettingException">There is no such command.</exception>
    public static CommandLine Read(string[] arguments)
    {
        if (arguments is not [var first, ..] || first.StartsWith('-'))
            return new(Serve, arguments);
        return Names.Contains(first)
            ? new(first, arguments[1..])
            : throw new WrongSettingException(first, $"is no command. There are: {string.Join(", ", Names)}.");
    }
}
