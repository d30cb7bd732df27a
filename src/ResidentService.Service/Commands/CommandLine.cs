using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using ResidentService.Service.Hosting;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Commands;

/// <summary>Which command the executable was started with; the rest are settings.</summary>
/// <param name="File">What <c>import-residents</c> reads; empty for the others.</param>
/// <param name="HostArguments">What goes to the configuration: <c>--urls …</c>, <c>--Storage:Directory …</c>.</param>
public sealed record CommandLine(string Name, string File, string[] HostArguments)
{
    public const string Serve = "serve";
    public const string Seed = "seed";
    public const string Verify = "verify";

    public const string Rebuild = "rebuild";

    public const string ImportResidents = "import-residents";

    private static readonly string[] Names = [Serve, Seed, Verify, Rebuild, ImportResidents];

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
        return System.IO.File.Exists(journal)
            ? directory
            : throw new WrongSettingException("Storage:Directory", $"there is no journal at {journal}.");
    }

    /// <exception cref="WrongSettingException">There is no such command.</exception>
    public static CommandLine Read(string[] arguments)
    {
        if (arguments is not [var first, ..] || first.StartsWith('-'))
            return new(Serve, "", arguments);
        if (!Names.Contains(first))
            throw new WrongSettingException(first, $"is no command. There are: {string.Join(", ", Names)}.");
        if (first != ImportResidents)
            return new(first, "", arguments[1..]);
        return arguments is [_, var file, ..] && !file.StartsWith('-')
            ? new(first, file, arguments[2..])
            : throw new WrongSettingException(first, "needs a file: import-residents FILE.csv.");
    }
}
