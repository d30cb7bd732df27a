using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using ResidentService.Runtime.Actors;

namespace ResidentService.Tests.Simulation.Checks;

/// <summary>A deadline of legal aid is told once when it nears, and once more when it has passed.</summary>
internal sealed class Applications(World world)
{
    private readonly Dictionary<WaitingAlert, DateTimeOffset> _waiting = [];
    private readonly HashSet<string> _told = [];

    public void See(LegalAidFact fact)
    {
        if (fact is LegalAidFact.DeadlineNear near)
            Once($"{near.Application}: {near.Turn} until {near.LastDay:O} near");
        else if (fact is LegalAidFact.DeadlinePassed passed)
            Once(Passed(passed.Application, passed.Turn, passed.LastDay));
    }

    public void See(LegalAidDeskFact fact)
    {
        switch (fact)
        {
            case LegalAidDeskFact.Noted of:
                world.Check(
                    _waiting.TryAdd(new(of.Application, of.Alert), of.TellAt),
                    $"{of.Application} is noted twice: {of.Alert}");
                break;
            case LegalAidDeskFact.Settled of:
                foreach (var one in _waiting.Keys.Where(one => one.Application == of.Application).ToList())
                    _waiting.Remove(one);
                break;
            case LegalAidDeskFact.DigestTold of:
                Once($"digest of {of.Alert} at {of.TellAt:O}");
                foreach (var id in of.Applications)
                    world.Check(_waiting.Remove(new(id, of.Alert)), $"{id} stands in a digest and is not waited for");
                break;
        }
    }

    /// <summary>When all is done that was due: an application has ended, or somebody was told, or will be.</summary>
    public async Task CheckNobodyIsForgotten(IActors actors)
    {
        var now = world.Clock.Domain.GetUtcNow();
        foreach (var (one, tellAt) in _waiting)
            world.Check(now < tellAt, $"{one} should have been told at {tellAt:O}");
        foreach (var stream in world.Journal.Streams.Where(stream => stream.Kind == "legal-aid"))
        {
            var view = (await actors.Read(stream, new GetLegalAid(now)))!;
            if (view is not { Turn: { } turn, DueOn: { } lastDay })
                continue;
            world.Check(
                now < Calendar.StartOf(lastDay.AddDays(1))
                    ? world.Views.Now.Deadlines.ContainsKey((stream, "passed"))
                    : _told.Contains(Passed(view.Application, turn, lastDay)),
                $"{stream} waits for {turn} until {lastDay:O}, and nobody is told");
        }
    }

    private static string Passed(LegalAidId id, LegalAidTurn turn, DateOnly lastDay) =>
        $"{id}: {turn} until {lastDay:O} passed";

    private void Once(string what) => world.Check(_told.Add(what), $"told twice: {what}");
}
