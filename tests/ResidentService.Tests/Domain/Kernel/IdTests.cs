using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Kernel;

public sealed class IdTests
{
    [Theory]
    [InlineData("res_zhang", true)]
    [InlineData("res_0-9_z", true)]
    [InlineData("res_", false)]
    [InlineData("res", false)]
    [InlineData("evt_zhang", false)]
    [InlineData("RES_zhang", false)]
    [InlineData("res_Zhang", false)]
    [InlineData("res_zh/ang", false)]
    [InlineData("res_张", false)]
    [InlineData("res_zhang ", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_id_has_the_prefix_of_its_kind_and_plain_characters(string? text, bool isOne)
    {
        Assert.Equal(isOne, Id.TryParse<ResidentId>(text, out var id));
        Assert.Equal(isOne ? text : null, id.Value);
        Assert.Equal(isOne, ResidentId.TryParse(text, null, out _));
        if (!isOne && text is not null)
            Assert.Throws<FormatException>(() => Id.Parse<ResidentId>(text));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void After_the_prefix_come_at_most_64_characters(int length, bool isOne) =>
        Assert.Equal(isOne, Id.TryParse<ResidentId>("res_" + new string('a', length), out _));

    [Fact]
    public void A_hash_gives_26_characters_of_base_32()
    {
        var zeros = Id.New<ResidentId>(new byte[17]);
        Assert.Equal("res_" + new string('0', 26), zeros.Value);
        var ones = Id.New<ResidentId>(Enumerable.Repeat((byte)255, 17).ToArray());
        Assert.Equal("res_" + new string('z', 26), ones.Value);
    }

    [Fact]
    public void Every_bit_of_the_first_130_counts()
    {
        var ids = Enumerable.Range(0, 130).Select(bit =>
        {
            var hash = new byte[17];
            hash[bit / 8] = (byte)(0x80 >> (bit % 8));
            return Id.New<ResidentId>(hash);
        });
        Assert.Equal(130, ids.Append(Id.New<ResidentId>(new byte[17])).Distinct().Count() - 1);
    }

    [Fact]
    public void What_was_made_can_be_read() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var id = Id.New<EventId>(SHA256.HashData(BitConverter.GetBytes(seed)));
            return Id.Parse<EventId>(id.Value) == id && ActorId.Parse(id.Actor.ToString()) == id.Actor;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_name_of_a_stream_has_a_kind()
    {
        Assert.Equal(new ActorId("resident", "res_zhang"), ActorId.Parse("resident/res_zhang"));
        Assert.Throws<FormatException>(() => ActorId.Parse("res_zhang"));
        Assert.Throws<FormatException>(() => ActorId.Parse("/res_zhang"));
    }
}
