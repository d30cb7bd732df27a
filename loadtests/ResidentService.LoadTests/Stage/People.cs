using System.Globalization;
using System.Text.Json.Nodes;

namespace ResidentService.LoadTests.Stage;

/// <summary>The residents of a load, signed in.</summary>
public sealed class People
{
    private const int SignInsAtOnce = 64;

    private readonly Person[] _people;

    private People(Person[] people, DateTimeOffset goodUntil) => (_people, GoodUntil) = (people, goodUntil);

    /// <summary>When the first access token ends.</summary>
    public DateTimeOffset GoodUntil { get; }

    public int Count => _people.Length;

    public string TokenOf(int number) => _people[number % _people.Length].AccessToken;

    private sealed record Person(string AccessToken, string RefreshToken);

    /// <summary>Signs in so many people who were not there before.</summary>
    public static Task<People> SignIn(Phone phone, int count, Action<int> progress) => Each(count, progress, i =>
        phone.Ask(HttpMethod.Post, "/api/v1/auth/wechat", body: new JsonObject { ["code"] = $"sandbox:load-{i}" }));

    /// <summary>Fresh access tokens for the same people.</summary>
    public Task<People> Renew(Phone phone, Action<int> progress) => Each(Count, progress, i =>
        phone.Ask(HttpMethod.Post, "/api/v1/auth/refresh",
            body: new JsonObject { ["refreshToken"] = _people[i].RefreshToken }));

    public void Save(string file) => File.WriteAllLines(file, [
        GoodUntil.ToString("O"),
        .. _people.Select(person => $"{person.AccessToken} {person.RefreshToken}"),
    ]);

    public static People Load(string file)
    {
        var lines = File.ReadAllLines(file);
        var people = Array.ConvertAll(lines[1..], line => line.Split(' ') is [var access, var refresh]
            ? new Person(access, refresh)
            : throw new FormatException($"{file} is not a list of people"));
        return new(people, DateTimeOffset.Parse(lines[0], CultureInfo.InvariantCulture));
    }

    private static async Task<People> Each(int count, Action<int> progress, Func<int, Task<JsonNode>> ask)
    {
        var people = new Person[count];
        var start = DateTimeOffset.UtcNow;
        var lifetime = TimeSpan.FromDays(1);
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = SignInsAtOnce }, async (i, _) =>
        {
            var tokens = await ask(i);
            people[i] = new((string)tokens["accessToken"]!, (string)tokens["refreshToken"]!);
            lifetime = TimeSpan.FromSeconds((int)tokens["expiresIn"]!);
            progress(1);
        });
        return new(people, start + lifetime);
    }
}
