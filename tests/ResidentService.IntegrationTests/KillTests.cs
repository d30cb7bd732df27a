using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace ResidentService.IntegrationTests;

/// <summary>
/// Thirty-two people sign up, cancel and redeem, and events are settled, while the process is killed with
/// <c>kill -9</c>, each time after a random number of answers, and started again. So few actors stay in memory that they
/// come and go all the time. Between the rounds an import and a rebuild are killed too. What was answered with 2xx is
/// there, once; what was not answered is done at most once.
/// </summary>
public sealed class KillTests : IAsyncDisposable
{
    private const int RoundsPerSettlement = 5;
    private const int People = 32;
    private const int EventsPerRound = 4;
    private const int PointsEach = 8;
    private const int ImportedMax = 400;

    /// <summary>So many answers at least, that everybody has done something twice …</summary>
    private const int AcknowledgedMin = People * 2;

    /// <summary>… and not more than there are sign-ups to acknowledge in a round.</summary>
    private const int AcknowledgedMax = People * (EventsPerRound - 1);

    private static readonly Dictionary<string, string> FewInMemory = new() { ["Limits__ActorsInMemory"] = "20" };

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
    private readonly ConcurrentDictionary<string, SignedUp> _signUps = [];
    private readonly ConcurrentDictionary<string, string> _redemptions = [];
    private readonly ConcurrentBag<Unanswered> _unanswered = [];
    private readonly int _rounds = Setting("KILL_ROUNDS", otherwise: 4);
    private readonly int _seed = Setting("KILL_SEED", otherwise: Environment.TickCount);
    private ServiceProcess _service = null!;
    private Client _admin = null!;
    private List<Client> _people = [];
    private string _community = "";
    private string _offer = "";
    private TaskCompletionSource _killNow = new();
    private int _acknowledgedLeft;
    private int _earned = PointsEach;
    private DateTimeOffset _now;

    private sealed record SignedUp(int Person, string Event, string Answer, bool Cancelled);

    private sealed record Unanswered(int Person, string Path, string Key);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_the_process_is_killed()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {_seed}");
        var random = new Random(_seed);
        await Start();
        await Prepare();
        for (var round = 0; round < _rounds; round++)
        {
            var settling = round % RoundsPerSettlement == 1 ? await Attend() : null;
            (_killNow, _acknowledgedLeft) = (new(), random.Next(AcknowledgedMin, AcknowledgedMax));
            var events = await Task.WhenAll(Enumerable.Range(0, EventsPerRound)
                .Select(i => Publish(_now.AddDays(30 + (round * EventsPerRound) + i))));
            using var stop = new CancellationTokenSource();
            var crowd = _people.Select((_, person) => Task.Run(() => ActUntilKilled(person, events, round, stop.Token)))
                .ToList();
            var settlement = settling is null ? Task.CompletedTask : Settle(settling);
            await _killNow.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            await _service.Kill();
            await stop.CancelAsync();
            await Task.WhenAll([settlement, .. crowd]);
            if (round % 2 == 0)
                await KillRebuild(random);
            else
                await KillImport(round, random);
            await Start();
            await RepeatWhatWasNotAnswered();
            if (settling is not null)
            {
                await _admin.Post($"/api/v1/events/{settling}/settle").Ok();
                _earned++;
            }

            await Quiesce();
            await CompareWithWhatIsThere();
        }

