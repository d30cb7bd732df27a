using ResidentService.FakeWeChat;
using ResidentService.Service.Adapters.WeChat;

namespace ResidentService.Tests.Service.Adapters.WeChat;

/// <summary>
/// What every client of WeChat has to hold to, whoever writes its requests, against a WeChat that behaves as documented
/// and as seen.
/// </summary>
public abstract class WeChatConformance
{
    private static readonly CodeOfPage Code = new("pages/event/event", "evt_1", AppEdition.Release);

    /// <summary>What is tested.</summary>
    protected abstract NewWeChat NewClient { get; }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_code_gives_its_user_once(bool saysErrcodeZero)
    {
        await using var bench = await WeChatBench.Start(NewClient);
        bench.Fake.Quirks.SaysErrcodeZero = saysErrcodeZero;
        bench.Fake.Users.KnownElsewhere("o-zhang", "u-zhang");
        var code = bench.Fake.Users.LoginCode("o-zhang");
        var user = Value(await bench.WeChat.CodeToSession(code, WeChatBench.Cancellation));
        Assert.Equal(("o-zhang", "u-zhang"), (user.OpenId, user.UnionId));
        Assert.Equal(bench.Fake.Users.SessionKeyOf("o-zhang"), user.SessionKey);
        Assert.Equal(TroubleKind.CodeInvalid, await Login(bench, code));
    }

    [Fact]
    public async Task A_code_that_is_old_or_of_another_kind_is_none()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        var code = bench.Fake.Users.LoginCode("o-zhang");
        bench.Clock.Now += TimeSpan.FromMinutes(5);
        Assert.Equal(TroubleKind.CodeInvalid, await Login(bench, code));
        Assert.Equal(TroubleKind.CodeInvalid, await Login(bench, bench.Fake.Users.PhoneCode("o-zhang", "13800000000")));
        Assert.Equal(TroubleKind.CodeInvalid, await Login(bench, "a&secret=b"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_phone_is_what_WeChat_has_proven_of_this_user(bool isNumeric)
    {
        await using var bench = await WeChatBench.Start(NewClient);
        bench.Fake.Quirks.HasNumericCountryCode = isNumeric;
        var phone = await bench.WeChat.CodeToPhone(
            bench.Fake.Users.PhoneCode("o-zhang", "13800000000"), "o-zhang", WeChatBench.Cancellation);
        Assert.Equal("+8613800000000", Value(phone).Value);
        var anothers = await bench.WeChat.CodeToPhone(
            bench.Fake.Users.PhoneCode("o-li", "13800000000"), "o-zhang", WeChatBench.Cancellation);
        Assert.Equal(TroubleKind.CodeInvalid, anothers.Trouble?.Kind);
    }

    [Fact]
    public async Task A_phone_of_another_country_is_not_supported()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        bench.Fake.Quirks.CountryCode = "852";
        var phone = await bench.WeChat.CodeToPhone(
            bench.Fake.Users.PhoneCode("o-zhang", "61234567"), "o-zhang", WeChatBench.Cancellation);
        Assert.Equal(TroubleKind.PhoneNotSupported, phone.Trouble?.Kind);
    }

    [Theory]
    [InlineData(WeChatPaths.Session)]
    [InlineData(WeChatPaths.Phone)]
    public async Task A_call_with_a_one_use_code_is_never_repeated(string path)
    {
        await using var bench = await WeChatBench.Start(NewClient);
        foreach (var fault in (Fault[])[new Fault.Errcode(-1), new Fault.Breaks(), new Fault.BreaksAfterwards()])
        {
            bench.Fake.Script.Next(path, fault);
            if (path == WeChatPaths.Session)
                Assert.NotNull(await Login(bench, bench.Fake.Users.LoginCode("o-zhang")));
            else
                Assert.NotNull((await bench.WeChat.CodeToPhone(
                    bench.Fake.Users.PhoneCode("o-zhang", "13800000000"), null, WeChatBench.Cancellation)).Trouble);
        }

        Assert.Equal(3, bench.Fake.Script.CallsOf(path));
    }

    [Fact]
    public async Task As_many_messages_arrive_as_were_accepted()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        bench.Fake.Users.Accept("o-zhang", "t1", times: 2);
        Assert.NotNull(Value(await Send(bench)).MessageId);
        Assert.NotNull(Value(await Send(bench)).MessageId);
        Assert.Equal(TroubleKind.NoQuota, (await Send(bench)).Trouble?.Kind);
        var sent = bench.Fake.Users.Messages[^1];
        Assert.Equal(
            ("o-zhang", "t1", "pages/event/event?id=1", "formal"),
            (sent.OpenId, sent.TemplateId, sent.Page, sent.Edition));
        Assert.Equal("清洁家园", sent.Values["thing1"]);
        Assert.Null(bench.Alarms.Warning);
    }

