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

    /// <summary>WeChat at the other end of the wire, which answers one thing.</summary>
    private sealed class Wire : HttpMessageHandler
    {
        private readonly Func<HttpResponseMessage> _answer;

        public Wire(string answer, HttpStatusCode status = HttpStatusCode.OK) => _answer = () => new(status)
        {
            Content = new StringContent(answer, Encoding.UTF8, "text/plain"),
        };

        public Wire(Exception failure) => _answer = () => throw failure;

        public LogLines Log { get; } = new();

        public Uri? Asked { get; private set; }

        public int Calls { get; private set; }

        public async Task<WeChatLogin> SignIn(string code)
        {
            using var weChat = new WeChatHttp(new("wx1", Secret, new("https://api.weixin.qq.com")), this, Log);
            return await weChat.CodeToSession(code, TestContext.Current.CancellationToken);
        }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Asked, Calls) = (request.RequestUri, Calls + 1);
            return Task.FromResult(_answer());
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
