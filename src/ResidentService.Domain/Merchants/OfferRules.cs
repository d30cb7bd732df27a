namespace ResidentService.Domain.Merchants;

/// <summary>
/// What may be offered for points (DOMAIN.md, Merchants and redemption): no cash, prepaid or phone credit, tobacco,
/// alcohol, medicine or lottery. Words catch what is offered by mistake; the community looks at the rest.
/// </summary>
public static class OfferRules
{
    public const int TitleLengthMax = 60;
    public const int DescriptionLengthMax = 2_000;
    public const int StockMax = 1_000_000;

    /// <summary>Words of the goods themselves, not their parts: 酒酿, 烟熏 and 药膳 are food.</summary>
    private static readonly string[] Goods =
    [
        "现金红包", "微信红包", "现金券", "返现", "提现", "换现金",
        "话费", "手机充值", "充值卡", "储值卡", "预付卡", "购物卡", "加油卡", "游戏点卡", "游戏币",
        "香烟", "卷烟", "烟草", "雪茄", "电子烟", "烟酒",
        "白酒", "啤酒", "红酒", "黄酒", "葡萄酒", "洋酒", "药酒", "威士忌", "白兰地", "伏特加",
        "药品", "处方药", "中成药", "西药", "感冒药", "退烧药", "止痛药", "降压药", "抗生素",
        "彩票", "刮刮乐", "双色球", "大乐透",
        "prepaid", "tobacco", "cigarette", "cigarettes", "cigar", "cigars", "alcohol", "liquor", "beer", "wine",
        "whisky", "vodka", "medicine", "medicines", "lottery",
    ];

    /// <summary>In a description these may tell how the rest is paid, so they count in a title only.</summary>
    private static readonly string[] GoodsInTitle = ["现金", "cash"];

    /// <summary>Dishes, things, services and phrases that only have such a word within them.</summary>
    private static readonly string[] Harmless =
    [
        "啤酒鸭", "啤酒鱼", "啤酒虾", "啤酒杯", "红酒杯", "白酒杯", "葡萄酒杯", "红酒炖", "红酒烩", "黄酒焖",
        "药品回收", "过期药品", "彩票公益金", "说话费力",
    ];

    /// <summary>The word in title or description that names goods not allowed; null if there is none.</summary>
    public static string? GoodsNotAllowed(string title, string? description) =>
        Find(title, Goods) ?? Find(title, GoodsInTitle) ?? Find(description ?? "", Goods);

    /// <summary>A Chinese word counts wherever it stands, spaces or not; an English one as a whole word.</summary>
    private static string? Find(string text, string[] goods)
    {
        var chinese = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        foreach (var harmless in Harmless)
            chinese = chinese.Replace(harmless, " ", StringComparison.Ordinal);
        var english = string.Concat(text.Select(c => char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) : ' '))
            .Split(' ');
        return Array.Find(goods, word => char.IsAscii(word[0])
            ? english.Contains(word)
            : chinese.Contains(word, StringComparison.Ordinal));
    }
}
