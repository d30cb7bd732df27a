namespace ResidentService.Tests.Cluster.Deploy;

internal static class RedisArguments
{
    /// <summary>Over a restart, and when its memory is full; and it asks who speaks to it.</summary>
    public static void KeepWhatTheyAreTold(string[] arguments)
    {
        string Of(string name) => arguments[Array.IndexOf(arguments, name) + 1];
        Assert.Equal("yes", Of("--appendonly"));
        Assert.Equal("everysec", Of("--appendfsync"));
        Assert.Equal("noeviction", Of("--maxmemory-policy"));
        Assert.Contains("REDIS_PASSWORD", Of("--requirepass"), StringComparison.Ordinal);
    }
}
