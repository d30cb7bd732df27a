using System.Buffers;

namespace ResidentService.Service.Adapters.WeChat;

/// <param name="SessionKey">Never leaves the server; null in the sandbox.</param>
/// <param name="UnionId">The same for all apps of one owner; null where this is their only one.</param>
public sealed record WeChatUser(string OpenId, string? SessionKey, string? UnionId = null)
{
    /// <summary>Never shows who it is, or the key, in a log.</summary>
    public override string ToString() => "user";
}

public sealed record SessionIsGood;

public sealed record NewSessionKey(string Value)
{
    /// <summary>Never shows it in a log.</summary>
    public override string ToString() => "session key";
}

/// <summary>Which edition of the mini-program something opens.</summary>
public enum AppEdition
{
    Develop,
    Trial,
    Release,
}

/// <param name="Values">By the template's own names, for instance <c>thing2</c>; cut to what they may hold.</param>
/// <param name="Page">What a tap opens, with its query; null for none.</param>
public sealed record SubscribeMessage(
    string OpenId, string TemplateId, string? Page, IReadOnlyDictionary<string, string> Values, AppEdition Edition)
{
    /// <summary>Never shows to whom, or what, in a log.</summary>
    public override string ToString() => "message";
}

/// <param name="MessageId">Null where WeChat gave none.</param>
public sealed record MessageTaken(string? MessageId);

/// <summary>Where a code leads.</summary>
public sealed record CodeOfPage
{
    public const int SceneLengthMax = 32;
    public const int WidthMin = 280;
    public const int WidthMax = 1280;

    private static readonly SearchValues<char> SceneCharacters = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$&'()*+,/:;=?@-._~");

    /// <exception cref="ArgumentException">WeChat would refuse it.</exception>
    public CodeOfPage(string page, string scene, AppEdition edition, int widthPixels = 430)
    {
        if (page.Length == 0 || page[0] == '/' || page.Contains('?', StringComparison.Ordinal))
            throw new ArgumentException("a page has no slash in front and no query", nameof(page));
        if (scene.Length is 0 or > SceneLengthMax || scene.AsSpan().ContainsAnyExcept(SceneCharacters))
            throw new ArgumentException($"a scene has 1 to {SceneLengthMax} plain characters", nameof(scene));
        ArgumentOutOfRangeException.ThrowIfLessThan(widthPixels, WidthMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(widthPixels, WidthMax);
        (Page, Scene, Edition, WidthPixels) = (page, scene, edition, widthPixels);
    }

    public string Page { get; }

    public string Scene { get; }

    public AppEdition Edition { get; }

    public int WidthPixels { get; }
}

/// <param name="ContentType">For instance <c>image/jpeg</c>.</param>
public sealed record CodeImage(byte[] Bytes, string ContentType);

/// <summary>Where a link leads.</summary>
public sealed record LinkToPage
{
    public const int QueryLengthMax = 1_024;
    public const int DaysMax = 30;

    /// <exception cref="ArgumentException">WeChat would refuse it.</exception>
    public LinkToPage(string page, string query, AppEdition edition, int days = DaysMax)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Length, QueryLengthMax, nameof(query));
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, DaysMax);
        (Page, Query, Edition, Days) = (page, query, edition, days);
    }

    public string Page { get; }

    public string Query { get; }

    public AppEdition Edition { get; }

    public int Days { get; }
}

/// <summary>Where a text or a picture is shown, by WeChat's numbers.</summary>
public enum ContentScene
{
    Profile = 1,
    Comment = 2,
    Forum = 3,
    Log = 4,
}

public enum MediaKind
{
    Audio = 1,
    Image = 2,
}

public enum Suggestion
{
    Pass,

    /// <summary>Somebody has to look at it.</summary>
    Review,
    Risky,
}

/// <param name="Label">What it was taken for, by WeChat's numbers; 100 is nothing bad.</param>
public sealed record TextVerdict(Suggestion Suggestion, int Label)
{
    /// <summary>A text has at most so many characters.</summary>
    public const int TextLengthMax = 2_500;
}

public sealed record MediaTrace(string TraceId);

/// <summary>What the user is about to do, by WeChat's numbers.</summary>
public enum RiskScene
{
    Register = 0,
    Marketing = 1,
}

/// <param name="Rank">0 (none) to 4 (high).</param>
public sealed record RiskRank(int Rank);
