using ResidentService.Micro;

// dotnet run -c Release --project loadtests/Micro -- reload | memory | million | meals | rush AT_ONCE
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
    case ["rush", var given] when int.TryParse(given, out var atOnce) && atOnce > 0:
        await Measurements.Rush(atOnce);
        break;
    default:
        Console.Error.WriteLine("Say what to measure: reload, memory, million, meals, or rush and how many at once.");
        return 2;
}

return 0;
