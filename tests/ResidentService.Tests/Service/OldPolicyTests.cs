using System.Text.Json;
using ResidentService.Domain.Communities;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Service;

/// <summary>A policy that was stored before a part of it existed has that part's defaults.</summary>
public sealed class OldPolicyTests
{
    [Fact]
    public void What_it_did_not_have_is_as_by_default() => Assert.Equal(
        Policy.Default,
        JsonSerializer.Deserialize<Policy>(
            """{"event":{},"earning":{},"points":{},"redemption":{}}""", Codec.Json));
}
