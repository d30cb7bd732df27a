using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using ResidentService.Service.Adapters.WeChat;

namespace ResidentService.Tests.Service.Adapters;

public sealed class WeChatTests
{
    private const string Secret = "the-app-secret";

    [Fact]
    public async Task A_good_code_gives_the_user_though_the_answer_says_text()
    {
        var wire = new Wire("""{"openid":"o1","session_key":"k==","errcode":0,"errmsg":"ok"}""");
        var login = Assert.IsType<WeChatLogin.Known>(await wire.SignIn("a code&appid=evil"));
        Assert.Equal(("o1", "k=="), (login.OpenId, login.SessionKey));
        Assert.Equal(
            "https://api.weixin.qq.com/sns/jscode2session?grant_type=authorization_code&appid=wx1"
            + "&secret=the-app-secret&js_code=a%20code%26appid%3Devil",
            wire.Asked?.AbsoluteUri);
    }

    [Fact]
    public async Task Errcode_may_be_absent() =>
        Assert.IsType<WeChatLogin.Known>(await new Wire("""{"openid":"o1","session_key":"k"}""").SignIn("code"));

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
    public async Task An_error_of_WeChat_has_its_answer_and_is_not_asked_again(int errcode, int status, string code)
    {
        var wire = new Wire($$"""{"errcode":{{errcode}},"errmsg":"no"}""");
        var refused = Assert.IsType<WeChatLogin.Refused>(await wire.SignIn("code"));
        Assert.Equal((status, code), (refused.Fault.Status, refused.Fault.Code));
        Assert.Equal(1, wire.Calls);
    }

