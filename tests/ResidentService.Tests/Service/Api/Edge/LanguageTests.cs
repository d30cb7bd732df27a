using Microsoft.AspNetCore.Http;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Tests.Service.Api.Edge;

public sealed class LanguageTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("en", true)]
    [InlineData("en-GB,en;q=0.9", true)]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", false)]
    [InlineData("fr, en;q=0.5", true)]
    [InlineData("en;q=0.5, zh", false)]
    [InlineData("fr", false)]
    [InlineData(";;;", false)]
    public void Chinese_unless_English_is_preferred(string? accepted, bool english)
    {
        var context = new DefaultHttpContext();
        if (accepted is not null)
            context.Request.Headers.AcceptLanguage = accepted;
        Assert.Equal(english, Language.IsEnglish(context));
    }
}
