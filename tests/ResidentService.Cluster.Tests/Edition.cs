using System.Runtime.CompilerServices;

namespace ResidentService.Cluster.Tests;

/// <summary>All tests of this assembly, also those that it shares, are about silos.</summary>
internal static class Edition
{
    [ModuleInitializer]
    internal static void Choose() => Environment.SetEnvironmentVariable("TEST_EDITION", "Cluster");
}
