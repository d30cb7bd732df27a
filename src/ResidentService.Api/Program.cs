using ResidentService.Service;
using ResidentService.Service.Commands;
using ResidentService.Service.Hosting;
using ResidentService.Service.Settings;

try
{
    var command = CommandLine.Read(args);
    if (command.Name == CommandLine.Verify)
        return await VerifyCommand.Run(command);
    if (command.Name == CommandLine.Rebuild)
        return await RebuildCommand.Run(command);

    var builder = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = command.HostArguments,
        ContentRootPath = AppContext.BaseDirectory, // settings lie beside the executable, wherever it is started from
    });
    builder.AddResidentServiceEdge().AddStandaloneRuntime();
    await using var app = builder.Build();
    return command.Name switch
    {
        CommandLine.Seed => await SeedCommand.Run(app),
        CommandLine.ImportResidents => await ImportResidentsCommand.Run(app, command.File),
        _ => await ServeCommand.Run(app),
    };
}
catch (Exception e) when (e is WrongSettingException or JournalIsOlderException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
