using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ResidentService.FakeWeChat;
using ResidentService.Tests;

namespace ResidentService.IntegrationTests;

/// <summary>
/// What nobody may find where a service has run: everybody's tokens and phones, the app's secret, session keys, access
/// tokens and openids. It is searched for whenever a service ends, in all that it has said and in every file or row of
/// its store, byte for byte.
/// </summary>
public sealed partial class Secrecy(string storage)
{
    /// <summary>Shorter ones could stand in random bytes by chance.</summary>
    private const int LengthMin = 8;

    private const int WindowChars = 1 << 20;
    private const RegexOptions Plain = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    private static readonly ConcurrentDictionary<string, Secrecy> All = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, byte> _secrets = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _said = new();

    /// <summary>Of a store, whichever services run on it.</summary>
    public static Secrecy Of(string storage) => All.GetOrAdd(storage, path => new(path));

    /// <summary>Each as it is, and as it would stand in JSON.</summary>
    public void Keep(params IEnumerable<string> secrets)
    {
        foreach (var secret in secrets.Where(secret => secret.Length >= LengthMin))
        {
            _secrets[secret] = 0;
            _secrets[JsonEncodedText.Encode(secret).Value] = 0;
        }
    }

    /// <summary>All that a fake WeChat has handed out or may ever.</summary>
    public void Keep(FakeWeChatServer fake) => Keep(
        [
            fake.Options.AppSecret, fake.Options.PushToken, fake.Options.EncodingAesKey, "fake-token-",
            .. fake.Users.SessionKeys.Values, .. fake.Users.SessionKeys.Keys,
        ]);

    /// <summary>Something that came out: a log, a trace, a metric, a refusal.</summary>
    public void Said(string text) => _said.Enqueue(text);

    /// <summary>What a client sends can name a phone.</summary>
    public void Sent(object body) => Keep(
        PhoneCode().Matches(JsonSerializer.Serialize(body)).Select(match => match.Groups["phone"].Value));

    /// <summary>What a client is given can be a token, and what it is refused can say too much.</summary>
    public void Answered(Answer answer)
    {
        if ((int)answer.Status >= 400)
            Said(answer.Text);
        else
            Keep(Token().Matches(answer.Text).Select(match => match.Groups["token"].Value));
    }

    public void Search()
    {
        if (_secrets.IsEmpty)
            return;
        var secrets = SearchValues.Create([.. _secrets.Keys], StringComparison.Ordinal);
        foreach (var text in _said)
        {
            var found = Found(text, secrets);
            Assert.True(found is null, $"It was said: {found}");
        }

        if (!Directory.Exists(storage))
            return;

        // A list that staff import is no file of the store.
        foreach (var file in Directory.EnumerateFiles(storage, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) != ".csv"))
        {
            var found = FoundIn(file, secrets);
            Assert.True(found is null, $"In {file}: {found}");
        }

        if (Databases.Of(storage) is { } database)
        {
            var found = Found(Encoding.Latin1.GetString(PostgreSqlServer.Dump(database)), secrets);
            Assert.True(found is null, $"In the database: {found}");
        }
    }

    private string? FoundIn(string file, SearchValues<string> secrets)
    {
        using var stream = new FileStream(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
        var overlap = _secrets.Keys.Max(secret => secret.Length);
        var window = new char[WindowChars + overlap];
        for (int kept = 0, read; (read = reader.ReadBlock(window, kept, window.Length - kept)) > 0;)
        {
            var text = window.AsSpan(0, kept + read);
            if (Found(text, secrets) is { } found)
                return found;
            kept = Math.Min(overlap, text.Length);
            text[^kept..].CopyTo(window);
        }

        return null;
    }

    /// <summary>Where one stands, with a little of what stands before it.</summary>
    private static string? Found(ReadOnlySpan<char> text, SearchValues<string> secrets)
    {
        var at = text.IndexOfAny(secrets);
        return at < 0 ? null : text[Math.Max(0, at - 40)..Math.Min(text.Length, at + 40)].ToString();
    }

    [GeneratedRegex("\"phoneCode\":\"sandbox:(?<phone>[0-9]+)\"", Plain)]
    private static partial Regex PhoneCode();

    [GeneratedRegex("\"(access|refresh)Token\":\"(?<token>[^\"]+)\"", Plain)]
    private static partial Regex Token();
}
