using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using ResidentService.Service.Hosting;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Commands;

/// <summary>Which command the executable was started with; the rest are settings.</summary>
/// <param name="File">The file that it is about, where one was named.</param>
/// <param name="HostArguments">What goes to the configuration: <c>--urls …</c>, <c>--Storage:Directory …</c>.</param>
public sealed record CommandLine(string Name, string? File, string[] HostArguments)
{
    public const string Serve = "serve";
    public const string Seed = "seed";
    public const string Verify = "verify";
    public const string Rebuild = "rebuild";
    public const string ImportResidents = "import-residents";
    public const string Export = "export";
    public const string Restore = "restore";

    private static readonly string[] Names = [Serve, Seed, Verify, Rebuild, ImportResidents, Export, Restore];

    /// <exception cref="WrongSettingException">There is no such command.</exception>
    public static CommandLine Read(string[] arguments)
    {
        if (arguments is not [var first, ..] || first.StartsWith('-'))
            return new(Serve, null, arguments);
        if (!Names.Contains(first))
            throw new WrongSettingException(first, $"is no command. There are: {string.Join(", ", Names)}.");
        return arguments is [_, var file, ..] && !file.StartsWith('-')
            ? new(first, file, arguments[2..])
            : new(first, null, arguments[1..]);
    }

    /// <summary>The file that the command cannot do without, as a whole path.</summary>
    /// <param name="what">What it is, for who forgot it.</param>
    /// <exception cref="WrongSettingException">None was named.</exception>
    public string NeedFile(string what) =>
        Path.GetFullPath(File ?? throw new WrongSettingException(Name, $"name {what}: {Name} FILE."));

    /// <summary>The settings, for a command that runs beside the service or without it.</summary>
    public IConfiguration Configuration() => Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
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
}
