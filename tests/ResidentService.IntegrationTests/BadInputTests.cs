using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResidentService.IntegrationTests;

/// <summary>
/// Walks every operation of the API's own description with requests that are wrong in one way each, made by somebody
/// who may do it, on things that are there: each gets its own 4xx with a stable code, and nothing is written.
/// </summary>
public sealed class BadInputTests(WhoMayTests.Street street) : IClassFixture<WhoMayTests.Street>
{
    private const int HugeBytes = 100 * 1024;

    /// <summary>Stands for a key that was never used.</summary>
    private const string Fresh = "fresh";

    private static readonly string[] WrongIds = ["x", "zzz_tangdu", "res_", "evt_A!B", "%E5%94%90", new('a', 300)];

    private static readonly string[] WrongKeys = ["", new('k', 65), "编号"];

    [Fact]
    public async Task A_wrong_body_is_refused_and_changes_nothing() => await EachIsRefused(async refused =>
    {
        foreach (var operation in (await Operations()).Where(operation => operation.Fields is not null))
        {
            foreach (var (what, body) in WrongBodies(operation))
                refused(await Ask(operation, body), what, 400, "validation_failed");
            refused(await Ask(operation, With(operation, "surprise", 1)), "an unknown field", 400, "unknown_field");
            refused(await Ask(operation, operation.Body + new string(' ', HugeBytes)), "huge", 413, "body_too_large");
            refused(await Ask(operation, JsonContent.Create(new string('x', HugeBytes))), "chunked", 413, "body_too_large");
            var text = new StringContent(operation.Body, Encoding.UTF8, "text/plain");
            refused(await Ask(operation, text), "text/plain", 415, "unsupported_media_type");
        }
    });

    [Fact]
    public async Task A_call_that_takes_no_body_refuses_fields() => await EachIsRefused(async refused =>
    {
        var calls = (await Operations()).Where(operation => operation.Fields is null && operation.Method != HttpMethod.Get);
        foreach (var operation in calls)
        {
            refused(await Ask(operation, """{"surprise":1}"""), "an unknown field", 400, "unknown_field");
            refused(await Ask(operation, "[]"), "[]", 400, "validation_failed");
        }
    });

    [Fact]
    public async Task A_key_that_is_missing_or_wrong_is_refused() => await EachIsRefused(async refused =>
    {
        var keyed = (await Operations()).Where(operation => operation.Has("Idempotency-Key")).ToList();
        Assert.NotEmpty(keyed);
        foreach (var operation in keyed)
        {
            refused(await Ask(operation, operation.Body, key: null), "no key", 400, "idempotency_key_required");
            foreach (var key in WrongKeys)
                refused(await Ask(operation, operation.Body, key), $"key '{key}'", 400, "idempotency_key_invalid");
        }
    });

    [Fact]
    public async Task A_key_that_was_used_for_something_else_is_refused()
    {
        var key = Guid.NewGuid().ToString("N");
        var operations = (await Operations()).Where(operation =>
            operation.Has("Idempotency-Key") && operation.Fields?.ContainsKey("name") == true).ToList();
        Assert.NotEmpty(operations);
        foreach (var operation in operations)
            Assert.Equal(HttpStatusCode.Created, (await Ask(operation, operation.Body, key)).Status);
        await EachIsRefused(async refused =>
        {
            foreach (var operation in operations)
            {
                var other = With(operation, "name", "另一个");
                refused(await Ask(operation, other, key), "a used key", 422, "idempotency_key_reused");
            }
        });
    }

    [Fact]
    public async Task A_page_that_cannot_be_is_refused() => await EachIsRefused(async refused =>
    {
        var lists = (await Operations()).Where(operation => operation.Has("cursor")).ToList();
        Assert.NotEmpty(lists);
        foreach (var list in lists)
        {
            var rest = list.Query.Length == 0 ? "" : list.Query.TrimStart('?') + "&";
            foreach (var cursor in (string[])["garbage", "%E5%94%90", "AAAAAAAAAAAAAAAAAAAA"])
                refused(await Ask(list, list.Body, query: $"{rest}cursor={cursor}"), cursor, 400, "bad_cursor");
            foreach (var limit in (string[])["0", "101", "-1", "abc", "1.5", "99999999999999999999"])
                refused(await Ask(list, list.Body, query: $"{rest}limit={limit}"), limit, 400, "validation_failed");
        }
    });