        Assert.True(_signUps.Count > People, $"only {_signUps.Count} sign-ups were acknowledged");
        Assert.True(_redemptions.Count > _rounds, $"only {_redemptions.Count} redemptions were acknowledged");
        await _service.DisposeAsync();
        var (exitCode, output) = await ServiceProcess.Run(_folder, "verify");
        Assert.True(exitCode == 0, output);
    }

    /// <summary>More rounds for a longer run, or a seed that was printed, as environment variables.</summary>
    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : otherwise;

    public async ValueTask DisposeAsync()
    {
        _people.ForEach(client => client.Dispose());
        _admin.Dispose();
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Start()
    {
        _service = await ServiceProcess.Start(_folder, FewInMemory);
        _admin = await _service.NewClient().SignIn("admin");
        _people = [.. await Task.WhenAll(Enumerable.Range(0, People).Select(i => _service.NewClient().SignIn($"p{i}")))];
    }

    /// <summary>Everybody earns points at one event; a shop takes them.</summary>
    private async Task Prepare()
    {
        _community = (string)(await _admin.PostOnce("/api/v1/communities",
            new { name = "唐都花园社区", street = "枣园街道", district = "灞桥区", city = "西安市" }).Ok())["communityId"]!;
        await Task.WhenAll(_people.Select(person => person.Post(
            "/api/v1/me/volunteer", new { skills = Array.Empty<string>(), birthDate = "1960-05-04" }).Ok()));
        await AdvanceToFour();
        await _admin.Post($"/api/v1/events/{await Attend(PointsEach)}/settle").Ok();
        await Quiesce();

        var shop = (string)(await _admin.PostOnce("/api/v1/merchants",
            new { communityId = _community, name = "李记面馆" }).Ok())["merchantId"]!;
        await _admin.Post($"/api/v1/merchants/{shop}/approve").Ok();
        _offer = (string)(await _admin.PostOnce($"/api/v1/merchants/{shop}/offers",
            new { title = "牛肉面一碗", points = 1, stock = 1000 }).Ok())["offerId"]!;
    }

    /// <summary>Everybody is at an event from its start to its end, which is an hour a point; it can be settled then.</summary>
    private async Task<string> Attend(int hours = 1)
    {
        var @event = await Publish(_now.AddHours(2), hours, capacity: People);
        await Task.WhenAll(_people.Select(person => person.PostOnce($"/api/v1/events/{@event}/sign-ups").Ok()));
        await Advance(minutes: 115); // before the start, so that every minute counts
        await CheckAll(@event, "check-ins");
        await Advance(minutes: (hours * 60) + 10);
        await CheckAll(@event, "check-outs");
        return @event;
    }

    /// <summary>May be cut off by the kill; whoever settles again finds it done, or does it.</summary>
    private async Task Settle(string @event)
    {
        try
        {
            await _admin.Post($"/api/v1/events/{@event}/settle").Ok();
        }
        catch (HttpRequestException)
        {
            // Killed meanwhile.
        }
    }

    /// <summary>The read tables are made anew, twice cut off, and then to the end.</summary>
    private async Task KillRebuild(Random random)
    {
        for (var i = 0; i < 2; i++)
            await KillAfter(random, "rebuild");
        var (exitCode, output) = await ServiceProcess.Run(_folder, "rebuild");
        Assert.True(exitCode == 0, output);
    }

    /// <summary>New people are imported, cut off, and then to the end: each is there once.</summary>
    private async Task KillImport(int round, Random random)
    {
        var file = Path.Combine(_folder, "people.csv");
        await File.WriteAllLinesAsync(file, ["name,phone,birthDate,community", .. Enumerable.Range(0, ImportedMax)
            .Select(i => $"居民{i},138{round:00}{i:000000},,{_community}")]);
        await KillAfter(random, "import-residents", file);
        var (exitCode, output) = await ServiceProcess.Run(_folder, "import-residents", file);
        Assert.True(exitCode == 0, output);
        (exitCode, output) = await ServiceProcess.Run(_folder, "import-residents", file);
        Assert.True(exitCode == 0 && output.Contains($"0 added, {ImportedMax} already", StringComparison.Ordinal), output);
    }

    /// <summary>At a random moment of the command's own life: its start takes about half of it.</summary>
    private Task KillAfter(Random random, params string[] arguments)
    {
        var (clock, moment) = (Stopwatch.StartNew(), TimeSpan.FromMilliseconds(random.Next(300, 2_500)));
        return ServiceProcess.RunAndKill(_folder, () => clock.Elapsed > moment, arguments);
    }

    private async Task CheckAll(string @event, string direction)
    {
        var code = (string)(await _admin.Get($"/api/v1/events/{@event}/check-in-code").Ok())["code"]!;
        await Task.WhenAll(_people.Select(person => person.Post($"/api/v1/events/{@event}/{direction}", new { code }).Ok()));
    }

    private async Task<string> Publish(DateTimeOffset startsAt, int hours = 2, int capacity = People * 3 / 4)
    {
        var id = (string)(await _admin.PostOnce("/api/v1/events", new
        {
            communityId = _community,
            title = "清洁家园",
            startsAt,
            endsAt = startsAt.AddHours(hours),
            capacity, // for three quarters unless said otherwise, so that some wait and move up
        }).Ok())["eventId"]!;
        await _admin.Post($"/api/v1/events/{id}/publish").Ok();
        return id;
    }

    private async Task ActUntilKilled(int person, string[] events, int round, CancellationToken stop)
    {
        var client = _people[person];
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            var @event = events[(person + turn) % events.Length];
            if (turn % 5 == 1)
                await Redeem(client, person, round, turn);
            else if (_signUps.TryGetValue($"{person}/{@event}", out var signedUp) && !signedUp.Cancelled && turn % 3 == 0)
                await Cancel(client, signedUp);
            else if (signedUp is null)
                await SignUp(client, person, @event, $"s-{round}-{turn}");
            if (turn > 200)
                break;
        }
    }

    private async Task SignUp(Client client, int person, string @event, string key)
    {
        var path = $"/api/v1/events/{@event}/sign-ups";
        if (await Try(client, person, path, key) is { Status: HttpStatusCode.Created } answer)
            _signUps[$"{person}/{@event}"] = new(person, @event, answer.Text, Cancelled: false);
    }

    private async Task Cancel(Client client, SignedUp signedUp)
    {
        // While the answer is on its way nobody can say whether it is cancelled: it is taken out of the comparison.
        _signUps.TryRemove($"{signedUp.Person}/{signedUp.Event}", out _);
        try
        {
            await client.Delete($"/api/v1/events/{signedUp.Event}/sign-ups/me").Is(HttpStatusCode.NoContent);
            Acknowledged();
            _signUps[$"{signedUp.Person}/{signedUp.Event}"] = signedUp with { Cancelled = true };
        }
        catch (HttpRequestException)
        {
            // Killed meanwhile.
        }
    }

    private async Task Redeem(Client client, int person, int round, int turn)
    {
        var answer = await Try(client, person, $"/api/v1/offers/{_offer}/redemptions", $"r-{round}-{turn}");
        if (answer is { Status: HttpStatusCode.Created })
            Assert.True(_redemptions.TryAdd((string)answer.Json["redemptionId"]!, $"{person}"), "one voucher for two keys");
    }

    private async Task<Answer?> Try(Client client, int person, string path, string key)
    {
        try
        {
            var answer = await client.Post(path, new { }, key);
            if (answer.Status == HttpStatusCode.Created)
                Acknowledged();
            return answer;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException) // the latter while it is connecting
        {
            _unanswered.Add(new(person, path, key));
            return null;
        }
    }

    private void Acknowledged()
    {
        if (Interlocked.Decrement(ref _acknowledgedLeft) == 0)
            _killNow.TrySetResult();
    }

    /// <summary>As an app does: the same request with the same key. It may turn out either way, but once.</summary>
    private async Task RepeatWhatWasNotAnswered()
    {
        while (_unanswered.TryTake(out var request))
        {
            var first = await _people[request.Person].Post(request.Path, new { }, request.Key);
            var second = await _people[request.Person].Post(request.Path, new { }, request.Key);
            Assert.True((int)first.Status < 500, $"{first.Request}: {first.Text}");
            if (first.Status != HttpStatusCode.Created)
                continue;
            Assert.Equal(first.Text, second.Text);
            if (request.Path.Contains("/redemptions", StringComparison.Ordinal))
                _redemptions[(string)first.Json["redemptionId"]!] = $"{request.Person}";
            else
                _signUps[$"{request.Person}/{request.Path.Split('/')[4]}"] =
                    new(request.Person, request.Path.Split('/')[4], first.Text, Cancelled: false);
        }
    }

    /// <summary>Until deadlines have fired and followers have caught up.</summary>
    private Task Quiesce() => Advance(minutes: 1);

    /// <summary>
    /// In the afternoon: what is earned from six until after midnight and what is earned after it are of two days, each
    /// of which has a cap.
    /// </summary>
    private async Task AdvanceToFour()
    {
        await Quiesce();
        var untilFour = TimeSpan.FromHours(8) - _now.UtcDateTime.TimeOfDay; // 16:00 in Shanghai
        await Advance((int)(untilFour > TimeSpan.Zero ? untilFour : untilFour + TimeSpan.FromDays(1)).TotalMinutes);
    }

    private async Task Advance(int minutes) => _now = (DateTimeOffset)
        (await _admin.Post("/sandbox/clock", new { advanceMinutes = minutes }).Ok())["now"]!;

    private async Task CompareWithWhatIsThere()
    {
        foreach (var signUp in _signUps.Values)
        {
            var mine = (await _people[signUp.Person].Get($"/api/v1/events/{signUp.Event}").Ok())["mine"];
            Assert.True(mine is not null, $"{signUp} is lost");
            if (signUp.Cancelled)
                Assert.Equal("cancelled", (string?)mine["status"]);
            else
                Assert.Equal((int)JsonNode.Parse(signUp.Answer)!["sequence"]!, (int)mine["sequence"]!);
        }

        for (var person = 0; person < People; person++)
            await ComparePoints(person);
    }

    /// <summary>What is held is one point a voucher, and together with the balance it is what was earned.</summary>
    private async Task ComparePoints(int person)
    {
        var points = await _people[person].Get("/api/v1/me/points").Ok();
        var vouchers = new List<JsonNode>();
        for (var cursor = ""; ;)
        {
            var page = await _people[person].Get($"/api/v1/me/redemptions?limit=100{cursor}").Ok();
            vouchers.AddRange(page["items"]!.AsArray()!);
            if (page["nextCursor"] is not { } next)
                break;
            cursor = "&cursor=" + next;
        }

        Assert.Equal(_earned, (int)points["balance"]! + (int)points["held"]!);
        Assert.Equal((int)points["held"]!, vouchers.Count);
        Assert.All(vouchers, voucher => Assert.Equal("issued", (string?)voucher["status"]));
        var known = _redemptions.Where(pair => pair.Value == $"{person}").Select(pair => pair.Key).Order();
        Assert.Equal(known, vouchers.Select(voucher => (string)voucher["redemptionId"]!).Order());
    }
}
