using System.Text;
using ResidentService.FakeWeChat;
using ResidentService.Service.Adapters.WeChat;

namespace ResidentService.Tests.Service.Adapters.WeChat;

/// <summary>The vectors were computed by others; see WeChat's documentation of push and of the session key.</summary>
public sealed class CryptoTests
{
    private const string AppId = "wxba5fad812f8e6fb9";
    private const string Timestamp = "1714112445";
    private const string Nonce = "415670741";

    private const string Encrypted =
        "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR"
        + "8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km3"
        + "2IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=";

    private const string SessionAppId = "wx4f4bc4dec97d474b";
    private const string SessionKey = "tiihtNczf5v6AKRyjwEUhQ==";
    private const string Iv = "r7BXXKkLb8qrSNn05n0qiA==";

    private const string EncryptedData =
        "CiyLU1Aw2KjvrjMdj8YKliAjtP4gsMZMQmRzooG2xrDcvSnxIMXFufNstNGTyaGS9uT5geRa0W4oTOb1WT7fJlAC+oNPdbB+3hVbJSRgv+4lGOET"
        + "KUQz6OYStslQ142dNCuabNPGBzlooOmB231qMM85d2/fV6ChevvXvQP8Hkue1poOFtnEtpyxVLW1zAo6/1Xx1COxFvrc2d7UL/lmHInNlxuacJXw"
        + "u0fjpXfz/YqYzBIBzD6WUfTIF9GRHpOn/Hz7saL8xz+W//FRAUid1OksQaQx4CMs8LOddcQhULW4ucetDf96JcR3g0gfRK4PC7E/r7Z6xNrXd2UI"
        + "eorGj5Ef7b1pJAYB6Y5anaHqZ9J6nKEBvB4DnNLIVWSgARns/8wR2SiRS7MNACwTyrGvt9ts8p12PKFdlqYTopNHR1Vf7XjfhQlVsAJdNiKdYmYV"
        + "oKlaRv85IfVunYzO0IKXsyl7JCUjCpoG20f0a04COwfneQAGGwd5oa+T8yO5hzuyDb/XcxxmK01EpqOyuxINew==";

    private static readonly PushCrypto Push = new("AAAAA", new string('A', 43), AppId);

    [Fact]
    public void Vector_1_the_address_is_signed() =>
        Assert.Equal("f464b24fc39322e44b38aa78f5edd27bd1441696", Push.Signature("1714036504", "1514711492"));

    [Fact]
    public void Vector_2_a_sealed_push_is_signed_and_opens()
    {
        Assert.Equal("046e02f8204d34f8ba5fa3b1db94908f3df2e9b3", Push.Signature(Timestamp, Nonce, Encrypted));
        Assert.Equal("6c5c811b55cc85e0e1b54100749188c20beb3f5d", Push.Signature(Timestamp, Nonce));
        Assert.Equal(
            """{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445"""
            + ""","MsgType":"event","Event":"debug_demo","debug_str":"hello world"}""",
            Encoding.UTF8.GetString(Push.Open(Encrypted)!));
    }

    [Fact]
    public void Vector_3_an_answer_is_sealed_and_signed()
    {
        var sealedAnswer = Push.Seal("""{"demo_resp":"good luck"}"""u8, "707722b803182950"u8);
        Assert.Equal(
            "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==", sealedAnswer);
        Assert.Equal("1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1", Push.Signature("1713424427", Nonce, sealedAnswer));
    }

    [Theory]
    [InlineData("""{"foo":"bar"}""", "654571f79995b2ce1e149e53c0a33dc39c0a74090db514261454e8dbe432aa0b")]
    [InlineData("", "46e043c5525c2d817c44be603d30837a808a1d930d038f6fdc3e62a201fed128")]
    public void Vector_4_the_session_signs_with_its_key_as_text(string body, string signature) =>
        Assert.Equal(signature, SessionCrypto.Signature("o0q0otL8aEzpcZL/FT9WsQ==", body));

