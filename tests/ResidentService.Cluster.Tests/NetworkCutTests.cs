using ResidentService.IntegrationTests;
using ResidentService.IntegrationTests.PostgreSql;

namespace ResidentService.Cluster.Tests;

/// <summary>
/// A silo that the others hear nothing of, nor it of them, while it reaches the database and Redis: they hold it for gone
/// sooner than it learns that, so that its actors live twice for a while. In the end it ends itself.
/// </summary>
public sealed class NetworkCutTests : Faults
{
    private const int Hosts = 3;

    public NetworkCutTests() : base(faultsMax: 1)
    {
        Assert.SkipUnless(Networks.ArePossible, Networks.NotPossible);
        HostNetworks = new Networks(Hosts);
    }

    [Fact]
    public Task No_seat_and_no_point_is_given_twice_while_a_silo_is_cut_off_from_the_others() =>
        Through("a silo was cut off, has ended itself, and was started again", async () =>
        {
            HostNetworks!.CutOff(0);
            await Soon.Until(() => Town.HasEnded(0));
            HostNetworks.Mend(0);
            await Town.StartHost(0);
        });
}
