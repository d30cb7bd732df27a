using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Tests.Service.Security;

public sealed class RotatingCodesTests
{
    private static readonly EventId Cleaning = Id.Parse<EventId>("evt_cleaning");
    private static readonly EventId Choir = Id.Parse<EventId>("evt_choir");
    private static readonly RedemptionId Noodles = Id.Parse<RedemptionId>("red_noodles");
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");

    private readonly SetClock _clock = new(new(2026, 5, 4, 9, 0, 10, Calendar.Offset));
    private readonly RotatingCodes _codes;

    public RotatingCodesTests() => _codes = new(new Secrets(new byte[32]), _clock);

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void A_code_is_accepted_in_its_own_step_and_the_neighbours(int laterSeconds, bool accepted)
    {
        var (checkIn, voucher) = (_codes.CheckIn(Cleaning).Code, _codes.Voucher(Noodles).Code);
        _clock.Now = _clock.Now.AddSeconds(laterSeconds);
        Assert.Equal(accepted, _codes.IsCheckIn(Cleaning, checkIn));
        Assert.Equal(accepted ? Noodles : null, _codes.ReadVoucher(voucher));
    }

    [Fact]
    public void A_check_in_code_is_eight_digits_and_tells_when_the_next_one_comes()
    {
        var code = _codes.CheckIn(Cleaning);
        Assert.Matches("^[0-9]{8}$", code.Code);
        Assert.Equal(new DateTimeOffset(2026, 5, 4, 9, 0, 30, Calendar.Offset), code.NextAt);
        Assert.False(_codes.IsCheckIn(Choir, code.Code));
    }

    [Fact]
    public void A_voucher_names_its_redemption_and_its_step() => Assert.StartsWith(
        $"red_noodles.{_clock.Now.ToUnixTimeSeconds() / 30}.", _codes.Voucher(Noodles).Code, StringComparison.Ordinal);

    [Fact]
    public void A_card_is_good_for_years_and_for_its_own_person()
    {
        var card = _codes.Card(Zhang);
        _clock.Now = _clock.Now.AddYears(3);
        Assert.Equal(Zhang, _codes.ReadCard(card));
        Assert.Null(_codes.ReadCard(card.Replace("res_zhang", "res_li", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_code_with_one_changed_letter_is_refused()
    {
        var (voucher, card) = (_codes.Voucher(Noodles).Code, _codes.Card(Zhang));
        Prop.ForAll(Gen.Choose(0, 200).ToArbitrary(), Gen.Choose(33, 126).ToArbitrary(), (place, letter) =>
            _codes.ReadVoucher(Changed(voucher, place, (char)letter)) is null == Differs(voucher, place, letter)
            && _codes.ReadCard(Changed(card, place, (char)letter)) is null == Differs(card, place, letter))
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("red_noodles.99999999999999999999.x")]
    [InlineData("red_noodles.-1.x")]
    [InlineData("card.res_zhang.")]
    [InlineData("２２２２２２２２")]
    public void Nonsense_is_refused(string code)
    {
        Assert.Null(_codes.ReadVoucher(code));
        Assert.Null(_codes.ReadCard(code));
        Assert.False(_codes.IsCheckIn(Cleaning, code));
    }

    private static string Changed(string code, int place, char letter) =>
        code[..(place % code.Length)] + letter + code[((place % code.Length) + 1)..];

    private static bool Differs(string code, int place, int letter) => code[place % code.Length] != letter;
}
