using FluentValidation;
using ResidentService.Domain.Residents;

namespace ResidentService.Service.Api.Auth;

/// <param name="Code">The code of <c>wx.login</c>.</param>
/// <param name="PhoneCode">
/// The code of a tap on "my phone number": who is new here joins the record that staff keep under this phone, and
/// everybody else is given it as by <c>POST /me/phone</c>.
/// </param>
public sealed record SignInByWeChat(string Code, string? PhoneCode)
{
    public sealed class Rules : AbstractValidator<SignInByWeChat>
    {
        public Rules()
        {
            RuleFor(body => body.Code).NotEmpty().MaximumLength(256);
            RuleFor(body => body.PhoneCode).Length(1, 256);
        }
    }
}

public sealed record RefreshTokens(string RefreshToken)
{
    public sealed class Rules : AbstractValidator<RefreshTokens>
    {
        public Rules() => RuleFor(body => body.RefreshToken).NotEmpty().MaximumLength(4_096);
    }
}

/// <param name="ExpiresIn">Seconds until the access token ends.</param>
public sealed record TokensAnswer(
    string AccessToken, string RefreshToken, int ExpiresIn, ResidentId ResidentId, bool IsNew);
