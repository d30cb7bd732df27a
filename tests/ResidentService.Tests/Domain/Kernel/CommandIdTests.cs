using ResidentService.Domain.Kernel;

namespace ResidentService.Tests.Domain.Kernel;

public sealed class CommandIdTests
{
    private static readonly ActorId Redemption = new("redemption", "red_noodles");
    private static readonly ActorId Offer = new("offer", "off_noodles");

    [Fact]
    public void A_request_is_no_link_of_a_chain()
    {
        var request = CommandId.OfRequest("abc");
        Assert.Equal("h:abc", request.Value);
        Assert.True(request.IsFromRequest);
        Assert.Equal(0, request.Links);
    }

    [Fact]
    public void Each_reaction_is_a_link_more()
    {
        var hold = CommandId.OfReaction(Redemption, 1, CommandId.OfRequest("abc"), Offer, "");
        var held = CommandId.OfReaction(Offer, 7, hold, Redemption, "");
        Assert.Equal(("r1:redemption/red_noodles@1//offer/off_noodles", 1), (hold.Value, hold.Links));
        Assert.Equal(("r2:offer/off_noodles@7//redemption/red_noodles", 2), (held.Value, held.Links));
        Assert.False(held.IsFromRequest);
    }

    [Fact]
    public void Going_on_with_the_own_work_in_chunks_is_no_chain()
    {
        var cause = CommandId.OfRequest("abc");
        for (var version = 1; version < 100; version++)
            cause = CommandId.OfReaction(Offer, version, cause, Offer, "continue");
        Assert.Equal(1, cause.Links);
    }

    [Fact]
    public void A_deadline_begins_a_chain_anew()
    {
        var expire = CommandId.OfDeadline(Redemption, 3, "expire");
        Assert.Equal(("d:redemption/red_noodles@3/expire", 0), (expire.Value, expire.Links));
        Assert.Equal(1, CommandId.OfReaction(Redemption, 4, expire, Offer, "").Links);
    }

    [Fact]
    public void Source_version_target_and_name_tell_reactions_apart()
    {
        var cause = CommandId.OfRequest("abc");
        CommandId[] ids =
        [
            CommandId.OfReaction(Redemption, 1, cause, Offer, ""),
            CommandId.OfReaction(Redemption, 2, cause, Offer, ""),
            CommandId.OfReaction(Redemption, 1, cause, Offer, "again"),
            CommandId.OfReaction(Offer, 1, cause, Redemption, ""),
        ];
        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal(4, ids.Select(id => id.Fingerprint).Distinct().Count());
    }

    [Theory]
    [InlineData("", 0xcbf29ce484222325)]
    [InlineData("a", 0xaf63dc4c8601ec8c)]
    [InlineData("foobar", 0x85944171f73967e8)]
    public void A_fingerprint_is_that_of_the_published_vectors(string id, ulong fingerprint) =>
        Assert.Equal(unchecked((long)fingerprint), CommandId.Stored(id).Fingerprint);

    [Fact]
    public void What_was_stored_is_the_same_id()
    {
        var id = CommandId.OfReaction(Redemption, 1, CommandId.OfDeadline(Offer, 2, "x"), Offer, "");
        Assert.Equal(id, CommandId.Stored(id.ToString()));
        Assert.Equal(id.Fingerprint, CommandId.Stored(id.Value).Fingerprint);
        Assert.Equal(id.Links, CommandId.Stored(id.Value).Links);
    }
}
