using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Tests.Service.Api.Edge;

public sealed class JsonBodiesTests
{
    private const string Good =
        """{"resident":"res_zhang","at":"2026-05-04T09:00:00+08:00","count":3,"role":"gridWorker"}""";

    [Fact]
    public async Task A_good_body_is_read()
    {
        var (value, fault) = await Read(Good);
        Assert.Null(fault);
        Assert.Equal(
            new Sample(Id.Parse<ResidentId>("res_zhang"), new(2026, 5, 4, 9, 0, 0, Calendar.Offset), 3,
                StaffRole.GridWorker, null),
            value);
    }

    [Theory]
    [InlineData("""{"counter":3}""", "counter")]
    [InlineData("""{"Count":3}""", "Count")]
    [InlineData("""{"places":[{"name":"a"},{"nam":"b"}]}""", "places[1].nam")]
    public async Task An_unknown_field_is_named(string json, string field)
    {
        var (_, fault) = await Read(json);
        Assert.Equal("unknown_field", fault?.Code);
        Assert.Equal(field, Assert.Single(fault!.Errors!).Key);
    }

    [Theory]
    [InlineData("""{"count":"3"}""", "count")]
    [InlineData("""{"count":3.5}""", "count")]
    [InlineData("""{"count":99999999999}""", "count")]
    [InlineData("""{"resident":"zhang"}""", "resident")]
    [InlineData("""{"resident":7}""", "resident")]
    [InlineData("""{"role":"king"}""", "role")]
    [InlineData("""{"role":2}""", "role")]
    [InlineData("""{"at":"2026-05-04T09:00:00"}""", "at")]
    [InlineData("""{"at":"tomorrow"}""", "at")]
    [InlineData("""{"places":[{"name":1}]}""", "places[0].name")]
    [InlineData("""{"count":1,"count":2}""", "body")]
    [InlineData("""{"places":[{"name":"\ud800"}]}""", null)]
    [InlineData("""{"count":1""", "body")]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    [InlineData("", "body")]
    public async Task What_has_the_wrong_form_is_named(string json, string? field)
    {
        var (_, fault) = await Read(json);
        Assert.Equal("validation_failed", fault?.Code);
        if (field is not null)
            Assert.Equal(field, Assert.Single(fault!.Errors!).Key);
    }

    [Fact]
    public async Task Another_content_type_is_refused() =>
        Assert.Equal("unsupported_media_type", (await Read(Good, "text/plain")).Fault?.Code);

    [Fact]
    public async Task A_body_that_says_it_is_too_large_is_refused_unread() => Assert.Equal(
        "body_too_large", (await Read(new string(' ', JsonBodies.BytesMax) + Good)).Fault?.Code);

    [Fact]
    public void Times_go_out_as_Shanghai_shows_them_and_Chinese_stays_readable()
    {
        var json = JsonSerializer.Serialize(
            new { At = new DateTimeOffset(2026, 5, 4, 1, 0, 0, TimeSpan.Zero), Name = "张三<", Nothing = (string?)null },
            EdgeJson.Options);
        Assert.Equal("""{"at":"2026-05-04T09:00:00+08:00","name":"张三\u003C"}""", json);
    }

    private static async Task<(Sample? Value, EdgeFault? Fault)> Read(string json, string type = "application/json")
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var context = new DefaultHttpContext();
        context.Request.ContentType = type;
        context.Request.ContentLength = bytes.Length;
        context.Request.Body = new MemoryStream(bytes);
        return await JsonBodies.Read<Sample>(context.Request);
    }

    private sealed record Sample(
        ResidentId Resident, DateTimeOffset At, int Count, StaffRole? Role, IReadOnlyList<Place>? Places);

    private sealed record Place(string Name);
}
