using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Meals;

/// <summary>One day of one kitchen; the id says which.</summary>
public readonly record struct MealDayId : IId<MealDayId>
{
    private const string DayForm = "yyyyMMdd";

    private MealDayId(string value) => Value = value;

    public static string Prefix => "mday_";

    public string Value { get; }

    public ActorId Actor => new("meal-day", Value);

    public KitchenId Kitchen => Id.Parse<KitchenId>(Value[Prefix.Length..^(DayForm.Length + 1)]);

    public DateOnly Day => DateOnly.ParseExact(Value[^DayForm.Length..], DayForm);

    public static MealDayId Of(KitchenId kitchen, DateOnly day) => new($"{Prefix}{kitchen}_{day.ToString(DayForm)}");

    public static MealDayId Wrap(string value) => new(value);

    public static MealDayId Parse(string s, IFormatProvider? provider) => Id.Parse<MealDayId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out MealDayId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
