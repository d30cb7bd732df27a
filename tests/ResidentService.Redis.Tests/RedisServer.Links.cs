using Microsoft.Extensions.Logging.Abstractions;
using ResidentService.Cluster.Adapters.Redis;
using ResidentService.Tests.Runtime;
using StackExchange.Redis;

namespace ResidentService.Redis.Tests;

public sealed partial class RedisServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A node's way to it, which it has found. It has all the patience that a busy machine asks for.</summary>
    internal Task<RedisLink> Link() => Link(Patience);

    /// <param name="patience">Null: the usual one.</param>
    internal async Task<RedisLink> Link(TimeSpan? patience, TimeProvider? time = null, ILogger<RedisLink>? log = null)
    {
        var link = new RedisLink(
            ConfigurationOptions.Parse(Address), "test", time ?? TimeProvider.System, log ?? NullLogger<RedisLink>.Instance, patience);
        _clients.Add(link);
        await Answers(link);
        return link;
    }

    internal static Task Answers(RedisLink link) => Eventually.Until(async () => await Ask(link) is not null);

    internal static ValueTask<RedisResult?> Ask(RedisLink link) => link.Ask(database => database.ScriptEvaluateAsync("return 1"));
}
