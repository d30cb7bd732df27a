using System.Text;
using Microsoft.AspNetCore.Http;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Tests.Service.Api.Edge;

public sealed class RequestHashTests
{
    private static readonly Secrets Secrets = new(new byte[32]);
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly ResidentId Li = Id.Parse<ResidentId>("res_li");

    /// <summary>Written down, since a change would let repeated requests of the day of an update act twice.</summary>
    [Fact]
    public void The_same_request_has_the_same_ids_in_every_release()
    {
        var hash = Hash();
        Assert.Equal("h:92h5cTeeC8HD9cjjxS5P4H", hash.Command().Value);
        Assert.Equal("h:92h5cTeeC8HD9cjjxS5P4H.claim", hash.Command("claim").Value);
        Assert.Equal("evt_m9z36tsb14rw5d7ymw1n06352f", hash.NewId<EventId>().Value);
        Assert.True(hash.Command().IsFromRequest);
    }

    [Fact]
    public void Everything_that_makes_another_request_makes_another_id()
    {
        RequestHash[] all =
        [
            Hash(), Hash(user: Li), Hash(actedFor: Li), Hash(method: "PUT"), Hash(key: "2"),
            Hash(path: "/api/v1/events/evt_b/sign-ups"), RequestHash.Random(), RequestHash.Random(),
        ];
        Assert.Equal(all.Length, all.Select(hash => hash.Command()).Distinct().Count());
        Assert.Equal(all.Length, all.Select(hash => hash.NewId<EventId>()).Distinct().Count());
        Assert.NotEqual(Hash().NewId<EventId>("a"), Hash().NewId<EventId>("b"));
    }

    [Fact]
    public void The_way_a_path_is_written_does_not_matter() =>
        Assert.Equal(Hash().Command(), Hash(path: "/API/v1/events/evt_a/sign-ups/").Command());

    [Fact]
    public void Another_payload_has_another_hash()
    {
        var one = RequestHash.Payload(Secrets, Encoding.UTF8.GetBytes("""{"points":1}"""));
        Assert.Equal(one, RequestHash.Payload(Secrets, Encoding.UTF8.GetBytes("""{"points":1}""")));
        Assert.NotEqual(one, RequestHash.Payload(Secrets, Encoding.UTF8.GetBytes("""{"points":2}""")));
    }

    [Theory]
    [InlineData(null, true, "idempotency_key_required")]
    [InlineData(null, false, null)]
    [InlineData("a key!", true, null)]
    [InlineData("", true, "idempotency_key_invalid")]
    [InlineData("号码", false, "idempotency_key_invalid")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", false, "idempotency_key_invalid")]
    public void A_key_has_one_to_sixty_four_printable_letters(string? key, bool required, string? code)
    {
        var context = new DefaultHttpContext();
        if (key is not null)
            context.Request.Headers[IdempotencyKeys.Header] = key;
        var metadata = new EndpointMetadataCollection(required ? [KeyRequired.It] : []);
        context.SetEndpoint(new Endpoint(null, metadata, "test"));
        Assert.Equal(code, IdempotencyKeys.Fault(context)?.Code);
    }

    [Theory]
    [InlineData("POST", true, true)]
    [InlineData("PUT", true, false)]
    [InlineData("POST", false, false)]
    public void A_key_counts_for_a_post_of_somebody_signed_in(string method, bool signedIn, bool counts)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Path = "/api/v1/events";
        context.Request.Headers[IdempotencyKeys.Header] = "1";
        var caller = signedIn ? new SignedIn(Zhang, "session", IsPlatformAdmin: false) : null;
        var (first, second) =
            (IdempotencyKeys.Hash(context, Secrets, caller), IdempotencyKeys.Hash(context, Secrets, caller));
        Assert.Equal(counts, first.Command() == second.Command());
    }

    private static RequestHash Hash(
        ResidentId? user = null, ResidentId? actedFor = null, string method = "POST",
        string path = "/api/v1/events/evt_a/sign-ups", string key = "1") =>
        RequestHash.Of(Secrets, user ?? Zhang, actedFor, method, path, key);
}
