using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Tests.Service.Security;

public sealed class IdentitiesTests
{
    private readonly Identities _identities = new(new Secrets(new byte[32]));

    [Fact]
    public void A_value_has_one_identity_and_a_kind_of_its_own()
    {
        Assert.Equal(_identities.WeChat("zhang"), _identities.WeChat("zhang"));
        Assert.NotEqual(_identities.WeChat("zhang"), _identities.WeChat("Zhang"));
        Assert.True(PhoneNumber.TryParse("13800000000", out var phone));
        Assert.NotEqual(_identities.WeChat("+8613800000000"), _identities.Phone(phone));
        Assert.DoesNotContain("zhang", _identities.WeChat("zhang").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_are_not_run_together()
    {
        var secrets = new Secrets(new byte[32]);
        Assert.NotEqual(secrets.Mac(Purpose.Identity, "ab", "c"), secrets.Mac(Purpose.Identity, "a", "bc"));
    }

    [Fact]
    public void Each_attempt_at_a_number_gives_another_one()
    {
        var zhang = Id.Parse<ResidentId>("res_zhang");
        Assert.Equal(_identities.NumberFor(zhang, 0), _identities.NumberFor(zhang, 0));
        Assert.NotEqual(_identities.NumberFor(zhang, 0), _identities.NumberFor(zhang, 1));
    }
}
