using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;

namespace ResidentService.Service.Security;

/// <param name="NextAt">When the next one is shown; this one is accepted for one more step.</param>
public sealed record RotatingCode(string Code, DateTimeOffset NextAt);

/// <summary>
/// Codes that prove presence or ownership: HMACs over what they are for and, where they rotate, the 30-second step of
/// domain time. The step before and the step after are accepted (DOMAIN.md, Volunteering and Redemption).
/// </summary>
/// <param name="clock">Domain time.</param>
public sealed class RotatingCodes(Secrets secrets, TimeProvider clock)
{
    public const int StepSeconds = 30;

    private const int DigitsCount = 8;

    private const string CardPrefix = "card";

    /// <summary>
    /// The eight digits on the organiser's screen, for checking in and out; short enough to be typed.
    /// </summary>
    public RotatingCode CheckIn(EventId @event) => new(Digits(Purpose.CheckInCode, @event.Value, Step), NextAt);

    public bool IsCheckIn(EventId @event, string code) => AreDigits(Purpose.CheckInCode, @event.Value, code, Step);

    /// <summary>The text of a voucher's QR code: <c>redemptionId.step.mac</c>.</summary>
    public RotatingCode Voucher(RedemptionId redemption) => new(VoucherAt(redemption, Step), NextAt);

    /// <summary>Whose voucher it is; null when it is forged or older than a step.</summary>
    public RedemptionId? ReadVoucher(string code) =>
        code.Split('.') is [var id, var step, _] && Id.TryParse<RedemptionId>(id, out var redemption)
        && long.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && Math.Abs(at - Step) <= 1 && Same(code, VoucherAt(redemption, at))
            ? redemption
            : null;

    /// <summary>Which voucher a code of the QR code's form names, genuine or not; null for other forms.</summary>
    public static RedemptionId? NamedBy(string code) =>
        code.Split('.') is [var id, var step, { Length: > 0 }] && Id.TryParse<RedemptionId>(id, out var redemption)
        && long.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? redemption
            : null;

    /// <summary>Eight digits that a resident reads out; they tell a voucher among those of one shop.</summary>
    public RotatingCode SpokenVoucher(RedemptionId redemption) =>
        new(Digits(Purpose.SpokenVoucher, redemption.Value, Step), NextAt);

    /// <param name="at">When they were read out; null: now.</param>
    public bool IsSpokenVoucher(RedemptionId redemption, string digits, DateTimeOffset? at = null) =>
        AreDigits(Purpose.SpokenVoucher, redemption.Value, digits, at is { } then ? StepAt(then) : Step);

    public static bool IsSpokenForm(string code) => code.Length == DigitsCount && code.All(char.IsAsciiDigit);

    /// <summary>
    /// A person's own card, on the phone or printed, so it never changes: <c>card.residentId.mac</c>.
    /// </summary>
    public string Card(ResidentId resident) =>
        $"{CardPrefix}.{resident}.{Short(secrets.Mac(Purpose.Card, resident.Value))}";

    /// <summary>Whose card it is; null when it is forged.</summary>
    public ResidentId? ReadCard(string code) =>
        code.Split('.') is [CardPrefix, var id, _] && Id.TryParse<ResidentId>(id, out var resident)
        && Same(code, Card(resident))
            ? resident
            : null;

    private long Step => StepAt(clock.GetUtcNow());

    private static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    private DateTimeOffset NextAt =>
        Domain.Kernel.Calendar.Local(DateTimeOffset.FromUnixTimeSeconds((Step + 1) * StepSeconds));

    private bool AreDigits(Purpose purpose, string id, string given, long step)
    {
        // No early way out: the time it takes must not tell which step was near.
        return Same(given, Digits(purpose, id, step - 1)) | Same(given, Digits(purpose, id, step))
            | Same(given, Digits(purpose, id, step + 1));
    }

    private string Digits(Purpose purpose, string id, long step)
    {
        var mac = secrets.Mac(purpose, id, Text(step));
        var number = BinaryPrimitives.ReadUInt64BigEndian(mac) % 100_000_000;
        return number.ToString("00000000", CultureInfo.InvariantCulture);
    }

    private string VoucherAt(RedemptionId redemption, long step) =>
        $"{redemption}.{Text(step)}.{Short(secrets.Mac(Purpose.Voucher, redemption.Value, Text(step)))}";

    private static string Text(long step) => step.ToString(CultureInfo.InvariantCulture);

    /// <summary>The first 128 bits.</summary>
    private static string Short(byte[] mac) => Base64Url.EncodeToString(mac.AsSpan(0, 16));

    private static bool Same(string given, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(right));
}