    [Fact]
    public void Vector_5_what_the_mini_program_hands_over_opens()
    {
        var user = SessionCrypto.Open(SessionAppId, SessionKey, Iv, EncryptedData, DateTimeOffset.MinValue);
        Assert.Equal("oGZUI0egBJY1zhBYw2KhdUfwVJJE", user!.Value.GetProperty("openId").GetString());
    }

    [Fact]
    public void What_is_of_another_app_too_old_or_changed_does_not_open()
    {
        Assert.Null(SessionCrypto.Open("wx1", SessionKey, Iv, EncryptedData, DateTimeOffset.MinValue));
        Assert.Null(SessionCrypto.Open(SessionAppId, SessionKey, Iv, EncryptedData, DateTimeOffset.MaxValue));
        Assert.Null(SessionCrypto.Open(SessionAppId, SessionKey, Iv, EncryptedData[4..], DateTimeOffset.MinValue));
        Assert.Null(SessionCrypto.Open(SessionAppId, SessionKey, "no iv", EncryptedData, DateTimeOffset.MinValue));
        Assert.Null(SessionCrypto.Open(SessionAppId, Iv, Iv, EncryptedData, DateTimeOffset.MinValue));
    }

    [Fact]
    public void A_push_for_another_app_or_a_changed_one_does_not_open()
    {
        Assert.Null(new PushCrypto("AAAAA", new string('A', 43), "wx1").Open(Encrypted));
        Assert.Null(new PushCrypto("AAAAA", new string('B', 42) + "A", AppId).Open(Encrypted));
        Assert.Null(Push.Open(Encrypted[..^44] + "="));
        Assert.Null(Push.Open(""));
        Assert.Null(Push.Open("no base64"));
        Assert.Null(Push.Open(Convert.ToBase64String(new byte[32])));
    }

    [Fact]
    public void A_signature_is_of_its_text_only()
    {
        const string right = "f464b24fc39322e44b38aa78f5edd27bd1441696";
        Assert.True(Push.IsSigned(new(right, null, "1714036504", "1514711492")));
        Assert.False(Push.IsSigned(new(right, null, "1714036505", "1514711492")));
        Assert.False(Push.IsSigned(new(null, right, "1714036504", "1514711492")));
    }

    [Fact]
    public void Where_a_key_is_set_a_plain_push_is_none_and_without_one_its_address_is_enough()
    {
        var signature = new PushSignature("f464b24fc39322e44b38aa78f5edd27bd1441696", null, "1714036504", "1514711492");
        var plain = new PushCrypto("AAAAA", null, AppId);
        Assert.Equal("{}"u8, plain.Unpack("{}"u8.ToArray(), signature)!);
        Assert.Null(plain.Unpack("{}"u8.ToArray(), signature with { Nonce = "1" }));
        Assert.Null(Push.Unpack("{}"u8.ToArray(), signature));
        Assert.Null(Push.Unpack("no json"u8.ToArray(), signature));
    }

    [Fact]
    public void A_sealed_push_is_unpacked_where_its_own_signature_is_right()
    {
        var body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { Encrypt = Encrypted });
        var right = new PushSignature(null, "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3", Timestamp, Nonce);
        Assert.StartsWith("{\"ToUserName\"", Encoding.UTF8.GetString(Push.Unpack(body, right)!), StringComparison.Ordinal);
        Assert.Null(Push.Unpack(body, new(right.OfMessage, Push.Signature(Timestamp, Nonce), Timestamp, Nonce)));
    }

    [Fact]
    public void What_the_fake_seals_the_service_opens_whatever_its_length()
    {
        var options = new FakeOptions();
        var ours = new PushCrypto(options.PushToken, options.EncodingAesKey, options.AppId);
        using var fake = new FakePushes(options);
        for (var length = 0; length < 70; length++)
        {
            var text = new string('社', length);
            Assert.Equal(text, Encoding.UTF8.GetString(ours.Open(fake.Seal(text))!));
        }
    }
}
