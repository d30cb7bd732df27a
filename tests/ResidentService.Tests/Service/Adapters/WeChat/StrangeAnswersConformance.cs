using System.Net;
using System.Text;
using ResidentService.Service.Adapters.WeChat;

namespace ResidentService.Tests.Service.Adapters.WeChat;

/// <summary>What every client makes of answers byte by byte, and what each error means to a person.</summary>
public abstract class StrangeAnswersConformance
{
    private const string Secret = "the-app-secret";
    private const string Token = """{"access_token":"t1","expires_in":7200}""";

    /// <summary>What is tested.</summary>
    protected abstract NewWeChat NewClient { get; }

    [Fact]
    public async Task A_good_code_gives_the_user_and_nothing_of_it_is_left_unescaped()
    {
        using var wire = Answering("""{"openid":"o1","session_key":"k==","errcode":0,"errmsg":"ok"}""");
        var login = await wire.SignIn("a code&appid=evil");
        Assert.Equal(("o1", "k=="), (login.Value?.OpenId, login.Value?.SessionKey));
        Assert.Equal("https://api.weixin.qq.com/sns/jscode2session", wire.Asked?.GetLeftPart(UriPartial.Path));
        Assert.Equal(
            ["appid=wx1", "grant_type=authorization_code", "js_code=a%20code%26appid%3Devil", "secret=the-app-secret"],
            wire.Asked!.Query.TrimStart('?').Split('&').Order());
    }

    [Theory]
    [InlineData(40029, 401, "wechat_code_invalid")]
    [InlineData(40163, 401, "wechat_code_invalid")]
    [InlineData(40226, 403, "wechat_user_blocked")]
    [InlineData(45011, 429, "too_many_requests")]
    [InlineData(-1, 503, "try_again")]
    [InlineData(40013, 503, "wechat_unavailable")]
    [InlineData(40125, 503, "wechat_unavailable")]
    [InlineData(40164, 503, "wechat_unavailable")]
    [InlineData(48001, 503, "wechat_unavailable")]
    [InlineData(45009, 503, "wechat_unavailable")]
    [InlineData(87014, 422, "content_refused")]
    [InlineData(40003, 503, "wechat_unavailable")]
    public async Task An_error_of_WeChat_has_its_answer_and_is_not_asked_again(int errcode, int status, string code)
    {
        using var wire = Answering($$"""{"errcode":{{errcode}},"errmsg":"no"}""");
        var fault = WeChatErrors.Fault((await wire.SignIn("code")).Trouble!);
        Assert.Equal((status, code), (fault.Status, fault.Code));
        Assert.Equal(1, wire.Calls);
    }

    [Theory]
    [InlineData(40013)]
    [InlineData(40125)]
    [InlineData(40164)]
    [InlineData(48001)]
    [InlineData(45009)]
    [InlineData(40037)]
    [InlineData(41030)]
    [InlineData(47003)]
    [InlineData(43104)]
    [InlineData(99999)]
    public async Task Staff_are_told_once_of_what_only_they_can_mend(int errcode)
    {
        using var wire = Answering($$"""{"errcode":{{errcode}},"errmsg":"no"}""");
        await wire.SignIn("code");
        await wire.SignIn("code");
        Assert.Equal(1, wire.Log.Critical);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(40029)]
    [InlineData(40226)]
    [InlineData(45011)]
    [InlineData(43101)]
    [InlineData(61010)]
    public async Task Staff_are_not_told_of_what_they_cannot_mend(int errcode)
    {
        using var wire = Answering($$"""{"errcode":{{errcode}},"errmsg":"no"}""");
        await wire.SignIn("code");
        Assert.Empty(wire.Log.Lines);
    }

