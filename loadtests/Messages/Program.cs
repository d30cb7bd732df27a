using System.Globalization;
using ResidentService.MessagesLoad;

const string help = """
    Queues a message for each of many people while WeChat answers slowly, then fails, then limits, then is well; and
    measures sign-ups without and with the sender at work, in turn.

      dotnet run -c Release --project loadtests/Messages [messages 50000] [seconds of each measurement 10] [rounds 5]
    """;

if (args is ["--help" or "-h", ..] || args.Length > 3 || !args.All(IsCount))
{
    Console.WriteLine(help);
    return args is ["--help" or "-h", ..] ? 0 : 1;
}

var numbers = args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)).ToList();
var (messages, seconds, rounds) = (
    numbers.ElementAtOrDefault(0) is > 0 and var first ? first : 50_000,
    numbers.ElementAtOrDefault(1) is > 0 and var second ? second : 10,
    numbers.ElementAtOrDefault(2) is > 0 and var third ? third : 5);

var folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
try
{
    await using var stage = await Stage.Open(folder);
    await stage.Queue(messages, done => Console.Error.WriteLine($"{done,6} of {messages} people are there"));
    Console.WriteLine($"{messages} messages are queued; sign-ups a second, {seconds} s each, by turns:");
    await Crowd.SignUp(stage, TimeSpan.FromSeconds(seconds)); // to warm up
    List<(Mood Mood, double Without, double With)> measured = [];
    for (var round = 0; round < rounds; round++)
    {
        var mood = (Mood)(round % Enum.GetValues<Mood>().Length);
        // The store grows meanwhile: of two rounds with the same mood each kind is measured first in one.
        var isFirst = round / Enum.GetValues<Mood>().Length % 2 == 1;
        var with = isFirst ? await WithSender() : 0;
        var without = await Crowd.SignUp(stage, TimeSpan.FromSeconds(seconds));
        with = isFirst ? with : await WithSender();

        Task<double> WithSender() =>
            stage.WhileSending(mood, () => Crowd.SignUp(stage, TimeSpan.FromSeconds(seconds)));

        measured.Add((mood, without, with));
        Console.WriteLine($"  WeChat {mood,-7} without {without,7:F0}   with {with,7:F0}   {with / without:F2}   "
            + $"waiting {stage.Count("waiting"),6}");
    }

    await stage.SendTheRest();
    var (sent, most, unknown, inboxes) = await stage.Look();
    var bad = measured.Where(round => round.Mood != Mood.Well).ToList();
    Console.WriteLine($"sign-ups with / without, of all measured while WeChat is slow, fails or limits: "
        + $"{bad.Sum(round => round.With) / bad.Sum(round => round.Without):F2}");
    Console.WriteLine($"WeChat has received {sent} messages, {most} at most for one person; "
        + $"{unknown} have an unknown end and are not repeated");
    Console.WriteLine($"inboxes that have their message: {inboxes} of {messages}");
    return most <= 1 && inboxes == messages && sent >= messages - unknown ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static bool IsCount(string text) =>
    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
