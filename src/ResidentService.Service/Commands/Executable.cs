using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Npgsql;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Exports;
using ResidentService.Service.Hosting;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Commands;

/// <summary>What an edition's program does: reads the command line, puts the host together, says what is wrong.</summary>
public static class Executable
{
    /// <param name="args">Of the command line.</param>
    /// <param name="addRuntime">What the edition is made of, on top of the edge.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args, Action<WebApplicationBuilder> addRuntime)
    {
        try
        {
            var command = CommandLine.Read(args);
            switch (command.Name)
            {
                case CommandLine.Verify:
                    return await VerifyCommand.Run(command);
                case CommandLine.Rebuild:
                    return await RebuildCommand.Run(command);
                case CommandLine.Export:
                    return await ExportCommand.Run(command);
                case CommandLine.Restore:
                    return await RestoreCommand.Run(command);
            }

            var builder = WebApplication.CreateBuilder(new WebApplicationOptions
            {
                Args = command.HostArguments,
                ContentRootPath = AppContext.BaseDirectory, // settings lie beside the executable, wherever it is started from
            });
            addRuntime(builder.AddResidentServiceEdge());
            await using var app = builder.Build();
            return command.Name switch
            {
                CommandLine.Seed => await SeedCommand.Run(app),
                CommandLine.ImportResidents => await ImportResidentsCommand.Run(app, command.NeedFile("a CSV file")),
                _ => await ServeCommand.Run(app),
            };
        }
        catch (Exception e) when (e is WrongSettingException or JournalIsOlderException or DamagedExportException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
        catch (Exception e) when (e is SqliteException or StoreFileException or NpgsqlException or PostgreSqlStoreException)
        {
            Console.Error.WriteLine($"The store cannot be used. {e.Message}");
            return BrokenStore.ExitCode;
        }
    }
}
