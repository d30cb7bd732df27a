using System.Text;

namespace ResidentService.IntegrationTests.WeChat;

/// <summary>What nobody may find stands in no log, no answer and no file of the store.</summary>
[Collection(WeChatTown.Name)]
public sealed class SecrecyTests(WeChatTown town)
{
    [Fact]
    public async Task Neither_secret_nor_key_nor_token_nor_phone_nor_openid_stands_anywhere_in_clear()
    {
        const string phone = "13766665555";
        const string openId = "o-hide-and-seek";
        var person = town.Anonymous();
        await town.SignIn(person, openId, phone).Ok();
        var said = new StringBuilder();
        foreach (var fault in (int[])[-1, 40013, 47001])
        {
            town.Fake.Script.Next(
                "/wxa/business/getuserphonenumber",
                new FakeWeChat.Fault.Errcode(fault, $"{town.Fake.Options.AppSecret} {phone} {openId}"));
            said.Append((await town.SignIn(town.Anonymous(), openId, phone)).Text);
        }

        string[] secrets =
        [
            town.Fake.Options.AppSecret, town.Fake.Users.SessionKeyOf(openId), town.Fake.Tokens.Fetch().Token[..20], phone,
            openId,
        ];
        var store = Directory.GetFiles(town.Service.Storage, "*.db*")
            .Select(file => (Name: Path.GetFileName(file), Bytes: Read(file))).ToList();
        Assert.Contains(store, file => file.Name == "keys.db-wal" && file.Bytes.Length > 0);
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(secret, town.Service.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, said.ToString(), StringComparison.Ordinal);
            Assert.All(store, file => Assert.True(file.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, file.Name));
        }
    }

    /// <summary>Also while the service writes to it.</summary>
    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
