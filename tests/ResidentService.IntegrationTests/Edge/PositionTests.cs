using System.Globalization;

namespace ResidentService.IntegrationTests.Edge;

public sealed class PositionTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_write_tells_its_position_also_when_it_was_already_so()
    {
        var person = await town.Person();
        var staff = new { residentId = person.ResidentId, role = "gridWorker" };
        var path = $"/api/v1/communities/{town.Community}/staff";
        var first = PositionOf(await town.Worker.Post(path, staff));
        var again = PositionOf(await town.Worker.Post(path, staff));
        Assert.InRange(first, 1, again);
    }

    private static long PositionOf(Answer answer) =>
        long.Parse(Assert.Single(answer.Headers.GetValues("X-Position")), CultureInfo.InvariantCulture);
}
