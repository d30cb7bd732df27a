using Dapper;
using Microsoft.Data.Sqlite;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Api.Meals;
using ResidentService.Service.Views;

namespace ResidentService.Tests.Service.Api.Meals;

/// <summary>Whose diet is given waits, over any restart, until the journal says that meals are held to it.</summary>
public sealed class ChangedDietsTableTests : IDisposable
{
    private static readonly ResidentId Wang = Id.Parse<ResidentId>("res_wang");
    private static readonly ResidentId Li = Id.Parse<ResidentId>("res_li");
    private static readonly DateTimeOffset Noon = DateTimeOffset.Parse("2026-05-04T12:00:00+08:00", null);

    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly SqliteStatements _statements;
    private readonly TableWriter _writer;
    private readonly MealTables _tables = new();

    public ChangedDietsTableTests()
    {
        _connection.Open();
        foreach (var table in _tables.Tables)
            _connection.Execute(table.Schema + string.Concat(table.Indexes));
        _statements = new SqliteStatements(_connection);
        _writer = new TableWriter(_statements);
    }

    [Fact]
    public void It_waits_from_the_last_diet_given_until_meals_are_held_to_it_or_the_person_is_gone()
    {
        var diet = new ResidentFact.DietGiven(new Sealed("sealed"));
        Tell(Li, diet, Noon.AddMinutes(1));
        Tell(Wang, diet, Noon);
        Assert.Equal([(Wang, Noon), (Li, Noon.AddMinutes(1))], Waiting());
        Tell(Wang, diet, Noon.AddMinutes(2));
        Assert.Equal([(Li, Noon.AddMinutes(1)), (Wang, Noon.AddMinutes(2))], Waiting());
        Tell(Wang, new ResidentFact.DietHeld(), Noon.AddMinutes(5));
        Tell(Li, new ResidentFact.Erased(Li, null, null, [], null), Noon.AddMinutes(5));
        Assert.Empty(Waiting());
        Tell(Wang, diet, Noon.AddMinutes(6));
        Assert.Equal([(Wang, Noon.AddMinutes(6))], Waiting());
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private void Tell(ResidentId resident, ResidentFact fact, DateTimeOffset at)
    {
        _tables.Apply(
            new Entry
            {
                Stream = resident.Actor,
                Version = 1,
                Name = "",
                At = at,
                Caller = Caller.System,
                Command = CommandId.OfRequest("a-request"),
                Payload = default,
                Body = default,
                Reply = default,
            },
            fact,
            _writer);
    }

    private IEnumerable<(ResidentId, DateTimeOffset)> Waiting()
    {
        _writer.Flush();
        return _connection.Query<(string Resident, long SinceAt)>(
            "select resident, since_at from changed_diets order by since_at")
            .Select(row => (
                Id.Parse<ResidentId>(row.Resident), DateTimeOffset.FromUnixTimeMilliseconds(row.SinceAt)));
    }
}
