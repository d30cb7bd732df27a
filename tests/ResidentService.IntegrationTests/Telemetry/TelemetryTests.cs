using System.Globalization;
using System.Net;
using ResidentService.IntegrationTests.CommunityEvents;

namespace ResidentService.IntegrationTests.Telemetry;

/// <summary>
/// A morning of a community with every sensor on: it is all counted and traced, and nowhere stands who it was.
/// </summary>
public sealed class TelemetryTests
{
    private const string Name = "欧阳静姝";
    private const string BirthDate = "1961-03-17";
    private const string Skill = "推拿按摩";

    [Fact]
    public async Task What_happens_is_counted_and_traced_without_a_word_about_whom()
    {
        Assert.SkipWhen(Silos.AreTwo, "Each silo counts what its own actors do; whoever collects the metrics sums them.");
        await using var collector = await Collector.Start();
        var town = new Town
        {
            Settings = new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["Telemetry__TraceRatio"] = "1",
                ["Logging__LogLevel__Default"] = "Debug",
                ["Logging__LogLevel__Microsoft.AspNetCore"] = "Debug",
                ["Logging__Console__FormatterName"] = "json",
            },
        };
        await town.InitializeAsync();
        var (secrets, @event, trace) = await SpendTheMorning(town);

        var metrics = (await town.Anonymous().Get("/metrics")).Is(HttpStatusCode.OK).Text;
        Assert.Equal(1, Value(metrics, """resident_service_sign_ups_total{outcome="confirmed"}"""));
        Assert.Equal(1, Value(metrics, """resident_service_sign_ups_total{outcome="waiting"}"""));
        Assert.Equal(1, Value(metrics, """resident_service_sign_ups_total{outcome="event_full"}"""));
        Assert.Equal(2, Value(metrics, "resident_service_points_issued_total"));
        Assert.Equal(1, Value(metrics, "resident_service_points_redeemed_total"));
        Assert.Equal(0, Value(metrics, "resident_service_mailbox_waiting"));
        Assert.Equal(0, Value(metrics, "resident_service_append_conflicts_total"));
        Assert.Equal(0, Value(metrics, "resident_service_reactions_undelivered"));
        Assert.Equal(0, Value(metrics, """resident_service_follower_lag{follower="tables"}"""));
        Assert.Equal(0, Value(metrics, """resident_service_follower_lag{follower="reactions"}"""));
        Assert.True(Value(metrics, "resident_service_actors") > 5);
        var entries = Value(metrics, "resident_service_journal_position");
        Assert.Equal(entries, Value(metrics, "resident_service_commit_entries_sum"));
        Assert.Equal(
            Value(metrics, "resident_service_commit_duration_seconds_count"),
            Value(metrics, """resident_service_commit_duration_seconds_bucket{le="+Inf"}"""));
        Assert.True(Value(metrics, "resident_service_mailbox_depth_count") > 0);
        Assert.True(Value(metrics, "resident_service_turn_commands_count") > 0);
        Assert.Contains("http_route=\"/api/v1/events/{id}/sign-ups\"", metrics, StringComparison.Ordinal);

        await town.DisposeAsync(); // which sends the rest
        var log = town.Service.Output;
        Assert.Contains(trace, log, StringComparison.Ordinal);
        Assert.Contains("POST /api/v1/events/{id}/sign-ups", collector.Traces, StringComparison.Ordinal);
        Assert.Contains("event SignUp", collector.Traces, StringComparison.Ordinal);
        Assert.Contains("resident ClaimTime", collector.Traces, StringComparison.Ordinal);
        Assert.Contains("commit", collector.Traces, StringComparison.Ordinal);
        Assert.Contains("resident_service.commit.duration", collector.Metrics, StringComparison.Ordinal);
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, metrics + collector.Metrics, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, collector.Traces, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(@event, metrics + collector.Metrics + collector.Traces, StringComparison.Ordinal);
    }

    private static double Value(string metrics, string series)
    {
        var line = Assert.Single(
            metrics.Split('\n'), line => line.StartsWith(series + " ", StringComparison.Ordinal));
        return double.Parse(line[(series.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>One is confirmed, one waits, one is refused; two hours earn two points, and one is redeemed.</summary>
    /// <returns>What nobody else may read, the event's id, and the trace of a request that was refused.</returns>
    private static async Task<(string[] Secrets, string Event, string Trace)> SpendTheMorning(Town town)
    {
        var person = await town.Person("wx-openid-of-ouyang");
        await person.Put("/api/v1/me", new { displayName = Name, communityId = town.Community }).Ok();
        await person.Post("/api/v1/me/volunteer", new { skills = new[] { Skill }, birthDate = BirthDate }).Ok();
        var startsAt = await town.Morning();
        var @event = await town.Publish(startsAt, new { capacity = 1, waitListCapacity = 1 });
        await person.SignUp(@event).Ok();
        await (await town.Person()).SignUp(@event).Ok();
        var refused = (await (await town.Person()).SignUp(@event)).IsProblem(HttpStatusCode.Conflict, "event_full");

        await town.AdvanceTo(startsAt.AddMinutes(-1));
        var code = await town.Code(@event);
        await person.Post(EventSteps.Path(@event, "/check-ins"), new { code }).Ok();
        await town.AdvanceTo(startsAt.AddHours(2).AddMinutes(1));
        await person.Post(EventSteps.Path(@event, "/check-outs"), new { code = await town.Code(@event) }).Ok();
        await town.Worker.Post(EventSteps.Path(@event, "/settle")).Ok();
        await town.Advance();

        var owner = await town.Person();
        var shop = (string)(await owner.PostOnce("/api/v1/merchants",
            new { communityId = town.Community, name = "李记面馆" }).Ok())["merchantId"]!;
        await town.Worker.Post($"/api/v1/merchants/{shop}/approve").Ok();
        var offer = (string)(await owner.PostOnce($"/api/v1/merchants/{shop}/offers",
            new { title = "牛肉面一碗", points = 1, stock = 10 }).Ok())["offerId"]!;
        var voucher = (string)(await person.PostOnce($"/api/v1/offers/{offer}/redemptions").Ok())["redemptionId"]!;
        var shown = (string)(await person.Get($"/api/v1/redemptions/{voucher}/code").Ok())["code"]!;
        await owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code = shown }).Ok();
        await town.Advance();
        string[] secrets =
            [Name, BirthDate, Skill, "wx-openid-of-ouyang", person.AccessToken!, person.RefreshToken, shown, code];
        return (secrets, @event, (string)refused.Json["traceId"]!);
    }
}
