using System.Security.Cryptography;

namespace ResidentService.FakeWeChat;

/// <summary>A message that a user has received.</summary>
public sealed record SentMessage(
    string OpenId, string TemplateId, string? Page, IReadOnlyDictionary<string, string> Values, string Edition);

/// <summary>People with WeChat on their phones: their codes, session keys and what they have accepted.</summary>
public sealed class FakeUsers(TimeProvider time)
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Code> _codes = [];
    private readonly Dictionary<string, string> _sessionKeys = [];
    private readonly Dictionary<string, string> _unionIds = [];
    private readonly Dictionary<(string OpenId, string Template), int> _accepted = [];
    private readonly List<SentMessage> _messages = [];
    private int _number;

    public IReadOnlyList<SentMessage> Messages
    {
        get
        {
            lock (_gate)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>How many messages all of them have received.</summary>
    public int Received
    {
        get
        {
            lock (_gate)
            {
                return _messages.Count;
            }
        }
    }

    /// <summary>The user opens the mini-program: <c>wx.login</c>.</summary>
    public string LoginCode(string openId) => NewCode("login", openId, openId);

    /// <summary>The user taps on "my phone number".</summary>
    public string PhoneCode(string openId, string phone) => NewCode("phone", openId, phone);

    /// <summary>The user is known to another app of the same owner.</summary>
    public void KnownElsewhere(string openId, string unionId)
    {
        lock (_gate)
        {
            _unionIds[openId] = unionId;
        }
    }

    public string? UnionIdOf(string openId)
    {
        lock (_gate)
        {
            return _unionIds.GetValueOrDefault(openId);
        }
    }

    /// <summary>Takes a code: a used or unknown one has an errcode.</summary>
    internal (string OpenId, string Value, int Errcode) Take(string kind, string? code)
    {
        lock (_gate)
        {
            if (code is null || !_codes.TryGetValue(code, out var known) || known.Kind != kind
                || known.EndsAt <= time.GetUtcNow())
                return ("", "", 40029);
            if (known.IsUsed)
                return ("", "", 40163);
            _codes[code] = known with { IsUsed = true };
            return (known.OpenId, known.Value, 0);
        }
    }

    /// <summary>Everybody who has signed in, and the key of each.</summary>
    public IReadOnlyDictionary<string, string> SessionKeys
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, string>(_sessionKeys);
            }
        }
    }

    public string SessionKeyOf(string openId)
    {
        lock (_gate)
        {
            return _sessionKeys.TryGetValue(openId, out var key) ? key : NewSessionKey(openId);
        }
    }

    public string NewSessionKey(string openId)
    {
        lock (_gate)
        {
            return _sessionKeys[openId] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        }
    }

    /// <summary>The user accepts messages of a template: one message each.</summary>
    public void Accept(string openId, string template, int times = 1)
    {
        lock (_gate)
        {
            _accepted[(openId, template)] = _accepted.GetValueOrDefault((openId, template)) + times;
        }
    }

    internal bool TrySend(SentMessage message)
    {
        lock (_gate)
        {
            var key = (message.OpenId, message.TemplateId);
            if (_accepted.GetValueOrDefault(key) == 0)
                return false;
            _accepted[key]--;
            _messages.Add(message);
            return true;
        }
    }

    private string NewCode(string kind, string openId, string value)
    {
        lock (_gate)
        {
            var code = $"0{kind}{++_number:D6}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
            _codes[code] = new(kind, openId, value, time.GetUtcNow() + CodeLifetime, IsUsed: false);
            return code;
        }
    }

    private sealed record Code(string Kind, string OpenId, string Value, DateTimeOffset EndsAt, bool IsUsed);
}
