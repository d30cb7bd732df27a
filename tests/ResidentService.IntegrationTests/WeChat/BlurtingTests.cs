using ResidentService.FakeWeChat;

namespace ResidentService.IntegrationTests.WeChat;

/// <summary>Gives WeChat every occasion to say what nobody may find; <see cref="Secrecy"/> searches for it.</summary>
[Collection(WeChatTown.Name)]
public sealed class BlurtingTests(WeChatTown town)
{
    [Fact]
    public async Task What_WeChat_blurts_out_goes_no_further()
    {
        const string phone = "13766665555";
        const string openId = "o-hide-and-seek";
        await town.SignIn(town.Anonymous(), openId, phone).Ok();
        var blurted = $"{town.Fake.Options.AppSecret} {town.Fake.Users.SessionKeyOf(openId)} {phone} {openId}";
        foreach (var call in (string[])["/sns/jscode2session", "/wxa/business/getuserphonenumber"])
        {
            foreach (var fault in (Fault[])
            [
                new Fault.Errcode(-1, blurted), new Fault.Errcode(40013, blurted), new Fault.Errcode(99999, blurted),
                new Fault.Says(blurted), new Fault.Says(blurted, "text/plain", 500), new Fault.Breaks(),
            ])
            {
                town.Fake.Script.Next(call, fault);
                Assert.True((int)(await town.SignIn(town.Anonymous(), openId, phone)).Status >= 400);
            }
        }

        await town.SignIn(town.Anonymous(), openId, phone).Ok(); // the alarms of both calls are over
    }
}
