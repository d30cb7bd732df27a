using ResidentService.Service.Messages;

namespace ResidentService.Tests.Service.Messages;

public sealed class TemplateValuesTests
{
    [Theory]
    [InlineData("thing1", "清洁家园", "清洁家园")]
    [InlineData("thing1", "一二三四五六七八九十一二三四五六七八九十多", "一二三四五六七八九十一二三四五六七八九十")]
    [InlineData("thing1", "一二三四五六七八九十一二三四五六七八九😀", "一二三四五六七八九十一二三四五六七八九")]
    [InlineData("thing1", "第一行\n第二行", "第一行 第二行")]
    [InlineData("thing1", "  ", "-")]
    [InlineData("character_string2", "编号 A-17", "A-17")]
    [InlineData("number3", "12 分", "12")]
    [InlineData("number3", "", "0")]
    [InlineData("phrase4", "报名成功了吗", "报名成功了")]
    [InlineData("phrase4", "OK", "通知")]
    public void A_text_is_cut_to_what_its_place_holds(string name, string text, string fits) =>
        Assert.Equal(fits, TemplateValues.Fit(name, text));

    [Fact]
    public void Times_are_of_24_hours_in_Shanghai() => Assert.Equal(
        "2026年05月04日 21:05", TemplateValues.Time(new DateTimeOffset(2026, 5, 4, 13, 5, 0, TimeSpan.Zero)));
}
