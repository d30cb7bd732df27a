using System.Text.Json;

namespace ResidentService.Service.Api.WeChat;

/// <summary>What WeChat pushes, as far as it is of use here.</summary>
/// <param name="Id">The same for the same push, however often it comes.</param>
/// <param name="OpenId">Of whom it tells.</param>
/// <param name="Event">Empty where it is a message that the user has typed.</param>
public sealed record Push(string Id, string OpenId, string Event, DateTimeOffset CreatedAt, JsonElement Body)
{
    private const int TextLengthMax = 128;

    /// <summary>As WeChat numbers what can be withdrawn.</summary>
    private const string PhoneNumber = "8";

    /// <summary>Null where it is none.</summary>
    public static Push? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var body = document.RootElement.Clone();
            var createdAt = DateTimeOffset.FromUnixTimeSeconds(body.GetProperty("CreateTime").GetInt64());
            var @event = Text(body, "Event") ?? "";
            // Who withdraws an authorisation is named apart, since the sender is the platform then.
            if ((Text(body, "OpenID") ?? Text(body, "FromUserName")) is not { } openId)
                return null;
            var id = body.TryGetProperty("MsgId", out var messageId)
                ? $"m:{messageId}"
                : $"e:{openId}:{createdAt.ToUnixTimeSeconds()}:{@event}:{Text(body, "trace_id")}";
            return new(id, openId, @event, createdAt, body);
        }
        catch (Exception wrong) when (
            wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException
                or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether the user's data is to go: they have left, or withdrawn what this service keeps, the phone number. Of all
    /// else that can be withdrawn (camera, microphone, location, …) nothing is kept.
    /// </summary>
    public bool EndsAll => Event == "user_authorization_cancellation"
        || (Event == "user_authorization_revoke"
            && (!Body.TryGetProperty("RevokeInfo", out var what) || what.ToString().Split(',').Contains(PhoneNumber)));

    /// <summary>What the user has answered for each template: an object where it is one, else an array.</summary>
    public IEnumerable<Answer> Answers => !Body.TryGetProperty("List", out var list)
        ? []
        : list.ValueKind switch
        {
            JsonValueKind.Array => list.EnumerateArray().Select(Answer.Of).OfType<Answer>(),
            JsonValueKind.Object => Answer.Of(list) is { } only ? [only] : [],
            _ => [],
        };

    public sealed record Answer(string TemplateId, string Status)
    {
        public bool IsAccept => Status == "accept";

        public bool IsReject => Status is "reject" or "ban";

        public static Answer? Of(JsonElement json) => json.ValueKind == JsonValueKind.Object
            && IsText(json, "TemplateId") && IsText(json, "SubscribeStatusString")
            && Text(json, "TemplateId") is { } template && Text(json, "SubscribeStatusString") is { } status
                ? new(template, status)
                : null;

        private static bool IsText(JsonElement json, string name) =>
            json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;
    }

    /// <summary>Never shows of whom, or what, in a log.</summary>
    public override string ToString() => "push";

    /// <summary>Null where it is absent, empty or far too long.</summary>
    internal static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 and <= TextLengthMax } text
            ? text
            : null;
}
