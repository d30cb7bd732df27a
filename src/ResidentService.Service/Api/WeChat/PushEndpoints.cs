using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.WeChat;

/// <summary>Where WeChat tells us something of its own accord. Nobody signs in here: each call is signed.</summary>
public static class PushEndpoints
{
    private const string Path = "/wechat/push";
    private const string Success = "success";
    private const int TextLengthMax = 256;

    public static void MapPushes(this IEndpointRouteBuilder routes)
    {
        var push = routes.MapGroup(Path).AllowAnonymous().WithTags("wechat");
        push.MapGet("", Verify).WithSummary("WeChat asks whether this is the service; signed.");
        push.MapPost("", Receive).WithSummary("WeChat tells of a user; signed, and sealed where a key is set.");
    }

    private static Results<ContentHttpResult, Problem> Verify(
        HttpRequest request, [FromServices] PushCrypto crypto)
    {
        return crypto.IsSigned(SignatureOf(request))
            && request.Query["echostr"] is [{ Length: > 0 and <= TextLengthMax } echo]
            ? TypedResults.Text(echo)
            : Problem.Of(EdgeFault.NotAllowed);
    }

    private static async Task<Results<ContentHttpResult, Problem>> Receive(
        HttpContext context, Asking ask, Tables tables, [FromServices] PushCrypto crypto,
        [FromServices] Pushes pushes)
    {
        var (bytes, fault) = await Read(context.Request);
        if (bytes is null)
            return Problem.Of(fault!);
        if (crypto.Unpack(bytes, SignatureOf(context.Request)) is not { } opened)
            return Problem.Of(EdgeFault.NotAllowed);
        // What is genuine and of no use is taken too: WeChat would only send it again.
        if (Push.Read(opened) is { } push && await pushes.CarryOut(push, ask, tables) is { } again)
            return again;
        return TypedResults.Text(Success);
    }

    private static async ValueTask<(byte[]? Bytes, EdgeFault? Fault)> Read(HttpRequest request)
    {
        if (request.ContentLength > JsonBodies.BytesMax)
            return (null, EdgeFault.BodyTooLarge);
        var buffer = new byte[JsonBodies.BytesMax + 1];
        var length = await request.Body.ReadAtLeastAsync(
            buffer, buffer.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        return length > JsonBodies.BytesMax ? (null, EdgeFault.BodyTooLarge) : (buffer[..length], null);
    }

    private static PushSignature SignatureOf(HttpRequest request)
    {
        return new(One("signature"), One("msg_signature"), One("timestamp") ?? "", One("nonce") ?? "");

        string? One(string name) => request.Query[name] is [{ Length: <= TextLengthMax } value] ? value : null;
    }
}
