using ResidentService.Micro;

// dotnet run -c Release --project loadtests/Micro -- reload | memory | million | meals
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
    case ["meals"]:
        await MealPlanning.Measure();
        break;
    default:
        Console.Error.WriteLine("Say what to measure: reload, memory, million or meals.");
        return 2;
}

return 0;
