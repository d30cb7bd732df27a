using System.Security.Cryptography;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Redemptions;
using ResidentService.Service.Security;

namespace ResidentService.Tests.Service.Api.Redemptions;

public sealed class SpokenTests
{
    private static readonly RedemptionId Voucher = Id.Parse<RedemptionId>("red_1");
    private static readonly Secrets Secrets = new(SHA256.HashData("test"u8));

    private readonly HandClock _clock = new();

    [Fact]
    public void A_spoken_code_holds_for_its_own_step_and_the_neighbours()
    {
        var codes = new RotatingCodes(Secrets, _clock);
        var start = _clock.Now;
        var digits = codes.SpokenVoucher(Voucher).Code;
        Assert.True(RotatingCodes.IsSpokenForm(digits));
        Assert.False(codes.IsSpokenVoucher(Id.Parse<RedemptionId>("red_2"), digits));
        foreach (var (seconds, holds) in new[] { (-60, false), (-30, true), (0, true), (30, true), (60, false) })
        {
            _clock.Now = start.AddSeconds(seconds);
            Assert.Equal(holds, codes.IsSpokenVoucher(Voucher, digits));
        }

        _clock.Now = start.AddDays(1);
        Assert.True(codes.IsSpokenVoucher(Voucher, digits, start));
    }

    [Fact]
    public void A_qr_code_names_its_voucher_and_holds_for_its_own_step_and_the_neighbours()
    {
        var codes = new RotatingCodes(Secrets, _clock);
        var start = _clock.Now;
        var code = codes.Voucher(Voucher).Code;
        Assert.Equal(Voucher, RotatingCodes.NamedBy(code));
        Assert.Null(RotatingCodes.NamedBy("12345678"));
        foreach (var (seconds, holds) in new[] { (-60, false), (-30, true), (0, true), (30, true), (60, false) })
        {
            _clock.Now = start.AddSeconds(seconds);
            Assert.Equal(holds ? Voucher : null, codes.ReadVoucher(code));
        }
    }

    [Fact]
    public void A_clerk_has_five_tries_a_minute()
    {
        var tries = new SpokenTries(_clock);
        var (one, other) = (Id.Parse<ResidentId>("res_one"), Id.Parse<ResidentId>("res_other"));
        for (var number = 0; number < SpokenTries.PerWindowMax; number++)
            Assert.True(tries.Take(one));
        Assert.False(tries.Take(one));
        Assert.True(tries.Take(other));
        _clock.Now += SpokenTries.Window;
        Assert.True(tries.Take(one));
    }

    private sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
