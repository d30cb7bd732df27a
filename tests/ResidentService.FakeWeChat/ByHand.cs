using System.Text.Json.Nodes;

namespace ResidentService.FakeWeChat;

/// <summary>What a person does on the phone, for who tries the service by hand.</summary>
internal static class ByHand
{
    public static void Map(WebApplication app, FakeWeChatServer fake)
    {
        var hand = app.MapGroup("/fake");
        hand.MapPost("/login-codes", (string user) => Results.Json(new { code = fake.Users.LoginCode(user) }));
        hand.MapPost("/phone-codes", (string user, string phone) =>
            Results.Json(new { code = fake.Users.PhoneCode(user, phone) }));
        hand.MapPost("/accepts", (string user, string template) => Accept(fake, user, template));
        hand.MapPost("/faults", (string call, int errcode) => fake.Script.Next(call, new Fault.Errcode(errcode)));
        hand.MapGet("/messages", () => Results.Json(fake.Users.Messages));
    }

    /// <summary>WeChat counts it, and tells the service if that listens.</summary>
    private static async Task<IResult> Accept(FakeWeChatServer fake, string user, string template)
    {
        fake.Users.Accept(user, template);
        if (fake.Options.Push is null)
            return Results.NoContent();
        var push = fake.Pushes.Event(user, "subscribe_msg_popup_event");
        push["List"] = new JsonArray(new JsonObject
        {
            ["TemplateId"] = template,
            ["SubscribeStatusString"] = "accept",
            ["PopupScene"] = "2",
        });
        try
        {
            using var told = await fake.Pushes.Send(push);
            return Results.StatusCode((int)told.StatusCode);
        }
        catch (HttpRequestException)
        {
            return Results.Problem("the service does not listen");
        }
    }
}
