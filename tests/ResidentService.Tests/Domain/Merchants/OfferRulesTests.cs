using ResidentService.Domain.Merchants;

namespace ResidentService.Tests.Domain.Merchants;

public sealed class OfferRulesTests
{
    [Theory]
    [InlineData("中华香烟一条", "香烟")]
    [InlineData("香 烟", "香烟")]
    [InlineData("青岛啤酒六罐", "啤酒")]
    [InlineData("50 元话费", "话费")]
    [InlineData("超市购物卡", "购物卡")]
    [InlineData("现金 20 元", "现金")]
    [InlineData("感冒药一盒", "感冒药")]
    [InlineData("刮刮乐一张", "刮刮乐")]
    [InlineData("Red Wine, one bottle", "wine")]
    [InlineData("Cash back", "cash")]
    public void Goods_that_are_not_allowed_are_found_in_a_title(string title, string word) =>
        Assert.Equal(word, OfferRules.GoodsNotAllowed(title, null));

    [Fact]
    public void They_are_found_in_a_description() =>
        Assert.Equal("白酒", OfferRules.GoodsNotAllowed("大礼包", "含白酒一瓶"));

    [Theory]
    [InlineData("酒酿圆子")]
    [InlineData("啤酒鸭套餐")]
    [InlineData("红酒杯一对")]
    [InlineData("过期药品回收上门")]
    [InlineData("药膳鸡汤")]
    [InlineData("烟熏三文鱼")]
    [InlineData("早点卡通馒头")]
    [InlineData("满 30 减 10 代金券")]
    [InlineData("Cashew nuts")]
    [InlineData("Winery tour")]
    [InlineData("一碗牛肉面")]
    public void What_only_sounds_like_them_is_allowed(string title) =>
        Assert.Null(OfferRules.GoodsNotAllowed(title, null));

    [Theory]
    [InlineData("另付 5 元，现金或扫码都可以")]
    [InlineData("由彩票公益金资助")]
    [InlineData("为说话费力的老人服务")]
    public void A_description_may_say_how_the_rest_is_paid(string description) =>
        Assert.Null(OfferRules.GoodsNotAllowed("一碗牛肉面", description));
}