    [Fact]
    public async Task A_busy_WeChat_is_asked_three_times_with_pauses_between()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        bench.Fake.Users.Accept("o-zhang", "t1");
        bench.Fake.Script.Next(WeChatPaths.Message, new Fault.Errcode(-1), new Fault.Errcode(-1));
        Value(await Send(bench));
        bench.Fake.Script.Always(WeChatPaths.Message, new Fault.Errcode(-1));
        Assert.Equal(TroubleKind.Busy, (await Send(bench)).Trouble?.Kind);
        Assert.Equal(6, bench.Fake.Script.CallsOf(WeChatPaths.Message));
        Assert.True(bench.Clock.Pauses >= 4);
    }

    [Fact]
    public async Task A_message_whose_fate_is_unknown_is_not_sent_again()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        bench.Fake.Users.Accept("o-zhang", "t1", times: 9);
        bench.Fake.Script.Next(
            WeChatPaths.Message, new Fault.BreaksAfterwards(), new Fault.Breaks(),
            new Fault.Says("<html>", "text/html", 502));
        for (var i = 0; i < 3; i++)
            Assert.Equal(TroubleKind.NoAnswer, (await Send(bench)).Trouble?.Kind);
        Assert.Equal((3, 1), (bench.Fake.Script.CallsOf(WeChatPaths.Message), bench.Fake.Users.Messages.Count));
    }

    [Fact]
    public async Task A_slow_answer_is_not_waited_for_without_end()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        var impatient = bench.NewNode(isImpatient: true);
        await impatient.Risk("o1", RiskScene.Marketing, "127.0.0.1", WeChatBench.Cancellation);
        bench.Fake.Script.Next(WeChatPaths.Message, new Fault.Slow());
        Assert.Equal(TroubleKind.NoAnswer, (await impatient.Send(Message(), WeChatBench.Cancellation)).Trouble?.Kind);
        Assert.Equal(1, bench.Fake.Script.CallsOf(WeChatPaths.Message));
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_has_happened()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        await bench.Fake.DisposeAsync();
        Assert.Equal(TroubleKind.NotReached, (await Send(bench)).Trouble?.Kind);
        Assert.Equal(TroubleKind.NotReached, await Login(bench, "code"));
    }

    [Fact]
    public async Task What_can_be_done_twice_is_asked_again_after_a_broken_connection()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        bench.Fake.Script.Next(WeChatPaths.TextCheck, new Fault.Breaks(), new Fault.BreaksAfterwards());
        Assert.Equal(Suggestion.Pass, Value(await CheckText(bench)).Suggestion);
    }

    [Theory]
    [InlineData("pass", Suggestion.Pass)]
    [InlineData("review", Suggestion.Review)]
    [InlineData("risky", Suggestion.Risky)]
    public async Task A_text_is_judged(string word, Suggestion suggestion)
    {
        await using var bench = await WeChatBench.Start(NewClient);
        bench.Fake.Quirks.Suggestion = word;
        Assert.Equal(suggestion, Value(await CheckText(bench)).Suggestion);
    }

    [Fact]
    public async Task A_text_of_somebody_who_has_left_cannot_be_judged()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        bench.Fake.Script.Next(WeChatPaths.TextCheck, new Fault.Errcode(61010));
        Assert.Equal(TroubleKind.UserNotActive, (await CheckText(bench)).Trouble?.Kind);
        bench.Fake.Script.Next(WeChatPaths.TextCheck, new Fault.Errcode(87014));
        Assert.Equal(TroubleKind.IllegalContent, (await CheckText(bench)).Trouble?.Kind);
    }

    [Fact]
    public async Task Media_is_judged_later_under_its_trace()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        var trace = Value(await bench.WeChat.CheckMedia(
            "o-zhang", ContentScene.Forum, new("https://example.org/1.jpg"), MediaKind.Image, WeChatBench.Cancellation));
        Assert.Equal([trace.TraceId], bench.Fake.Pushes.Traces);
    }

    [Fact]
    public async Task A_code_is_a_picture_and_nothing_else()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        var image = Value(await bench.WeChat.CodeImage(Code, WeChatBench.Cancellation));
        Assert.Equal("image/png", image.ContentType);
        Assert.Equal(0x89, image.Bytes[0]);

        bench.Fake.Script.Next(
            WeChatPaths.CodeImage, new Fault.Says("""{"errcode":41030,"errmsg":"invalid page"}""", "image/jpeg"));
        Assert.Equal(
            TroubleKind.WrongMessage, (await bench.WeChat.CodeImage(Code, WeChatBench.Cancellation)).Trouble?.Kind);
        bench.Fake.Script.Always(WeChatPaths.CodeImage, new Fault.Says("""{"errcode":0}"""));
        Assert.Equal(
            TroubleKind.NoAnswer, (await bench.WeChat.CodeImage(Code, WeChatBench.Cancellation)).Trouble?.Kind);
    }

    [Fact]
    public async Task A_link_opens_a_page()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        var link = new LinkToPage("pages/event/event", "id=evt_1", AppEdition.Release);
        Assert.Equal("https", Value(await bench.WeChat.Link(link, WeChatBench.Cancellation)).Scheme);
    }

    [Fact]
    public async Task A_session_is_good_until_it_is_reset()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        var key = bench.Fake.Users.SessionKeyOf("o-zhang");
        Value(await bench.WeChat.CheckSession("o-zhang", key, WeChatBench.Cancellation));
        var next = Value(await bench.WeChat.ResetSession("o-zhang", key, WeChatBench.Cancellation));
        Assert.Equal(
            TroubleKind.SessionKeyInvalid,
            (await bench.WeChat.CheckSession("o-zhang", key, WeChatBench.Cancellation)).Trouble?.Kind);
        Value(await bench.WeChat.CheckSession("o-zhang", next.Value, WeChatBench.Cancellation));
    }

    [Fact]
    public async Task A_risk_has_a_rank()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        bench.Fake.Quirks.RiskRank = 4;
        Assert.Equal(4, Value(await Risk(bench)).Rank);
        bench.Fake.Quirks.RiskRank = 5;
        Assert.Equal(TroubleKind.NoAnswer, (await Risk(bench)).Trouble?.Kind);
    }

    [Fact]
    public async Task A_day_whose_calls_are_used_up_is_over_at_midnight()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        bench.Fake.Users.Accept("o-zhang", "t1");
        bench.Fake.Script.Next(WeChatPaths.Message, new Fault.Errcode(45009));
        var refused = (await Send(bench)).Trouble!;
        Assert.Equal((TroubleKind.DailyLimit, TimeSpan.FromHours(15)), (refused.Kind, refused.RetryAfter));
        Assert.Equal(TroubleKind.DailyLimit, (await Send(bench)).Trouble?.Kind);
        Assert.Equal(1, bench.Fake.Script.CallsOf(WeChatPaths.Message));
        Assert.Null((await Risk(bench)).Trouble);
        Assert.Equal(1, bench.Log.Critical);
        Assert.Equal($"{WeChatPaths.Message}: DailyLimit 45009", bench.Alarms.Warning);

        bench.Clock.Now += TimeSpan.FromHours(15);
        Value(await Send(bench));
        Assert.Null(bench.Alarms.Warning);
    }

    [Fact]
    public async Task A_right_that_the_app_lacks_is_staffs_to_ask_for_and_no_other_call_suffers()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        bench.Fake.Users.Accept("o-zhang", "t1");
        bench.Fake.Script.Always(WeChatPaths.Message, new Fault.Errcode(43104));
        for (var i = 0; i < 2; i++)
            Assert.Equal(TroubleKind.FeatureOff, (await Send(bench)).Trouble?.Kind);
        Assert.Equal((2, 1), (bench.Fake.Script.CallsOf(WeChatPaths.Message), bench.Log.Critical));
        Assert.Null((await Risk(bench)).Trouble);
        bench.Fake.Script.Mend(WeChatPaths.Message);
        Value(await Send(bench));
        Assert.Null(bench.Alarms.Warning);
    }

    [Fact]
    public async Task A_value_that_is_too_long_names_itself_and_raises_one_alarm()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        bench.Fake.Users.Accept("o-zhang", "t1");
        for (var i = 0; i < 3; i++)
        {
            var answer = await bench.WeChat.Send(Message(new string('长', 21)), WeChatBench.Cancellation);
            Assert.Equal((TroubleKind.WrongMessage, "thing1"), (answer.Trouble?.Kind, answer.Trouble?.Field));
        }

        Assert.Equal((3, 1), (bench.Fake.Script.CallsOf(WeChatPaths.Message), bench.Log.Critical));
    }

    [Theory]
    [InlineData("pages/a?x=1", "s")]
    [InlineData("/pages/a", "s")]
    [InlineData("pages/a", "")]
    [InlineData("pages/a", "活动")]
    [InlineData("pages/a", "123456789012345678901234567890123")]
    public void A_code_that_WeChat_would_refuse_is_not_asked_for(string page, string scene) =>
        Assert.Throws<ArgumentException>(() => new CodeOfPage(page, scene, AppEdition.Release));

    [Fact]
    public async Task Neither_secret_nor_token_nor_key_nor_phone_nor_person_reaches_a_log()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        var key = bench.Fake.Users.SessionKeyOf("o-zhang");
        foreach (var call in (string[])
            [WeChatPaths.Session, WeChatPaths.Phone, WeChatPaths.Message, WeChatPaths.Token, WeChatPaths.SessionCheck])
        {
            bench.Fake.Script.Next(
                call, new Fault.Breaks(), new Fault.Errcode(40013, $"{bench.Fake.Options.AppSecret} {key}"),
                new Fault.Says($"{bench.Fake.Options.AppSecret} {key}"), new Fault.Errcode(99999));
        }

        for (var i = 0; i < 8; i++)
        {
            await bench.WeChat.CodeToSession(bench.Fake.Users.LoginCode("o-zhang"), WeChatBench.Cancellation);
            await bench.WeChat.CodeToPhone(
                bench.Fake.Users.PhoneCode("o-zhang", "13800000000"), "o-zhang", WeChatBench.Cancellation);
            await Send(bench);
            await bench.WeChat.CheckSession("o-zhang", key, WeChatBench.Cancellation);
        }

        Assert.True(bench.Log.Lines.Count > 8);
        foreach (var secret in (string[])
            [bench.Fake.Options.AppSecret, "fake-token", key, "13800000000", "o-zhang", "清洁家园"])
            Assert.DoesNotContain(bench.Log.Lines, line => line.Text.Contains(secret, StringComparison.Ordinal));
    }

    private static async Task<TroubleKind?> Login(WeChatBench bench, string code) =>
        (await bench.WeChat.CodeToSession(code, WeChatBench.Cancellation)).Trouble?.Kind;

    private static Task<WeChatAnswer<MessageTaken>> Send(WeChatBench bench) =>
        bench.WeChat.Send(Message(), WeChatBench.Cancellation);

    private static Task<WeChatAnswer<RiskRank>> Risk(WeChatBench bench) =>
        bench.WeChat.Risk("o-zhang", RiskScene.Marketing, "127.0.0.1", WeChatBench.Cancellation);

    private static Task<WeChatAnswer<TextVerdict>> CheckText(WeChatBench bench) =>
        bench.WeChat.CheckText("o-zhang", ContentScene.Comment, "社区真好", WeChatBench.Cancellation);

    private static SubscribeMessage Message(string title = "清洁家园") => new(
        "o-zhang", "t1", "pages/event/event?id=1", new Dictionary<string, string> { ["thing1"] = title },
        AppEdition.Release);

    private static T Value<T>(WeChatAnswer<T> answer) where T : class
    {
        Assert.True(answer.IsGiven(out var value, out var trouble), trouble?.ToString());
        return value;
    }
}
