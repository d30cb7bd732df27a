using System.Text;
using ResidentService.FakeWeChat;

namespace ResidentService.IntegrationTests.WeChat;

/// <summary>
/// What nobody may find after a whole run: the app's secret, session keys, access tokens, phones and openids; in logs,
/// traces, metrics, refusals, and in every file of the store, byte for byte.
/// </summary>
internal static class Secrecy
{
    /// <summary>Shorter ones could stand in random bytes by chance.</summary>
    private const int LengthMin = 8;

    public static void Search(FakeWeChatServer fake, string folder, IReadOnlyList<string> texts)
    {
        string[] secrets =
        [
            fake.Options.AppSecret, fake.Options.PushToken, fake.Options.EncodingAesKey, "fake-token-",
            .. fake.Users.SessionKeys.Values, .. WeChatTown.Phones,
            .. fake.Users.SessionKeys.Keys.Where(openId => openId.Length >= LengthMin),
        ];
        Assert.True(secrets.Length > 20);
        foreach (var secret in secrets)
            Assert.All(texts, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));

        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != WeChatTown.RecordsFile).ToList();
        Assert.True(files.Count >= 5);
        Assert.All(files, file =>
        {
            var bytes = File.ReadAllBytes(file);
            foreach (var secret in secrets)
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"{secret} in {file}");
        });
    }
}