    [Fact]
    public async Task A_path_with_a_malformed_id_names_nothing() => await EachIsRefused(async refused =>
    {
        foreach (var operation in await Operations())
        {
            foreach (var place in operation.Path.Split('/').Where(part => part.StartsWith('{')))
            {
                foreach (var wrong in WrongIds)
                {
                    var path = operation.Path.Replace(place, wrong, StringComparison.Ordinal);
                    refused(await Ask(operation with { Path = path }, operation.Body), wrong, 404, "not_found");
                }
            }
        }
    });

    [Fact]
    public async Task Who_has_no_token_that_holds_is_nobody() => await EachIsRefused(async refused =>
    {
        var guarded = (await Operations()).Where(operation => operation.NeedsToken).ToList();
        Assert.NotEmpty(guarded);
        var (garbage, signedOut) = (street.Town.Anonymous(), await street.Town.Person("admin"));
        garbage.AccessToken = "garbage";
        await signedOut.Post("/api/v1/auth/sign-out").Is(HttpStatusCode.NoContent);
        foreach (var operation in guarded)
        {
            refused(await Ask(operation with { Caller = garbage }, operation.Body), "garbage", 401, "not_signed_in");
            refused(await Ask(operation with { Caller = signedOut }, operation.Body), "signed out", 401, "not_signed_in");
        }
    });

    [Fact]
    public async Task A_route_or_method_that_is_not_there_is_said_so() => await EachIsRefused(async refused =>
    {
        foreach (var operation in await Operations())
            refused(await Ask(operation with { Method = HttpMethod.Patch }), "PATCH", 405, "method_not_allowed");
        foreach (var path in (string[])["/", "/api", "/api/v1", "/api/v1/nothing", "/api/v2/me", "/api/v1/me/x"])
            refused(await street.Town.Admin.Get(path), "no route", 404, "not_found");
    });

    [Fact]
    public async Task What_is_wrong_is_said_in_Chinese_or_in_English()
    {
        var (chinese, english) = (await street.Town.Person(), await street.Town.Person());
        english.Language = "en-GB, zh;q=0.5";
        foreach (var operation in await Operations())
        {
            var mistakes = new (HttpMethod Method, string? Body)[]
            {
                (HttpMethod.Patch, null),
                (operation.Method, operation.Fields is null ? null : "{"),
                (operation.Method, operation.Fields is null ? null : """{"surprise":1}"""),
            };
            foreach (var (method, body) in mistakes.Where(mistake => mistake is { Body: not null } or { Method.Method: "PATCH" }))
            {
                var wrong = operation with { Method = method };
                Assert.True(HasChinese(await Ask(wrong with { Caller = chinese }, body)), $"{wrong.Name} in Chinese");
                Assert.False(HasChinese(await Ask(wrong with { Caller = english }, body)), $"{wrong.Name} in English");
            }
        }

        static bool HasChinese(Answer answer)
        {
            Assert.InRange((int)answer.Status, 400, 499);
            var said = (string)answer.Json["detail"]! + answer.Json["errors"]?.AsObject().Select(field => field.Value)
                .Aggregate("", (all, texts) => all + string.Concat(texts!.AsArray().Select(text => (string)text!)));
            return said.Any(letter => letter is >= '\u4E00' and <= '\u9FFF');
        }
    }

