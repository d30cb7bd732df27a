using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Tests.Service.Api.Edge;

public sealed class PageTests
{
    private static readonly Secrets Secrets = new(new byte[32]);

    [Fact]
    public void Walking_from_cursor_to_cursor_shows_everything_once()
    {
        var seen = new List<int>();
        var page = Page.Read(Secrets, "/events", "7", cursor: null);
        for (var more = true; more;)
        {
            var after = page.After is { } key ? int.Parse(key) : 0;
            var rows = Enumerable.Range(after + 1, 30 - after).Take(page.Take).ToList();
            var answer = page.Of(rows, row => row, row => $"{row}");
            seen.AddRange(answer.Items);
            more = answer.NextCursor is not null;
            page = Page.Read(Secrets, "/events", "7", answer.NextCursor);
        }

        Assert.Equal(Enumerable.Range(1, 30), seen);
    }

    [Theory]
    [InlineData(null, 20)]
    [InlineData("1", 1)]
    [InlineData("100", 100)]
    public void A_limit_is_one_to_a_hundred(string? limit, int count) =>
        Assert.Equal(count, Page.Read(Secrets, "/events", limit, null).Limit);

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("many")]
    public void Any_other_limit_is_refused(string limit)
    {
        var fault = Page.Read(Secrets, "/events", limit, null).Fault;
        Assert.Equal("validation_failed", fault?.Code);
        Assert.Equal("limit", Assert.Single(fault!.Errors!).Key);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("%%%")]
    [InlineData("AAAAAAAAAAAAAAAAAAAA")]
    public void A_forged_cursor_is_refused(string cursor) =>
        Assert.Equal("bad_cursor", Page.Read(Secrets, "/events", null, cursor).Fault?.Code);

    [Fact]
    public void A_cursor_of_another_list_is_refused()
    {
        var cursor = Page.Read(Secrets, "/events", "1", null).Of([1, 2], row => row, row => $"{row}").NextCursor;
        Assert.Null(Page.Read(Secrets, "/events", null, cursor).Fault);
        Assert.Equal("bad_cursor", Page.Read(Secrets, "/offers", null, cursor).Fault?.Code);
    }
}
