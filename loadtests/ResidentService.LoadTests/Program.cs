using ResidentService.LoadTests;
using Spectre.Console;

const string Help = """
    Puts load on the service, checks that the outcome is exact, and says what it saw.

      dotnet run -c Release --project loadtests/ResidentService.LoadTests -- NAME [OPTIONS]

    NAME
      peak        a popular event opens: a burst of sign-ups, with a waiting list and refusals
      browse      a visit: list, event, sign-up, my sign-ups; a ramp
      check-in    everybody scans the code at the door; a ramp
      redeem      an offer with 100 pieces; a burst
      mixed       an ordinary day; a steady rate
      compare     the service against an endpoint that does nothing, by turns in one run
      overload    three times as many sign-ups as the store can take, then half as many: goodput, memory, recovery
      costs       what one request of each kind takes of processors, and leaves in the journal
      growth      everybody signs up for one event, tenth by tenth: cost and memory of a sign-up as their number grows

    OPTIONS of the scenarios
      --rate N             arrivals a second at the peak; 2000
      --seconds N          how long they come; 10

    OPTIONS of compare
      --only LIST          of sign-ups, path, sketch-seat, sketch, refusals, many-events, latency, page; all unless given
      --connections LIST   connections at once; 64,256
      --rounds N           pairs of turns; 5
      --seconds N          length of a turn; 10

    OPTIONS of overload
      --rate N             commands a second that the store takes; 2000
      --seconds N          how long it is too much; 10

    OPTIONS of costs
      --seconds N          how long each kind of request is asked; 10
      --database PID       PostgreSQL, whose processor time is counted too

    OPTIONS of all
      --silos N            so many silos of the cluster edition, where both are asked by turns, in place of the
                           standalone edition; needs Storage__PostgreSql and Cluster__Redis in the environment
      --people N           residents, prepared once and kept for the next run; 100000
      --folder PATH        where they are kept; in the system's temporary folder
      --report FOLDER      writes the report there: a table in Markdown, JSON, and one HTML page with charts
    """;

try
{
    var options = Options.Read(args);
    switch (options.Name)
    {
        case "help":
            Console.WriteLine(Help);
            return 0;
        case "compare":
            return await Runs.Compare(options, AnsiConsole.Console);
        case "costs":
            return await Runs.Costs(options, AnsiConsole.Console);
        case "growth":
            return await Runs.Growth(options, AnsiConsole.Console);
        case "overload":
            return await Runs.Overload(options, AnsiConsole.Console);
        default:
            return await Runs.Scenario(options, AnsiConsole.Console);
    }
}
catch (WrongOptionException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}
