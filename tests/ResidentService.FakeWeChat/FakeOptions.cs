namespace ResidentService.FakeWeChat;

/// <summary>The app that the fake knows, and where it is.</summary>
public sealed record FakeOptions
{
    public string Url { get; init; } = "http://127.0.0.1:0";

    public string AppId { get; init; } = "wx0f4ce0f4ce0f4ce0";

    public string AppSecret { get; init; } = "5ecre7-0f-7he-fake-app-5ecre7";

    public string PushToken { get; init; } = "fakepushtoken";

    /// <summary>43 characters.</summary>
    public string EncodingAesKey { get; init; } = "ZmFrZWZha2VmYWtlZmFrZWZha2VmYWtlZmFrZWZha2U";

    /// <summary>Where events are pushed to; null for nowhere.</summary>
    public Uri? Push { get; set; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
