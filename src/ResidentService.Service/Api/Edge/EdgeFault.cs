using ResidentService.Domain.Kernel;

namespace ResidentService.Service.Api.Edge;

/// <summary>
/// Why a request was refused, as HTTP says it. What a decider refuses is turned into one here and nowhere else; what
/// the edge itself refuses is listed below, in the order in which a request meets it.
/// </summary>
/// <param name="Code">Stable, lower snake case; one code has one status.</param>
public sealed record EdgeFault(int Status, string Code, string Chinese, string English)
{
    /// <summary>Field to what is wrong with it.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public static EdgeFault NoSuchRoute { get; } = new(404, "not_found",
        "没有找到您要的内容，请返回重新选择。", "There is no such thing. Please go back and choose again.");

    public static EdgeFault MethodNotAllowed { get; } = new(405, "method_not_allowed",
        "这个地址不支持这种操作，请更新小程序后再试。", "This address does not support the method. Please update the app.");

    public static EdgeFault NotSignedIn { get; } = new(401, "not_signed_in",
        "登录已失效，请重新登录。", "You are not signed in. Please sign in again.");

    public static EdgeFault NotAllowed { get; } = new(403, "not_allowed",
        "您没有权限做这个操作，请联系社区工作人员。", "You may not do this. Please ask your community's staff.");

    public static EdgeFault ActingForInvalid { get; } = new(400, "acting_for_invalid",
        "要替谁办没有填对，请重新选择。", "X-Acting-For names one other resident by id. Please choose again.");

    /// <summary>What no table names as a matter of residents that a helper can do.</summary>
    public static EdgeFault NotForHelpers { get; } = new(403, "not_for_helpers",
        "这件事不能代办，请退出代办后再试。", "This cannot be done for somebody else. Please stop acting for them first.");

    /// <summary>A helper would gain by it what they were not trusted with.</summary>
    public static EdgeFault NotForOneself { get; } = new(403, "not_for_oneself",
        "这一步涉及您自己，不能由您代办。请本人办理，或到社区凭签字的纸质材料办理。",
        "This concerns yourself, so you cannot do it for them. They do it themself, or on a signed form at the community.");

    /// <summary>What is a resident's, and theirs alone.</summary>
    public static EdgeFault OnlyInPerson(string chinese, string english) =>
        new(403, "only_in_person", chinese, english);

    public static EdgeFault TooManyRequests { get; } = new(429, "too_many_requests",
        "操作太频繁了，请稍等几秒再试。", "Too many requests. Please wait a few seconds and try again.")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    public static EdgeFault UnsupportedMediaType { get; } = new(415, "unsupported_media_type",
        "请求的格式不对，请用 JSON（application/json）。", "Please send JSON (application/json).");

    public static EdgeFault BodyTooLarge { get; } = new(413, "body_too_large",
        "提交的内容太大，请减少一些再试。", "The request is too large. Please shorten it.");

    public static EdgeFault BodyTooSlow { get; } = new(408, "body_too_slow",
        "网络太慢，内容没有收全，请换个网络再试。", "The request came too slowly. Please try again on a better connection.");

    public static EdgeFault UnknownField { get; } = new(400, "unknown_field",
        "提交了不认识的内容，请更新小程序后再试。", "The request has unknown fields. Please correct them or update the app.");

    public static EdgeFault ValidationFailed { get; } = new(400, "validation_failed",
        "有的内容没有填对，请按提示修改后再提交。", "Some of this is not right yet. Please correct it as noted and send it again.");

    public static EdgeFault BadCursor { get; } = new(400, "bad_cursor",
        "列表已更新，请从头再看一遍。", "The cursor is not of this list. Please start from the first page.");

    public static EdgeFault KeyRequired { get; } = new(400, "idempotency_key_required",
        "请求缺少编号，请更新小程序后再试。", "Please send an Idempotency-Key with this request.");

    public static EdgeFault KeyInvalid { get; } = new(400, "idempotency_key_invalid",
        "请求编号不对，请更新小程序后再试。", "An Idempotency-Key has 1 to 64 printable ASCII characters.");

    /// <summary>Who owns a shop that has not left the alliance cannot leave either.</summary>
    public static EdgeFault OwnsShop { get; } = new(409, "owns_shop",
        "这个账号还是商户的店主，请先让商户退出联盟，再注销账号。",
        "This account still owns a shop. Please have the shop leave the alliance first, then delete the account.");

    /// <summary>A rotating code or a card that is forged or out of date.</summary>
    public static EdgeFault CodeInvalid { get; } = new(409, "code_invalid",
        "这个码不对或已过期，请刷新后再扫一次。", "This code is wrong or out of date. Please refresh it and scan again.");

    public static EdgeFault WeChatCodeInvalid { get; } = new(401, "wechat_code_invalid",
        "微信登录没有成功，请重新打开小程序再试。", "The WeChat code is wrong or used. Please open the mini-program again.");

    public static EdgeFault PhoneNotSupported { get; } = new(409, "phone_not_supported",
        "目前只支持中国大陆的手机号，请换一个手机号。", "Only mobile numbers of the Chinese mainland can be used.");

    /// <summary>Joining the record ends the account, and with it the session: it goes with a sign-in.</summary>
    public static EdgeFault RecordWaits { get; } = new(409, "record_waiting",
        "社区已经用这个手机号为您建了档案。请退出，再选“手机号登录”，就能用那份档案。",
        "The community keeps a record under this phone. Please sign out and sign in with the phone to join it.");

    public static EdgeFault WeChatUserBlocked { get; } = new(403, "wechat_user_blocked",
        "微信提示这个账号有风险，暂时不能登录，请联系微信客服。",
        "WeChat marks this account as high-risk. Please contact WeChat's support.");

    /// <summary>WeChat takes the user for a robot, or for one of many accounts of one person.</summary>
    public static EdgeFault RiskTooHigh { get; } = new(403, "risk_too_high",
        "微信提示这个账号有风险，暂时不能兑换，请到社区服务站当面办理。",
        "WeChat marks this account as high-risk. Please redeem at your community's service station.");

    /// <summary>In the sandbox, and where no page is set.</summary>
    public static EdgeFault NoMiniProgram { get; } = new(409, "no_mini_program",
        "这里还没有连接小程序页面，生成不了小程序码，请联系管理员。",
        "No page of a mini-program is set up here, so there is no code. Please ask the administrator.");

    /// <summary>What others would read, and what the law or WeChat's rules forbid.</summary>
    public static EdgeFault ContentRefused { get; } = new(422, "content_refused",
        "这段内容不符合规定，请修改后再提交。", "This content is against the rules. Please change it and send it again.");

    /// <summary>Staff look at it; the same text passes afterwards.</summary>
    public static EdgeFault ContentWaits { get; } = new(409, "content_waiting",
        "这段内容要先由社区工作人员看一下，通过后会通知您，到时请再提交一次。",
        "Your community's staff look at this first. You will be told; then please send it once more.");

    /// <summary>Between two people, where nobody else looks.</summary>
    public static EdgeFault ContentUnsure { get; } = new(422, "content_unsure",
        "这段话暂时不能确认是否合适，请换个说法，或者先不写。",
        "It could not be made sure that this text is all right. Please write it otherwise, or leave it out.");

    public static EdgeFault RefreshTokenInvalid { get; } = new(401, "refresh_token_invalid",
        "登录已过期，请重新登录。", "The sign-in is over. Please sign in again.");

    public static EdgeFault WeChatUnavailable { get; } = new(503, "wechat_unavailable",
        "微信服务暂时用不了，我们正在处理，请过一会儿再试。", "WeChat does not work right now. Please try later.")
    {
        RetryAfter = TimeSpan.FromSeconds(60),
    };

    public static EdgeFault TryAgain { get; } = new(503, "try_again",
        "现在人太多，请过几秒再试一次，不会重复。",
        "Very busy right now. Please try again in a few seconds; nothing is done twice.")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    public static EdgeFault InternalError { get; } = new(500, "internal_error",
        "系统出了点问题，我们会尽快处理，请稍后再试。", "Something went wrong on our side. Please try again later.");

    /// <summary>What a decider or the runtime refuses.</summary>
    public static EdgeFault Of(Rejection rejection) =>
        new(StatusOf(rejection.Kind), rejection.Code, rejection.Chinese, rejection.English)
        {
            RetryAfter = rejection.Kind == RejectionKind.TryAgain ? TryAgain.RetryAfter : null,
        };

    /// <summary>What the framework refuses with a bare status.</summary>
    public static EdgeFault OfStatus(int status) => status switch
    {
        401 => NotSignedIn,
        403 => NotAllowed,
        404 => NoSuchRoute,
        405 => MethodNotAllowed,
        408 => BodyTooSlow,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        429 => TooManyRequests,
        503 => TryAgain,
        >= 400 and < 500 => ValidationFailed with { Status = status },
        _ => InternalError,
    };

    /// <summary>This fault, with what is wrong about one field.</summary>
    public EdgeFault At(string field, string chinese, string english) => this with
    {
        Errors = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            [field] = [Language.Pick(chinese, english)],
        },
    };

    private static int StatusOf(RejectionKind kind) => kind switch
    {
        RejectionKind.Invalid => 400,
        RejectionKind.NotAllowed => 403,
        RejectionKind.NotFound => 404,
        RejectionKind.Conflict => 409,
        RejectionKind.Reused => 422,
        RejectionKind.TryAgain => 503,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
