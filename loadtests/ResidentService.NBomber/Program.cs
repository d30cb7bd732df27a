// The scenarios of ResidentService.LoadTests, driven by NBomber for those who know its reports:
//   dotnet run -c Release --project loadtests/ResidentService.NBomber -- peak --rate 2000 --seconds 10
using NBomber.CSharp;
using ResidentService.LoadTests;
using ResidentService.LoadTests.Scenarios;
using ResidentService.LoadTests.Stage;
using Spectre.Console;

const int ConnectionsMax = 1_024;

var options = Options.Read(args);
await using var town = await Town.Open(options.Folder, options.People, new Bars(AnsiConsole.Console));
using var phone = town.NewPhone(ConnectionsMax);
var scenario = AllScenarios.Find(options.Name, town, phone);
await scenario.Prepare(options.Rate * (int)options.Seconds.TotalSeconds);

var next = -1;
var driven = Scenario.Create(scenario.Name, async _ =>
    {
        var status = await scenario.Arrive(Interlocked.Increment(ref next));
        return status is > 0 and < 500 ? Response.Ok(statusCode: $"{status}") : Response.Fail(statusCode: $"{status}");
    })
    .WithoutWarmUp()
    .WithLoadSimulations(Simulation.Inject(options.Rate, TimeSpan.FromSeconds(1), options.Seconds));
NBomberRunner.RegisterScenarios(driven).Run();

var faults = await town.Verify();
Console.WriteLine(faults.Length == 0 ? "verify is clean" : faults);
return faults.Length == 0 ? 0 : 1;