    [Theory]
    [InlineData("<html>busy</html>", HttpStatusCode.OK)]
    [InlineData("{}", HttpStatusCode.OK)]
    [InlineData("[]", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("""{"openid":7}""", HttpStatusCode.OK)]
    [InlineData("""{"openid":"\ud800"}""", HttpStatusCode.OK)]
    [InlineData("""{"openid":"o1","session_key":{} }""", HttpStatusCode.OK)]
    [InlineData("""{"openid":"o1"}""", HttpStatusCode.OK)]
    [InlineData("""{"errcode":"none"}""", HttpStatusCode.OK)]
    [InlineData("""{"errcode":1e99}""", HttpStatusCode.OK)]
    [InlineData("bad gateway", HttpStatusCode.BadGateway)]
    public async Task An_answer_that_is_none_can_be_tried_again(string answer, HttpStatusCode status)
    {
        using var wire = Answering(answer, status);
        var trouble = (await wire.SignIn("code")).Trouble!;
        Assert.Equal(TroubleKind.NoAnswer, trouble.Kind);
        Assert.Equal("try_again", WeChatErrors.Fault(trouble).Code);
    }

    [Fact]
    public async Task A_broken_connection_can_be_tried_again_and_no_secret_reaches_the_log()
    {
        using var wire = new Wire(
            NewClient, () => throw new HttpRequestException($"GET /sns/jscode2session?secret={Secret} failed"));
        Assert.Equal(TroubleKind.NoAnswer, (await wire.SignIn("code")).Trouble?.Kind);
        Assert.NotEmpty(wire.Log.Lines);
        Assert.DoesNotContain(wire.Log.Lines, line => line.Text.Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"errcode":0}""")]
    [InlineData("""{"phone_info":"13800000000"}""")]
    [InlineData("""{"phone_info":{"purePhoneNumber":13800000000,"countryCode":"86","watermark":{"appid":"wx1"}}}""")]
    [InlineData("""{"phone_info":{"purePhoneNumber":"13800000000","countryCode":"86","watermark":{"appid":"wx2"}}}""")]
    [InlineData("""{"phone_info":{"purePhoneNumber":"13800000000","countryCode":"86"}}""")]
    [InlineData("""{"phone_info":{"purePhoneNumber":"13800000000","countryCode":[],"watermark":{"appid":"wx1"}}}""")]
    public async Task A_phone_that_is_not_proven_is_none(string answer)
    {
        using var wire = OneByOne(Token, answer);
        Assert.Equal(TroubleKind.NoAnswer, (await wire.Phone()).Trouble?.Kind);
    }

    [Theory]
    [InlineData("""{"access_token":7,"expires_in":7200}""")]
    [InlineData("""{"access_token":"t1","expires_in":"7200"}""")]
    [InlineData("""{"access_token":"t1","expires_in":1e99}""")]
    [InlineData("""{"access_token":"t1","expires_in":7201}""")]
    [InlineData("""{"access_token":"t1","expires_in":0}""")]
    [InlineData("""{"access_token":"t1"}""")]
    public async Task A_strange_token_is_none(string answer)
    {
        using var wire = OneByOne(answer, answer, answer);
        Assert.Equal(TroubleKind.NoAnswer, (await wire.Phone()).Trouble?.Kind);
        Assert.Equal(3, wire.Calls);
    }

    [Fact]
    public async Task A_short_token_is_a_token()
    {
        using var wire = OneByOne(Token, """{"errcode":0,"risk_rank":1}""");
        Assert.Equal(1, (await wire.Risk()).Value?.Rank);
        Assert.Equal("?access_token=t1", wire.Asked?.Query);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"risk_rank":"0"}""")]
    [InlineData("""{"risk_rank":null}""")]
    public async Task A_risk_that_is_not_told_is_not_none(string answer)
    {
        using var wire = OneByOne(Token, answer, answer, answer);
        Assert.Equal(TroubleKind.NoAnswer, (await wire.Risk()).Trouble?.Kind);
    }

    [Fact]
    public async Task A_wrong_secret_is_a_matter_for_staff_not_for_another_token()
    {
        using var wire = Answering("""{"errcode":40001,"errmsg":"invalid credential"}""");
        Assert.Equal(TroubleKind.Configuration, (await wire.Phone()).Trouble?.Kind);
        Assert.Equal((1, 1), (wire.Calls, wire.Log.Critical));
    }

    private Wire Answering(string answer, HttpStatusCode status = HttpStatusCode.OK) => new(NewClient, () => new(status)
    {
        Content = new StringContent(answer, Encoding.UTF8, "text/plain"),
    });

    private Wire OneByOne(params string[] answers)
    {
        var left = new Queue<string>(answers);
        return new(NewClient, () => new(HttpStatusCode.OK) { Content = new StringContent(left.Dequeue()) });
    }

    /// <summary>WeChat at the other end of the wire, which answers one thing, or one after the other.</summary>
    private sealed class Wire : HttpMessageHandler
    {
        private readonly Func<HttpResponseMessage> _answer;
        private readonly WeChatClient _weChat;

        public Wire(NewWeChat newClient, Func<HttpResponseMessage> answer)
        {
            _answer = answer;
            var clock = new HastyClock(DateTimeOffset.UnixEpoch);
            _weChat = newClient(
                new("wx1", Secret, new("https://api.weixin.qq.com")), new MemoryTokenStore(clock), this,
                new WeChatAlarms(Log.For<WeChatAlarms>()), Log.For<WeChatClient>(), clock, patience: null);
        }

        public LogLines Log { get; } = new();

        public Uri? Asked { get; private set; }

        public int Calls { get; private set; }

        public Task<WeChatAnswer<ResidentService.Service.Security.PhoneNumber>> Phone() =>
            _weChat.CodeToPhone("code", "o1", WeChatBench.Cancellation);

        public Task<WeChatAnswer<RiskRank>> Risk() =>
            _weChat.Risk("o1", RiskScene.Marketing, "127.0.0.1", WeChatBench.Cancellation);

        public Task<WeChatAnswer<WeChatUser>> SignIn(string code) =>
            _weChat.CodeToSession(code, WeChatBench.Cancellation);

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Asked, Calls) = (request.RequestUri, Calls + 1);
            return Task.FromResult(_answer());
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _weChat.Dispose();
            base.Dispose(disposing);
        }
    }
}
