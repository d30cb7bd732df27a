using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ResidentService.FakeWeChat;

/// <summary>The documented calls.</summary>
internal static class FakeApi
{
    /// <summary>The smallest picture that there is.</summary>
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static void Map(WebApplication app, FakeWeChatServer fake)
    {
        app.MapGet("/sns/jscode2session", (HttpRequest request) => CodeToSession(request, fake));
        app.MapPost("/cgi-bin/stable_token", (HttpRequest request) => StableToken(request, fake));
        MapPost(app, fake, "/wxa/business/getuserphonenumber", Phone);
        MapPost(app, fake, "/cgi-bin/message/subscribe/send", Send);
        MapPost(app, fake, "/wxa/getwxacodeunlimit", (_, body) => CodeImage(body));
        MapPost(app, fake, "/wxa/generate_urllink", Link);
        MapPost(app, fake, "/wxa/msg_sec_check", CheckText);
        MapPost(app, fake, "/wxa/media_check_async", CheckMedia);
        MapPost(app, fake, "/wxa/getuserriskrank", Risk);
        app.MapGet("/wxa/checksession", (HttpRequest request) => Session(request, fake, reset: false));
        app.MapGet("/wxa/resetusersessionkey", (HttpRequest request) => Session(request, fake, reset: true));
    }

    private static void MapPost(
        WebApplication app, FakeWeChatServer fake, string path, Func<FakeWeChatServer, JsonNode, IResult> answer) =>
        app.MapPost(path, async (HttpRequest request) =>
        {
            if (fake.Tokens.WhyNot(request.Query["access_token"]) is { } errcode)
                return Error(errcode);
            return request.ContentLength is null ? Error(47001) : answer(fake, await Body(request));
        });

    /// <summary>It says text/plain, whatever it is.</summary>
    private static IResult CodeToSession(HttpRequest request, FakeWeChatServer fake)
    {
        if (WrongApp(request.Query["appid"], request.Query["secret"], fake) is { } wrong)
            return Plain(new JsonObject { ["errcode"] = wrong, ["errmsg"] = "invalid" });
        var (openId, _, errcode) = fake.Users.Take("login", request.Query["js_code"]);
        if (errcode != 0)
            return Plain(new JsonObject { ["errcode"] = errcode, ["errmsg"] = "invalid code" });
        var answer = new JsonObject { ["openid"] = openId, ["session_key"] = fake.Users.NewSessionKey(openId) };
        if (fake.Users.UnionIdOf(openId) is { } unionId)
            answer["unionid"] = unionId;
        if (fake.Quirks.SaysErrcodeZero)
            (answer["errcode"], answer["errmsg"]) = (0, "ok");
        return Plain(answer);
    }

    private static async Task<IResult> StableToken(HttpRequest request, FakeWeChatServer fake)
    {
        if (request.ContentLength is null)
            return Error(47001);
        var body = await Body(request);
        if (WrongApp((string?)body["appid"], (string?)body["secret"], fake) is { } wrong)
            return Error(wrong);
        var (token, seconds) = fake.Tokens.Fetch();
        return Results.Json(new { access_token = token, expires_in = seconds });
    }

    private static IResult Phone(FakeWeChatServer fake, JsonNode body)
    {
        var (openId, phone, errcode) = fake.Users.Take("phone", (string?)body["code"]);
        if (errcode != 0)
            return Error(errcode);
        if ((string?)body["openid"] is { } expected && expected != openId)
            return Error(40029);
        var country = fake.Quirks.CountryCode;
        return Good(new JsonObject
        {
            ["phone_info"] = new JsonObject
            {
                ["phoneNumber"] = country == "86" ? phone : $"+{country}{phone}",
                ["purePhoneNumber"] = phone,
                ["countryCode"] = fake.Quirks.HasNumericCountryCode ? int.Parse(country) : country,
                ["watermark"] = new JsonObject
                {
                    ["timestamp"] = fake.Options.Time.GetUtcNow().ToUnixTimeSeconds(),
                    ["appid"] = fake.Options.AppId,
                },
            },
        });
    }

    private static IResult Send(FakeWeChatServer fake, JsonNode body)
    {
        var values = body["data"]!.AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!["value"]!);
        if (TemplateRules.FirstWrong(values) is { } wrong)
            return Error(47003, $"argument invalid! data.{wrong}.value invalid");
        var message = new SentMessage(
            (string)body["touser"]!, (string)body["template_id"]!, (string?)body["page"], values,
            (string)body["miniprogram_state"]!);
        return fake.Users.TrySend(message)
            ? Good(new JsonObject { ["msgid"] = fake.Users.Received })
            : Error(43101, "user refuse to accept the msg");
    }

    private static IResult CodeImage(JsonNode body)
    {
        var (scene, page) = ((string)body["scene"]!, (string)body["page"]!);
        if (scene.Length is 0 or > 32)
            return Error(40169);
        return page.StartsWith('/') || page.Contains('?') ? Error(41030) : Results.Bytes(Picture, "image/png");
    }

    private static IResult Link(FakeWeChatServer fake, JsonNode body) =>
        Good(new JsonObject { ["url_link"] = $"https://wxaurl.cn/{Short((string)body["query"]! + body["path"])}" });

    private static IResult CheckText(FakeWeChatServer fake, JsonNode body) => Good(new JsonObject
    {
        ["trace_id"] = Short((string)body["content"]!),
        ["result"] = fake.Pushes.Result(fake.Quirks.Suggestion),
    });

    private static IResult CheckMedia(FakeWeChatServer fake, JsonNode body) =>
        Good(new JsonObject { ["trace_id"] = fake.Pushes.NewTrace((string)body["media_url"]!) });

    private static IResult Risk(FakeWeChatServer fake, JsonNode body) =>
        Good(new JsonObject { ["risk_rank"] = fake.Quirks.RiskRank, ["unoin_id"] = 1 });

    private static IResult Session(HttpRequest request, FakeWeChatServer fake, bool reset)
    {
        if (fake.Tokens.WhyNot(request.Query["access_token"]) is { } errcode)
            return Error(errcode);
        string openId = request.Query["openid"]!;
        var right = Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(fake.Users.SessionKeyOf(openId)), Array.Empty<byte>()));
        if (request.Query["sig_method"] != "hmac_sha256" || request.Query["signature"] != right)
            return Error(87009, "invalid signature");
        if (!reset)
            return Results.Json(new { errcode = 0, errmsg = "ok" });
        return Good(new JsonObject { ["openid"] = openId, ["session_key"] = fake.Users.NewSessionKey(openId) });
    }

    private static int? WrongApp(string? appId, string? secret, FakeWeChatServer fake)
    {
        if (appId != fake.Options.AppId)
            return 40013;
        return secret == fake.Options.AppSecret ? null : 40125;
    }

    private static IResult Good(JsonObject answer)
    {
        (answer["errcode"], answer["errmsg"]) = (0, "ok");
        return Results.Text(answer.ToJsonString(), "application/json");
    }

    private static IResult Error(int errcode, string message = "error") =>
        Results.Json(new { errcode, errmsg = message });

    private static IResult Plain(JsonObject answer) => Results.Text(answer.ToJsonString(), "text/plain");

    private static async Task<JsonNode> Body(HttpRequest request) =>
        await JsonNode.ParseAsync(request.Body) ?? new JsonObject();

    private static string Short(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
