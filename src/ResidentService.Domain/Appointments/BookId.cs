using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Appointments;

/// <summary>An appointment book (预约簿): the time of one lawyer, counsellor, mediator or window.</summary>
public readonly record struct BookId : IId<BookId>
{
    private BookId(string value) => Value = value;

    public static string Prefix => "book_";

    public string Value { get; }

    public ActorId Actor => new("book", Value);

    public static BookId Wrap(string value) => new(value);

    public static BookId Parse(string s, IFormatProvider? provider) => Id.Parse<BookId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out BookId result) => Id.TryParse(s, out result);

    public override string ToString() => Value;
}
