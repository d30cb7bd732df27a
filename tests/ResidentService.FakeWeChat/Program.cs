using ResidentService.FakeWeChat;

// A WeChat to try the service with by hand: it prints the settings that lead the service here.
await using var weChat = await FakeWeChatServer.Start(new FakeOptions
{
    Url = args is ["--urls", var url, ..] ? url : "http://127.0.0.1:5090",
    Push = new("http://127.0.0.1:5080/wechat/push"),
});
Console.WriteLine($"""
    A fake WeChat listens on {weChat.Address}. In another terminal:

      export WeChat__AppId={weChat.Options.AppId} WeChat__AppSecret={weChat.Options.AppSecret}
      export WeChat__ApiBaseUrl={weChat.Address}
      export WeChat__PushToken={weChat.Options.PushToken} WeChat__EncodingAesKey={weChat.Options.EncodingAesKey}
      export Storage__Directory=data-wechat Admin__OpenIds=o-admin
      dotnet run -c Release --project src/ResidentService.Api

    Codes for the user o-zhang, each good once: then sign in with {"{\"code\":\"…\"}"} at /api/v1/auth/wechat.

      curl -X POST '{weChat.Address}fake/login-codes?user=o-zhang'
      curl -X POST '{weChat.Address}fake/phone-codes?user=o-zhang&phone=13800000000'
      curl -X POST '{weChat.Address}fake/accepts?user=o-zhang&template=TEMPLATE'      a tap on "allow"
      curl -X POST '{weChat.Address}fake/faults?call=/wxa/msg_sec_check&errcode=-1'   the next call ends so
      curl '{weChat.Address}fake/messages'                                            what has been sent

    """);
await weChat.Stopped;
