using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using ResidentService.Service.Security;

namespace ResidentService.Tests.Service.Security;

public sealed class RecentTicketsTests
{
    private static readonly DateTimeOffset Expires = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly Counting _inner = new();
    private readonly RecentTickets _tickets;

    public RecentTicketsTests() => _tickets = new(_inner);

    [Fact]
    public void An_access_token_is_opened_once_and_says_the_same_again()
    {
        var token = _tickets.Protect(new AccessTicket("res_1", "session", Expires).Ticket);

        var (first, again) = (_tickets.Unprotect(token)!, _tickets.Unprotect(token)!);

        Assert.Equal(1, _inner.Opened);
        foreach (var ticket in (AuthenticationTicket[])[first, again])
        {
            Assert.Equal(new AccessTicket("res_1", "session", Expires), AccessTicket.Of(ticket));
            Assert.True(ticket.Principal.Identity!.IsAuthenticated);
            Assert.Equal(BearerTokenDefaults.AuthenticationScheme, ticket.AuthenticationScheme);
        }
    }

    [Fact]
    public void A_token_that_differs_by_a_letter_is_not_taken_for_one_that_is_remembered()
    {
        var token = _tickets.Protect(new AccessTicket("res_1", "session", Expires).Ticket);
        Assert.NotNull(_tickets.Unprotect(token));

        var forged = (token[0] == 'x' ? 'y' : 'x') + token[1..];

        Assert.Null(_tickets.Unprotect(forged));
        Assert.Null(_tickets.Unprotect(forged));
        Assert.Equal(3, _inner.Opened);
        Assert.Null(_tickets.Unprotect(null));
    }

    [Fact]
    public void Another_kind_of_ticket_is_not_remembered()
    {
        var token = _tickets.Protect(new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(Tokens.SessionClaim, "session")], "tests")), "tests"));

        Assert.Equal("session", _tickets.Unprotect(token)!.Principal.FindFirstValue(Tokens.SessionClaim));
        Assert.NotNull(_tickets.Unprotect(token));
        Assert.Equal(2, _inner.Opened);
    }

    private sealed class Counting : ISecureDataFormat<AuthenticationTicket>
    {
        private readonly TicketDataFormat _format = new(new EphemeralDataProtectionProvider().CreateProtector("tests"));

        public int Opened { get; private set; }

        public string Protect(AuthenticationTicket data) => _format.Protect(data);

        public string Protect(AuthenticationTicket data, string? purpose) => _format.Protect(data, purpose);

        public AuthenticationTicket? Unprotect(string? protectedText)
        {
            Opened++;
            return _format.Unprotect(protectedText);
        }

        public AuthenticationTicket? Unprotect(string? protectedText, string? purpose) =>
            _format.Unprotect(protectedText, purpose);
    }
}
