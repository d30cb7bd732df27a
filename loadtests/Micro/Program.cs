using ResidentService.Micro;

// dotnet run -c Release --project loadtests/Micro -- reload | memory | million
switch (args)
{
    case ["reload"]:
        await Measurements.Reload();
        break;
    case ["memory"]:
        await Measurements.Memory();
        break;
    case ["million"]:
        await Measurements.MillionActors();
        break;
    default:
        Console.Error.WriteLine("Say what to measure: reload, memory or million.");
        return 2;
}

return 0;
