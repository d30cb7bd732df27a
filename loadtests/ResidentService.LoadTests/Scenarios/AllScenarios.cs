using ResidentService.LoadTests.Stage;

namespace ResidentService.LoadTests.Scenarios;

/// <summary>Every scenario.</summary>
public static class AllScenarios
{
    /// <exception cref="WrongOptionException">There is none of this name.</exception>
    public static Scenario Find(string name, Town town, Phone phone)
    {
        Scenario[] all =
        [
            new PeakSignUp(town, phone), new BrowseAndSignUp(town, phone), new CheckInWave(town, phone),
            new RedeemRush(town, phone), new MixedDay(town, phone),
        ];
        return Array.Find(all, scenario => scenario.Name == name)
            ?? throw new WrongOptionException($"{name} is no scenario; see --help.");
    }
}