    [Theory]
    [InlineData("<html>busy</html>", HttpStatusCode.OK)]
    [InlineData("{}", HttpStatusCode.OK)]
    [InlineData("[]", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("""{"openid":7}""", HttpStatusCode.OK)]
    [InlineData("""{"openid":"\ud800"}""", HttpStatusCode.OK)]
    [InlineData("""{"openid":"o1","session_key":{} }""", HttpStatusCode.OK)]
    [InlineData("""{"errcode":"none"}""", HttpStatusCode.OK)]
    [InlineData("""{"errcode":1e99}""", HttpStatusCode.OK)]
    [InlineData("bad gateway", HttpStatusCode.BadGateway)]
    public async Task An_answer_that_is_none_can_be_tried_again(string answer, HttpStatusCode status)
    {
        var refused = Assert.IsType<WeChatLogin.Refused>(await new Wire(answer, status).SignIn("code"));
        Assert.Equal("try_again", refused.Fault.Code);
    }

    [Fact]
    public async Task A_broken_connection_can_be_tried_again_and_no_secret_reaches_the_log()
    {
        var wire = new Wire(new HttpRequestException($"GET /sns/jscode2session?secret={Secret} failed"));
        Assert.Equal("try_again", Assert.IsType<WeChatLogin.Refused>(await wire.SignIn("code")).Fault.Code);
        Assert.NotEmpty(wire.Log.Lines);
        Assert.DoesNotContain(wire.Log.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"86\"")]
    [InlineData("86")]
    public async Task A_phone_is_what_WeChat_has_proven(string countryCode)
    {
        var wire = new Wire(Token("t1"), Phone(countryCode));
        var proven = Assert.IsType<WeChatPhone.Proven>(await wire.Phone("code"));
        Assert.Equal("+8613800000000", proven.Number.Value);
        Assert.Equal("/wxa/business/getuserphonenumber?access_token=t1", wire.Asked?.PathAndQuery);
        Assert.Equal("""{"code":"code","openid":"o1"}""", wire.Body);
    }

    [Fact]
    public async Task A_token_serves_many_calls_until_WeChat_refuses_it()
    {
        var wire = new Wire(
            Token("t1"), Phone("86"), Phone("86"), """{"errcode":42001}""", Token("t2"), Phone("86"));
        for (var i = 0; i < 3; i++)
            Assert.IsType<WeChatPhone.Proven>(await wire.Phone("code"));
        Assert.Equal("/wxa/business/getuserphonenumber?access_token=t2", wire.Asked?.PathAndQuery);
        Assert.Equal(6, wire.Calls);
    }

    [Fact]
    public async Task A_token_that_is_refused_again_is_not_asked_for_without_end()
    {
        const string refused = """{"errcode":40001}""";
        var wire = new Wire(Token("t1"), refused, Token("t2"), refused);
        Assert.Equal("try_again", Assert.IsType<WeChatPhone.Refused>(await wire.Phone("code")).Fault.Code);
        Assert.Equal(4, wire.Calls);
    }

    [Theory]
    [InlineData("""{"errcode":40029}""", "wechat_code_invalid")]
    [InlineData("""{"errcode":0,"phone_info":{"purePhoneNumber":"61234567","countryCode":"852"}}""", "phone_not_supported")]
    [InlineData("""{"errcode":0}""", "try_again")]
    [InlineData("""{"phone_info":"13800000000"}""", "try_again")]
    [InlineData("""{"phone_info":{"purePhoneNumber":13800000000,"countryCode":"86"}}""", "try_again")]
    public async Task A_phone_that_is_not_proven_has_its_answer(string answer, string code)
    {
        var refused = Assert.IsType<WeChatPhone.Refused>(await new Wire(Token("t1"), answer).Phone("code"));
        Assert.Equal(code, refused.Fault.Code);
    }

    [Theory]
    [InlineData("""{"access_token":7,"expires_in":7200}""")]
    [InlineData("""{"access_token":"t1","expires_in":"7200"}""")]
    [InlineData("""{"access_token":"t1","expires_in":1e99}""")]
    [InlineData("""{"access_token":"t1"}""")]
    public async Task A_strange_token_is_none(string answer)
    {
        var wire = new Wire(answer, Token("t1"), Phone("86"));
        Assert.Equal("try_again", Assert.IsType<WeChatPhone.Refused>(await wire.Phone("code")).Fault.Code);
        Assert.IsType<WeChatPhone.Proven>(await wire.Phone("code"));
    }

    [Theory]
    [InlineData("sandbox:138 0000 0000", true)]
    [InlineData("sandbox:zhang", false)]
    [InlineData("13800000000", false)]
    public async Task The_sandbox_proves_whatever_phone_is_named(string code, bool isProven) => Assert.Equal(
        isProven,
        await new WeChatSandbox().CodeToPhone(code, null, TestContext.Current.CancellationToken) is WeChatPhone.Proven);

    [Theory]
    [InlineData("sandbox:zhang", "zhang")]
    [InlineData("sandbox:", null)]
    [InlineData("zhang", null)]
    [InlineData("SANDBOX:zhang", null)]
    public async Task The_sandbox_lets_in_whoever_names_themself(string code, string? openId)
    {
        var login = await new WeChatSandbox().CodeToSession(code, TestContext.Current.CancellationToken);
        Assert.Equal(openId, (login as WeChatLogin.Known)?.OpenId);
        if (login is WeChatLogin.Refused refused)
            Assert.Equal("wechat_code_invalid", refused.Fault.Code);
    }

    private static string Token(string token) => $$"""{"access_token":"{{token}}","expires_in":7200}""";

    private static string Phone(string countryCode) =>
        $$"""{"errcode":0,"phone_info":{"countryCode":{{countryCode}},"purePhoneNumber":"13800000000"} }""";

    /// <summary>WeChat at the other end of the wire, which answers one thing, or one after the other.</summary>
    private sealed class Wire : HttpMessageHandler
    {
        private readonly Func<HttpResponseMessage> _answer;
        private WeChatHttp? _weChat;

        public Wire(string answer, HttpStatusCode status = HttpStatusCode.OK) => _answer = () => new(status)
        {
            Content = new StringContent(answer, Encoding.UTF8, "text/plain"),
        };

        public Wire(params string[] answers)
        {
            var left = new Queue<string>(answers);
            _answer = () => new(HttpStatusCode.OK) { Content = new StringContent(left.Dequeue()) };
        }

        public Wire(Exception failure) => _answer = () => throw failure;

        public LogLines Log { get; } = new();

        public Uri? Asked { get; private set; }

        public int Calls { get; private set; }

        public string? Body { get; private set; }

        public Task<WeChatPhone> Phone(string code)
        {
            _weChat ??= new WeChatHttp(new("wx1", Secret, new("https://api.weixin.qq.com")), this, Log);
            return _weChat.CodeToPhone(code, "o1", TestContext.Current.CancellationToken);
        }

        public async Task<WeChatLogin> SignIn(string code)
        {
            using var weChat = new WeChatHttp(new("wx1", Secret, new("https://api.weixin.qq.com")), this, Log);
            return await weChat.CodeToSession(code, TestContext.Current.CancellationToken);
        }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Asked, Calls) = (request.RequestUri, Calls + 1);
            Body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : null;
            return _answer();
        }

        protected override void Dispose(bool disposing)
        {
            _weChat?.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class LogLines : ILogger<WeChatHttp>
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines => _lines;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => _lines.Add(formatter(state, exception) + exception);
    }
}
