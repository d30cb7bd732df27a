namespace ResidentService.Tests.Cluster.Deploy;

internal static class RedisArguments
{
    /// <summary>
    /// Over a restart, and when its memory is full; and it asks who speaks to it, by a password that stands in no
    /// command line.
    /// </summary>
    /// <param name="command">A shell and what it runs: the server, and below what it reads.</param>
    public static void KeepWhatTheyAreTold(IReadOnlyList<string> command)
    {
        Assert.Equal(["sh", "-c"], command.Take(2));
        var parts = command[2].Split("<<EOF\n");
        var arguments = parts[0].Split([' ', '\\', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["exec", "redis-server"], arguments.Take(2));
        Assert.Equal("yes", Of("--appendonly"));
        Assert.Equal("everysec", Of("--appendfsync"));
        Assert.Equal("noeviction", Of("--maxmemory-policy"));
        Assert.Equal("-", arguments[^1]);
        Assert.Equal("requirepass $REDIS_PASSWORD\nEOF\n", parts[1]);

        string Of(string name) => arguments[Array.IndexOf(arguments, name) + 1];
    }
}
