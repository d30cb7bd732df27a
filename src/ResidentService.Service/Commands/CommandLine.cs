using ResidentService.Service.Settings;

namespace ResidentService.Service.Commands;

/// <summary>Which command the executable was started with; the rest are settings.</summary>
/// <param name="HostArguments">What goes to the configuration: <c>--urls …</c>, <c>--Storage:Directory …</c>.</param>
public sealed record CommandLine(string Name, string[] HostArguments)
{
    public const string Serve = "serve";
    public const string Seed = "seed";
    public const string Verify = "verify";

    private static readonly string[] Names = [Serve, Seed, Verify];

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
