using ResidentService.Service.Security;

namespace ResidentService.Tests.Service.Security;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("13800000000")]
    [InlineData("+8613800000000")]
    [InlineData("+86 138-0000-0000")]
    [InlineData("008613800000000")]
    [InlineData("8613800000000")]
    [InlineData("（＋８６）１３８００００００００")]
    [InlineData("138 0000\u30000000")]
    public void A_mobile_number_is_one_however_it_is_written(string text)
    {
        Assert.True(PhoneNumber.TryParse(text, out var number));
        Assert.Equal("+8613800000000", number.Value);
        Assert.DoesNotContain("138", number.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12800000000")]
    [InlineData("1380000000")]
    [InlineData("138000000000")]
    [InlineData("029-88888888")]
    [InlineData("+85261234567")]
    [InlineData("1380000000x")]
    [InlineData("١٣٨٠٠٠٠٠٠٠٠")]
    public void What_is_none_is_none(string? text) => Assert.False(PhoneNumber.TryParse(text, out _));
}
