using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;

namespace ResidentService.IntegrationTests.Keeping;

/// <summary>
/// Somebody's whole life with the service, and its end: nothing that they told is readable anywhere any more, and the
/// others' points and places still add up.
/// </summary>
public sealed class ErasureTests : IAsyncDisposable
{
    private const string Name = "独孤求败王小明";
    private const string Letter = "给你的零花钱，电话 13912345678";
    private const string BirthDate = "1961-02-03";
    private const string Evidence = "监护人户口簿第 7 页";
    private static readonly string[] Secrets = [Name, Letter, "13912345678", BirthDate, Evidence, "独孤求败"];

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
    private readonly List<Client> _clients = [];
    private readonly List<string> _logs = [];
    private ServiceProcess _service = null!;
    private Client _admin = null!;
    private string _community = "";

    private string Storage => Path.Combine(_folder, "store");

    [Fact]
    public async Task A_life_that_was_erased_is_readable_nowhere()
    {
        await Start();
        var (person, housemate, @event) = await Live();
        var export = Path.Combine(_folder, "before.gz");
        await Run("export", export);
        var key = await KeyOf(person.ResidentId);
        Assert.True(Holds(Databases.Bytes(Storage), key), "the test looks for the key in the wrong way");

        await person.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
        await person.Get("/api/v1/me").Is(HttpStatusCode.Unauthorized);
        await TheOthersSeeThatSomebodyHasGone(person, housemate, @event);
        await TheSameWeChatUserIsSomebodyElse(person);
        await Settle();
        var anchor = await Stop();
        NothingIsReadable(Databases.Bytes(Storage), key);

        // The export from before has the key, so it counts on the list that is kept outside.
        Assert.Equal(person.ResidentId + "\n", await File.ReadAllTextAsync(Path.Combine(Storage, "erasures"), Now));
        NothingIsReadable([Unpacked(export)], key);
        var restored = Path.Combine(_folder, "restored");
        await RunAt(restored, "restore", export, "--erasures", Path.Combine(Storage, "erasures"));
        NothingIsReadable(Databases.Bytes(restored), key);
        await TheRestoredServiceKnowsToo(restored, person);
        NothingIsReadable(Databases.Bytes(restored), key);

        // An export from after needs no list to stay silent.
        await Run("export", Path.Combine(_folder, "after.gz"));
        NothingIsReadable(
            [Unpacked(Path.Combine(_folder, "after.gz")), await File.ReadAllBytesAsync(Path.Combine(_folder, "after.gz.keys"), Now)], key);
        var again = Path.Combine(_folder, "again");
        await RunAt(again, "restore", Path.Combine(_folder, "after.gz"), "--erasures", "none", "--anchor", anchor);
        NothingIsReadable(Databases.Bytes(again), key);
        Assert.All(_logs, log => Assert.DoesNotContain(Secrets, secret => log.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_process_that_is_killed_while_it_erases_finishes_at_its_next_start()
    {
        await Start();
        for (var round = 0; round < 2; round++)
        {
            var people = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
            {
                var person = await Person($"k{round}-{i}");
                await person.Put("/api/v1/me", new { displayName = Name }).Ok();
                return person;
            }));
            var keys = await Task.WhenAll(people.Select(person => KeyOf(person.ResidentId)));
            var erasing = people.Select(person => Task.Run(() => Attempt(person))).ToList();
            await Task.WhenAny(erasing);
            await _service.Kill();
            var answered = await Task.WhenAll(erasing);
            await Start();

            foreach (var (person, key, wasAnswered) in people.Zip(keys, answered))
            {
                var told = await IsTold(person.ResidentId);
                Assert.True(told || !wasAnswered, "an erasure that was answered is lost");
                if (!told)
                    continue;
                Assert.Null(await KeyOrNull(person.ResidentId));
                Assert.False(Holds(Databases.Bytes(Storage), key), "the key of somebody erased is still on disk");
                using var before = _service.NewClient();
                before.AccessToken = person.AccessToken;
                await before.Get("/api/v1/me").Is(HttpStatusCode.Unauthorized);
            }

            Assert.Contains(true, answered);
        }

        await Stop();
    }

    [Fact]
    public async Task Who_owns_a_shop_is_told_what_to_do_first_and_a_clerk_is_no_clerk_any_more()
    {
        await Start();
        var (owner, clerk) = (await Person("owner"), await Person("clerk"));
        var shop = (string)(await owner.PostOnce("/api/v1/merchants",
            new { communityId = _community, name = "李记面馆" }).Ok())["merchantId"]!;
        await _admin.Post($"/api/v1/merchants/{shop}/approve").Ok();
        await owner.Post($"/api/v1/merchants/{shop}/clerks", new { residentId = clerk.ResidentId }).Ok();
        await owner.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).IsProblem(HttpStatusCode.Conflict, "owns_shop");
        await clerk.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
        var details = await owner.Get($"/api/v1/merchants/{shop}").Ok();
        Assert.DoesNotContain(clerk.ResidentId, details.ToJsonString(), StringComparison.Ordinal);
        await owner.Post($"/api/v1/merchants/{shop}/leave").Ok();
        await owner.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Staff_erase_on_paper_and_their_colleagues_only_after_dismissal()
    {
        await Start();
        var (worker, person) = (await Person("worker"), await Person("mother"));
        var staff = $"/api/v1/communities/{_community}/staff";
        await _admin.Post(staff, new { residentId = worker.ResidentId, role = "communityWorker" }).Ok();
        await person.Put("/api/v1/me", new { displayName = Name, communityId = _community }).Ok();
        await _admin.Post(staff, new { residentId = person.ResidentId, role = "gridWorker" }).Ok();

        var path = $"/api/v1/residents/{person.ResidentId}/erasure";
        await worker.Post(path, new { paperRequest = "Z-2026-0117" }).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await worker.Delete($"{staff}/{person.ResidentId}?role=gridWorker").Is(HttpStatusCode.NoContent);
        await worker.Post(path, new { paperRequest = "王小明 13912345678" }).IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        await worker.Post(path, new { paperRequest = "Z-2026-0117" }).Is(HttpStatusCode.NoContent);
        await worker.Post(path, new { paperRequest = "Z-2026-0117" }).Is(HttpStatusCode.NoContent);
        await person.Get("/api/v1/me").Is(HttpStatusCode.Unauthorized);
        await _admin.Post(staff, new { residentId = person.ResidentId, role = "gridWorker" })
            .IsProblem(HttpStatusCode.Conflict, "account_deleted");
        await _admin.Post($"/api/v1/residents/{person.ResidentId}/guardian-consents",
            new { guardianResidentId = worker.ResidentId, evidence = Evidence }).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Staff_erase_nobody_without_a_community_and_no_platform_admin()
    {
        await Start();
        var (worker, stranger) = (await Person("worker"), await Person("stranger"));
        await _admin.Post($"/api/v1/communities/{_community}/staff",
            new { residentId = worker.ResidentId, role = "communityWorker" }).Ok();
        await _admin.Put("/api/v1/me", new { communityId = _community }).Ok();
        foreach (var person in (Client[])[stranger, _admin])
        {
            await worker.Post($"/api/v1/residents/{person.ResidentId}/erasure", new { paperRequest = "Z-2026-0118" })
                .IsProblem(HttpStatusCode.Forbidden, "not_allowed");
            await person.Get("/api/v1/me").Ok();
        }

        await _admin.Post($"/api/v1/residents/{stranger.ResidentId}/erasure", new { paperRequest = "Z-2026-0118" })
            .Is(HttpStatusCode.NoContent);
        await stranger.Get("/api/v1/me").Is(HttpStatusCode.Unauthorized);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private async Task Start()
    {
        _service = await ServiceProcess.Start(Storage);
        _admin = await Person("admin");
        if (_community.Length == 0)
        {
            _community = (string)(await _admin.PostOnce("/api/v1/communities",
                new { name = "唐都花园社区", street = "枣园街道", district = "灞桥区", city = "西安市" }).Ok())["communityId"]!;
        }
    }

    /// <returns>The anchor that a clean <c>verify</c> prints.</returns>
    private async Task<string> Stop()
    {
        await _service.DisposeAsync();
        _logs.Add(_service.Output);
        var output = await Run("verify");
        Assert.Contains(" 0 faults", output, StringComparison.Ordinal);
        return output.Split('\n').Single(line => line.StartsWith("anchor: ", StringComparison.Ordinal))[8..].Trim();
    }

    private async Task<Client> Person(string name)
    {
        var client = _service.NewClient();
        _clients.Add(client);
        return await client.SignIn(name);
    }

    /// <summary>A name, a birth date, a consent, points earned, a gift with a letter, and a seat in a full event.</summary>
    private async Task<(Client Person, Client Housemate, string Event)> Live()
    {
        var (person, housemate) = (await Person("ming"), await Person("hong"));
        await person.Put("/api/v1/me", new { displayName = Name, communityId = _community, birthDate = BirthDate }).Ok();
        var household = (string)(await housemate.PostOnce("/api/v1/households").Ok())["householdId"]!;
        await housemate.Post($"/api/v1/households/{household}/invitations", new { residentId = person.ResidentId }).Ok();
        await person.Post($"/api/v1/households/{household}/members/me").Ok();
        await _admin.Post($"/api/v1/residents/{person.ResidentId}/guardian-consents",
            new { guardianResidentId = housemate.ResidentId, evidence = Evidence }).Ok();
        await Earn(person, housemate);
        await housemate.PostOnce("/api/v1/me/points/gifts",
            new { toResidentId = person.ResidentId, points = 1, message = Letter }).Ok();
        await person.PostOnce("/api/v1/me/points/gifts", new { toResidentId = housemate.ResidentId, points = 1 }).Ok();

        var @event = await Publish(DateTimeOffset.UtcNow.AddDays(9), capacity: 1);
        await person.PostOnce($"/api/v1/events/{@event}/sign-ups").Ok();
        await housemate.PostOnce($"/api/v1/events/{@event}/sign-ups").Ok();
        var names = (await _admin.Get($"/api/v1/events/{@event}/sign-ups").Ok()).ToJsonString();
        Assert.Contains(Name, (string)JsonNode.Parse(names)!["items"]![0]!["displayName"]!, StringComparison.Ordinal);
        return (person, housemate, @event);
    }

    private async Task Earn(params Client[] people)
    {
        var @event = await Publish(DateTimeOffset.UtcNow.AddMinutes(40), capacity: 20);
        foreach (var person in people)
        {
            await person.Post("/api/v1/me/volunteer", new { skills = Array.Empty<string>(), birthDate = BirthDate }).Ok();
            await person.PostOnce($"/api/v1/events/{@event}/sign-ups").Ok();
        }

        await Check(@event, "check-ins", minutesLater: 20, people);
        await Check(@event, "check-outs", minutesLater: 170, people);
        await _admin.Post($"/api/v1/events/{@event}/settle").Ok();
        await Settle();
    }

    private async Task Check(string @event, string direction, int minutesLater, Client[] people)
    {
        await Settle(minutesLater);
        var code = (string)(await _admin.Get($"/api/v1/events/{@event}/check-in-code").Ok())["code"]!;
        foreach (var person in people)
            await person.Post($"/api/v1/events/{@event}/{direction}", new { code }).Ok();
    }

    private async Task<string> Publish(DateTimeOffset startsAt, int capacity)
    {
        var id = (string)(await _admin.PostOnce("/api/v1/events", new
        {
            communityId = _community,
            title = "清洁家园",
            startsAt,
            endsAt = startsAt.AddHours(2),
            capacity,
        }).Ok())["eventId"]!;
        await _admin.Post($"/api/v1/events/{id}/publish").Ok();
        return id;
    }

    private Task Settle(int minutes = 1) => _admin.Post("/sandbox/clock", new { advanceMinutes = minutes }).Ok();

    private async Task TheOthersSeeThatSomebodyHasGone(Client person, Client housemate, string @event)
    {
        await Settle();
        var items = (await _admin.Get($"/api/v1/events/{@event}/sign-ups").Ok())["items"]!.AsArray();
        var gone = items.Single(item => (string)item!["residentId"]! == person.ResidentId)!;
        Assert.Equal("已注销", (string)gone["displayName"]!);
        Assert.Equal("cancelled", (string)gone["status"]!);
        Assert.Equal("confirmed", (string)(await housemate.Get($"/api/v1/events/{@event}").Ok())["mine"]!["status"]!);
        var home = await housemate.Get("/api/v1/me/household").Ok();
        Assert.Equal(housemate.ResidentId, (string)Assert.Single(home["members"]!.AsArray())!["residentId"]!);
        await housemate.PostOnce("/api/v1/me/points/gifts", new { toResidentId = person.ResidentId, points = 1, message = Letter })
            .IsProblem(HttpStatusCode.Conflict, "not_in_household");
    }

    private async Task TheSameWeChatUserIsSomebodyElse(Client person)
    {
        var anew = await Person("ming");
        Assert.NotEqual(person.ResidentId, anew.ResidentId);
        Assert.Null((await anew.Get("/api/v1/me").Ok())["displayName"]);
        Assert.Equal(0, (int)(await anew.Get("/api/v1/me/points").Ok())["balance"]!);
    }

    private async Task TheRestoredServiceKnowsToo(string storage, Client person)
    {
        await using var restored = await ServiceProcess.Start(storage);
        using var client = await restored.NewClient().SignIn("ming");
        Assert.NotEqual(person.ResidentId, client.ResidentId);
        await restored.DisposeAsync();
        _logs.Add(restored.Output);
        Assert.True(await IsTold(person.ResidentId, storage));
        Assert.Contains(" 0 faults", await RunAt(storage, "verify"), StringComparison.Ordinal);
    }

    private static async Task<bool> Attempt(Client person)
    {
        try
        {
            return (await person.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true })).Status == HttpStatusCode.NoContent;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Task<string> Run(params string[] arguments) => RunAt(Storage, arguments);

    private async Task<string> RunAt(string storage, params string[] arguments)
    {
        var (exitCode, output) = await ServiceProcess.Run(storage, arguments);
        Assert.True(exitCode == 0, output);
        _logs.Add(output);
        return output;
    }

    private async Task<byte[]> KeyOf(string resident) => Assert.IsType<byte[]>(await KeyOrNull(resident));

    private async Task<byte[]?> KeyOrNull(string resident)
    {
        await using var keys = await Databases.Open(Storage, "keys");
        return await keys.QuerySingleOrDefaultAsync<byte[]>(
            "select key from sealing_keys where resident = @resident", new { resident });
    }

    private async Task<bool> IsTold(string resident, string? storage = null)
    {
        await using var journal = await Databases.Open(storage ?? Storage, "journal");
        var stream = Databases.AreUsed ? "@name" : "(select id from streams where name = @name)";
        return await journal.ExecuteScalarAsync<long>(
            $"select count(*) from entries where stream = {stream} and name = 'resident.erased.v1'",
            new { name = "resident/" + resident }) > 0;
    }

    private static void NothingIsReadable(IEnumerable<byte[]> store, byte[] key)
    {
        var all = store.ToList();
        Assert.False(Holds(all, key), "the key is still somewhere");
        foreach (var secret in Secrets)
            Assert.False(Holds(all, Encoding.UTF8.GetBytes(secret)), $"{secret} can be read");
    }

    private static bool Holds(IEnumerable<byte[]> store, byte[] what) =>
        store.Any(bytes => bytes.AsSpan().IndexOf(what) >= 0);

    private static byte[] Unpacked(string export)
    {
        using var gzip = new GZipStream(File.OpenRead(export), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
