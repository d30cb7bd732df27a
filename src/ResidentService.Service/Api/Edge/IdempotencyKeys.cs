using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Edge;

/// <summary>
/// What one request's commands and new things are called. With an Idempotency-Key the same request gives the same ids
/// again, so that repeating it does nothing twice; without one they are random.
/// </summary>
public sealed class RequestHash
{
    private readonly byte[] _hash;

    private RequestHash(byte[] hash) => _hash = hash;

    /// <param name="actedFor">Whom the user acts for; null for themself.</param>
    /// <param name="path">The concrete path, so that a key counts for one thing only.</param>
    public static RequestHash Of(
        Secrets secrets, ResidentId user, ResidentId? actedFor, string method, string path, string key) =>
        new(secrets.Mac(
            Purpose.Idempotency, user.Value, actedFor?.Value ?? "", method.ToUpperInvariant(),
            path.TrimEnd('/').ToLowerInvariant(), key));

    public static RequestHash Random() => new(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));

    /// <param name="step">Tells apart the commands that one request sends to the same actor.</param>
    public CommandId Command(string step = "")
    {
        var hash = Base64Url.EncodeToString(_hash)[..22];
        return CommandId.OfRequest(step.Length == 0 ? hash : $"{hash}.{step}");
    }

    /// <summary>The id of what the request creates.</summary>
    /// <param name="name">Tells apart several new things of one kind.</param>
    public T NewId<T>(string name = "") where T : struct, IId<T> =>
        Id.New<T>(HMACSHA256.HashData(_hash, Encoding.UTF8.GetBytes(T.Prefix + name)));

    public static PayloadHash Payload(Secrets secrets, byte[] canonicalJson) => new(
        BinaryPrimitives.ReadInt64BigEndian(secrets.Mac(Purpose.Idempotency, canonicalJson)));
}

/// <summary>The header as the client gave it.</summary>
public static class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";

    private const int LengthMax = 64;

    public static EdgeFault? Fault(HttpContext context)
    {
        var given = context.Request.Headers[Header];
        if (given.Count == 0)
            return context.GetEndpoint()?.Metadata.GetMetadata<KeyRequired>() is null ? null : EdgeFault.KeyRequired;
        return given is [{ Length: >= 1 and <= LengthMax } key] && key.All(letter => letter is >= ' ' and <= '~')
            ? null
            : EdgeFault.KeyInvalid;
    }

    /// <summary>Counts for a POST of somebody who is signed in: of anybody else it could be anybody's.</summary>
    public static RequestHash Hash(HttpContext context, Secrets secrets, SignedIn? caller)
    {
        var request = context.Request;
        return caller is not null && HttpMethods.IsPost(request.Method) && request.Headers[Header] is [{ } key]
            ? RequestHash.Of(
                secrets, caller.Resident, actedFor: null, request.Method, request.PathBase + request.Path, key)
            : RequestHash.Random();
    }
}
