using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;

namespace ResidentService.Service.Security;

/// <summary>
/// Remembers what access tokens of late said, by their SHA-256: opening one takes a fifth of the time of a small
/// request, and who looks at an event and signs up shows the same one each time. Whether it has expired is looked at each
/// time by the handler, whether its session is alive by <see cref="SessionCheck"/>.
/// </summary>
/// <param name="protector">Opens what is not remembered.</param>
public sealed class RecentTickets(ISecureDataFormat<AuthenticationTicket> protector)
    : ISecureDataFormat<AuthenticationTicket>
{
    /// <summary>About 300 bytes each.</summary>
    private const int TicketsMax = 100_000;

    private readonly RecentValues<TextHash, AccessTicket> _recent = new(TicketsMax);

    /// <summary>A SHA-256: whole, since nobody can find another text for it.</summary>
    private readonly record struct TextHash(Int128 First, Int128 Second);

    public string Protect(AuthenticationTicket data) => protector.Protect(data);

    public string Protect(AuthenticationTicket data, string? purpose) => protector.Protect(data, purpose);

    public AuthenticationTicket? Unprotect(string? protectedText)
    {
        if (protectedText is null)
            return null;
        var hash = HashOf(protectedText);
        if (_recent.TryGet(hash, out var known))
            return known.Ticket;
        var ticket = protector.Unprotect(protectedText);
        if (ticket is not null && AccessTicket.Of(ticket) is { } access)
            _recent.Add(hash, access);
        return ticket;
    }

    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose) =>
        protector.Unprotect(protectedText, purpose);

    private static TextHash HashOf(string text)
    {
        Span<TextHash> hash = stackalloc TextHash[1];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), MemoryMarshal.AsBytes(hash));
        return hash[0];
    }
}
