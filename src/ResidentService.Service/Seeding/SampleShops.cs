namespace ResidentService.Service.Seeding;

/// <param name="Owner">A name of <see cref="SamplePerson"/>, as the clerks are.</param>
internal sealed record SampleShop(
    string Id, string Owner, string[] Clerks, string Name, string Address, string CreditCode, string FoodLicence,
    SampleOffer[] Offers)
{
    public static IReadOnlyList<SampleShop> All { get; } =
    [
        new("mer_li-noodle", "li-noodle", ["li-clerk"], "李记面馆", "唐都花园东门 3 号", "92610104MA6TTD001X", "JY26101040000013",
        [
            new("off_li-noodle-youpo", "油泼面一碗", "现扯的面，加菜不加钱。取餐 10:30–20:30。", 8, 60, 10, 4),
            new("off_li-noodle-dumplings", "酸汤水饺一份", "十五个，猪肉白菜馅。", 10, 40, null, 2),
        ]),
        new("mer_canteen", "canteen", [], "唐都花园社区食堂", "社区服务中心一楼", "92610104MA6TTD002N", "JY26101040000021",
        [
            new("off_canteen-lunch", "爱心午餐一份", "两荤一素，少油少盐，可以带走。", 6, 100, 20, null),
            new("off_canteen-breakfast", "豆浆油条早餐", "早上 6:30–9:00。", 3, 100, 20, null),
        ]),
        new("mer_fruit", "fruit", [], "鲜果多水果店", "枣园东路 18 号", "92610104MA6TTD003J", "JY26101040000030",
        [
            new("off_fruit-season", "时令水果一份", "约一公斤，当天到什么送什么。", 5, 50, null, 3),
            new("off_fruit-milk", "鲜牛奶一盒", "950 毫升，冷藏。", 4, 50, null, null),
        ]),
    ];
}

/// <param name="Points">The price.</param>
internal sealed record SampleOffer(
    string Id, string Title, string Description, int Points, int Stock, int? StockPerDay, int? PerResidentLimit);
