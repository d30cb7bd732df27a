using System.Net;
using System.Net.Sockets;
using System.Text;
using ResidentService.IntegrationTests.CommunityEvents;

namespace ResidentService.IntegrationTests.Edge;

/// <summary>Limits that the sandbox is usually exempt from, turned on.</summary>
public sealed class LimitsTests
{
    /// <summary>Far more than any burst below; a limit that holds is met long before.</summary>
    private const int CallsMax = 300;

    private static readonly Dictionary<string, string> Limits = new()
    {
        ["Limits__Enabled"] = "true",
        ["Limits__UserPerSecond"] = "1",
        ["Limits__UserBurst"] = "10",
        ["Limits__AddressPerSecond"] = "1",
        ["Limits__AddressBurst"] = "20",
    };

    [Fact]
    public async Task Who_asks_too_much_is_told_to_wait_and_nobody_else_is()
    {
        await using var service = await Started.With(new(Limits) { ["Proxy__Trusted"] = "127.0.0.1, 10.0.0.0/8" });
        using var greedy = await service.NewClient().SignIn("greedy");
        using var modest = await service.NewClient().SignIn("modest");
        var refused = await FirstRefusal(() => greedy.Get("/api/v1/me"));
        refused.IsProblem(HttpStatusCode.TooManyRequests, "too_many_requests");
        Assert.Equal("操作太频繁了，请稍等几秒再试。", (string?)refused.Json["detail"]);
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1), $"{refused.Headers.RetryAfter}");
        await modest.Get("/api/v1/me").Ok();

        // Nobody in particular counts by address: that which the trusted proxy saw, whatever the client claims itself.
        (await FirstRefusal(() => From(service, "203.0.113.7"))).Is(HttpStatusCode.TooManyRequests);
        (await FirstRefusal(() => From(service, $"{NewAddress()}, 203.0.113.7, 10.1.2.3"))).Is(HttpStatusCode.TooManyRequests);
        (await From(service, "203.0.113.8")).Is(HttpStatusCode.OK);
        await modest.Get("/api/v1/me").Ok();
    }

    [Fact]
    public async Task Nobody_gets_a_new_address_by_claiming_one()
    {
        await using var service = await Started.With(new(Limits));
        (await FirstRefusal(() => From(service, NewAddress()))).Is(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_not_waited_for()
    {
        await using var service = await Started.With(new() { ["Limits__RequestSeconds"] = "1" });
        using var socket = new TcpClient();
        await socket.ConnectAsync(service.Address.Host, service.Address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            "POST /api/v1/auth/wechat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: 100\r\n\r\n{\"code\":"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var head = new StringBuilder();
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } line)
            head.Append(line).Append('\n');
        Assert.StartsWith("HTTP/1.1 503", head.ToString(), StringComparison.Ordinal);
        Assert.Contains("Retry-After:", head.ToString(), StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff", head.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Fifty commands fill a commit of five seconds; what comes meanwhile waits for longer than it should.</summary>
    [Fact]
    public async Task Beyond_what_the_journal_takes_new_writes_are_told_to_come_again_and_then_done_once()
    {
        await using var service = await Started.With(new() { ["Sandbox__JournalCommandsPerSecond"] = "10" });
        using var admin = await service.NewClient().SignIn("admin");
        var made = new List<(string Key, Task<Answer> Answer)>();
        while (!made.Exists(IsRefused))
        {
            Assert.True(made.Count < CallsMax, "nobody was told to come again");
            var key = $"community-{made.Count}";
            made.Add((key, admin.Post("/api/v1/communities", Community(key), key)));
            await Task.WhenAny(
                made[^1].Answer,
                Task.Delay(TimeSpan.FromMilliseconds(made.Count < 50 ? 1 : 50), TestContext.Current.CancellationToken));
        }

        var refused = made.Find(IsRefused).Answer;
        (await refused).IsProblem(HttpStatusCode.ServiceUnavailable, "try_again");
        Assert.True((await refused).Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        await admin.Get("/api/v1/me").Ok();
        await Task.WhenAll(made.Select(one => one.Answer));
        // Each who was told so comes again, also whose answer was cut off.
        foreach (var one in made.FindAll(IsRefused))
            made[made.IndexOf(one)] = (one.Key, Task.FromResult(await Repeated(one.Key)));
        var there = (await admin.All("/api/v1/communities")).Select(one => (string)one["communityId"]!).ToList();
        var told = made.ConvertAll(one => (string)one.Answer.Result.Json["communityId"]!);
        Assert.Equal(told.Order(), there.Order());

        async Task<Answer> Repeated(string key)
        {
            Answer? answer = null;
            await Soon.Until(async () =>
            {
                answer = await admin.Post("/api/v1/communities", Community(key), key);
                return answer.Status != HttpStatusCode.ServiceUnavailable;
            });
            Assert.Equal(HttpStatusCode.Created, answer!.Status);
            return answer;
        }

        static bool IsRefused((string, Task<Answer> Answer) one) =>
            one.Answer is { IsCompletedSuccessfully: true, Result.Status: not HttpStatusCode.Created };

        static object Community(string name) => new { name, street = "枣园街道", district = "灞桥区", city = "西安市" };
    }

    [Fact]
    public async Task The_sandbox_answers_under_loopback_names_only()
    {
        await using var service = await Started.With([]);
        foreach (var host in (string[])["localhost", "127.0.0.1:5080", "[::1]"])
            (await Ask(service, "Host", host)).Is(HttpStatusCode.OK);
        foreach (var host in (string[])["rebound.example", "localhost.example:5080", "10.0.0.1"])
            (await Ask(service, "Host", host)).Is(HttpStatusCode.BadRequest);
    }

    private static async Task<Answer> FirstRefusal(Func<Task<Answer>> ask)
    {
        for (var call = 1; ; call++)
        {
            var answer = await ask();
            if (answer.Status != HttpStatusCode.OK || call == CallsMax)
                return answer;
        }
    }

    private static string NewAddress() => $"198.51.{Random.Shared.Next(256)}.{Random.Shared.Next(256)}";

    private static Task<Answer> From(Started service, string address) => Ask(service, "X-Forwarded-For", address);

    private static async Task<Answer> Ask(Started service, string header, string value)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service.Address, "/api/v1/communities"));
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await http.SendAsync(request);
        return await Answer.Read(response, value);
    }
}
