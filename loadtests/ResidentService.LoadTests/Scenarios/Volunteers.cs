using System.Text;
using ResidentService.LoadTests.Load;
using ResidentService.LoadTests.Stage;

namespace ResidentService.LoadTests.Scenarios;

/// <summary>People who have become volunteers, since only those earn points.</summary>
internal static class Volunteers
{
    private static readonly byte[] Form = Encoding.UTF8.GetBytes("""{"skills":["保洁"],"birthDate":"1990-05-04"}""");

    public static Task Register(Town town, Phone phone, int people) => Loads.Closed(
        i => phone.Post("/api/v1/me/volunteer", town.People.TokenOf(i), $"volunteer-{i}", Form),
        connections: 64, TimeSpan.FromMinutes(5), people);
}
