namespace ResidentService.Service.Adapters.WeChat;

/// <summary>Where each call goes; limits and alarms name it so too.</summary>
public static class WeChatPaths
{
    public const string Session = "/sns/jscode2session";
    public const string Token = "/cgi-bin/stable_token";
    public const string Phone = "/wxa/business/getuserphonenumber";
    public const string SessionCheck = "/wxa/checksession";
    public const string SessionReset = "/wxa/resetusersessionkey";
    public const string Message = "/cgi-bin/message/subscribe/send";
    public const string CodeImage = "/wxa/getwxacodeunlimit";
    public const string Link = "/wxa/generate_urllink";
    public const string TextCheck = "/wxa/msg_sec_check";
    public const string MediaCheck = "/wxa/media_check_async";
    public const string Risk = "/wxa/getuserriskrank";
}