    private static IEnumerable<(string What, string Body)> WrongBodies(Operation operation)
    {
        yield return ("malformed", operation.Body[..^1]);
        yield return ("nothing", "");
        yield return ("[]", "[]");
        yield return ("null", "null");
        yield return ("a text", "\"x\"");
        var first = operation.Fields!.First().Key;
        yield return ("twice", $$"""{"{{first}}":null,"{{first}}":null}""");
        yield return ("half a letter", $$"""{"{{first}}":"\ud83d"}""");
        yield return ("deep", string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100));
        foreach (var (field, schema) in operation.Fields!)
        {
            var type = schema!["type"]?.ToJsonString() ?? "";
            var isNumber = type.Contains("integer", StringComparison.Ordinal)
                || type.Contains("number", StringComparison.Ordinal);
            yield return (field, With(operation, field, new JsonArray(new JsonArray(1))));
            yield return (field, With(operation, field, isNumber ? "12" : 12));
        }
    }

    private static string With(Operation operation, string field, JsonNode value)
    {
        var body = JsonNode.Parse(operation.Body)!.AsObject();
        body[field] = value;
        return body.ToJsonString();
    }

    /// <summary>Makes many requests; then names all that were not refused as they should be.</summary>
    private async Task EachIsRefused(Func<Action<Answer, string, int, string>, Task> requests)
    {
        await street.Town.Admin.Post("/sandbox/clock", new { advanceMinutes = 1 }).Ok(); // until all has come to rest
        var before = await street.Town.Service.Entries();
        var wrong = new List<string>();
        await requests((answer, what, status, code) =>
        {
            if ((int)answer.Status != status || !answer.Text.Contains($"\"code\":\"{code}\"", StringComparison.Ordinal))
                wrong.Add($"{answer.Request}, {what}: {(int)answer.Status} {answer.Text} instead of {status} {code}");
            else
                answer.IsProblem((HttpStatusCode)status, code);
        });
        await street.Town.Admin.Post("/sandbox/clock", new { advanceMinutes = 1 }).Ok();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await street.Town.Service.Entries());
    }

    private Task<Answer> Ask(Operation operation, string? body = null, string? key = Fresh, string query = "") =>
        Ask(
            operation,
            body is null || operation.Method == HttpMethod.Get
                ? null
                : new StringContent(street.Fill(body), Encoding.UTF8, "application/json"),
            key, query);

    private Task<Answer> Ask(Operation operation, HttpContent? body, string? key = Fresh, string query = "")
    {
        var path = street.Fill(operation.Path + (query == "" ? operation.Query : "?" + query));
        return operation.Caller.Send(
            operation.Method, path, body,
            operation.Method != HttpMethod.Post ? null : key == Fresh ? Guid.NewGuid().ToString("N") : key);
    }

    /// <summary>What the API's description says, each with a good body, real things and somebody who may do it.</summary>
    private async Task<IReadOnlyList<Operation>> Operations()
    {
        var document = await street.Town.Anonymous().Get("/openapi/v1.json").Ok();
        return [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(
            method => Read(document, method.Key.ToUpperInvariant(), path.Key, method.Value!)))];
    }

    private Operation Read(JsonNode document, string method, string path, JsonNode description)
    {
        var row = WhoMayTests.Table.First(row => WhoMayTests.Blank(row.Operation) == $"{method} {WhoMayTests.Blank(path)}");
        var target = row.Operation.Split(' ')[1].Split('?');
        var schema = (string?)description["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"];
        return new(
            new(method), target[0], target.Length > 1 ? "?" + target[1] : "",
            JsonSerializer.Serialize(row.Body ?? new { }),
            schema is null ? null : document["components"]!["schemas"]![schema.Split('/')[^1]]!["properties"]!.AsObject(),
            [.. (description["parameters"]?.AsArray() ?? []).Select(parameter => (string)parameter!["name"]!)],
            description["security"] is not null,
            street.People.First(person => row.May.HasFlag(person.Key) || row.May == Role.Nobody).Value);
    }

    /// <param name="Body">One that is accepted; what is in braces stands for the street's things.</param>
    /// <param name="Fields">Those of the body; null where it takes none.</param>
    private sealed record Operation(
        HttpMethod Method, string Path, string Query, string Body, JsonObject? Fields, string[] Parameters, bool NeedsToken,
        Client Caller)
    {
        public string Name => $"{Method} {Path}";

        public bool Has(string parameter) => Parameters.Contains(parameter);
    }
}
