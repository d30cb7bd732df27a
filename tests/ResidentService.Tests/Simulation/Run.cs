using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Service.Verification;
using ResidentService.Tests.Simulation.Bugs;
using ResidentService.Tests.Simulation.Checks;
using ResidentService.Tests.Simulation.Users;

namespace ResidentService.Tests.Simulation;

/// <summary>What a run came to.</summary>
/// <param name="Digest">Over all that is in the journal: the same seed gives the same.</param>
internal sealed record RunResult(int Seed, string Digest, long Entries, int Crashes, long Steps);

/// <summary>One seed, from an empty store to its end.</summary>
internal sealed class Run
{
    private const int QuietStepsMax = 60_000;

    private readonly int _seed;
    private readonly World _world;
    private readonly Town _town;
    private readonly List<User> _users;
    private bool _ends;

    private Run(int seed, Bug bug, Action<string>? trace)
    {
        _seed = seed;
        _world = new World(seed, bug) { Trace = trace };
        _town = new Town(_world);
        _users =
        [
            .. Town.Residents.Select(resident => new Person(_world, _town, resident)),
            new Worker(_world, _town), new Clerk(_world, _town), new Carers(_world, _town), new Advisers(_world, _town),
            new Cook(_world, _town), new Rider(_world, _town), new Diner(_world, _town), new Chaos(_world, _town),
        ];
    }

    /// <summary>Runs a seed.</summary>
    /// <param name="seed">Chooses everything.</param>
    /// <param name="steps">Steps of the disorder, without the calm before and after it.</param>
    /// <param name="bug">Put in on purpose; null for none.</param>
    /// <param name="trace">Told of all that happens.</param>
    /// <exception cref="SimulationException">
    /// Something did not hold; the message names the seed and the step.
    /// </exception>
    public static RunResult Of(int seed, int steps, Bug? bug = null, Action<string>? trace = null)
    {
        var run = new Run(seed, bug ?? Bug.None, trace);
        try
        {
            return run.Do(steps);
        }
        catch (SimulationException e)
        {
            throw new SimulationException($"seed {seed}, {e.Message}", e.InnerException);
        }
        finally
        {
            run._world.Host.Kill();
        }
    }

    private RunResult Do(int steps)
    {
        _world.Host.Start();
        StepUntil(() => _world.Host.IsReady, "it starts");
        var isFounded = false;
        _world.Users.Begin(async () =>
        {
            await _town.Found();
            isFounded = true;
        });
        StepUntil(() => isFounded && _world.Host.IsQuiet, "the town is founded");
        var hours = _world.Chance.Below(3) * 14; // The disorder begins in the morning, after orders closed, or at lunch.
        _world.Clock.PassDomain(TimeSpan.FromHours(hours));
        StepUntil(() => _world.Host.IsQuiet, $"what was due in {hours} hours is done");

        _world.Faults = Faults.Of(_world.Chance);
        _world.Steps.AreCalm = false;
        _users.ForEach(user => user.Begin(() => !_ends));
        for (var until = _world.Steps.Taken + steps; _world.Steps.Taken < until;)
            _world.Step();

        if (!_world.Bug.LivesTwice)
        {
            Settle();
            CheckEnd();
        }

        return new(
            _seed, _world.Checks.Digest.ToString(), _world.Journal.All.Count, _world.Crashes, _world.Steps.Taken);
    }

    /// <summary>
    /// The faults end, the users stop, and then time passes until nothing more can come of what was done.
    /// </summary>
    private void Settle()
    {
        (_world.Faults, _world.Steps.AreCalm, _ends) = (Faults.None, true, true);
        StepUntil(() => _users.TrueForAll(user => user.IsDone) && _world.Host.IsQuiet, "the users are done");
        CheckNoTimeIsLost();
        foreach (var days in (int[])[2, 9, 40, 40])
        {
            _world.Clock.PassDomain(TimeSpan.FromDays(days));
            StepUntil(() => _world.Host.IsQuiet, $"all is done after {days} more days");
        }
    }

    private void StepUntil(Func<bool> condition, string what)
    {
        for (var steps = 0; !condition(); steps++)
        {
            if (steps == QuietStepsMax)
                _world.Fail($"it never comes to pass that {what}");
            _world.Step();
        }
    }

    /// <summary>
    /// Claims of time that are asked after have been answered: each that is held is used, and each sign-up holds one.
    /// </summary>
    private void CheckNoTimeIsLost()
    {
        _world.Clock.PassDomain(TimeSpan.FromMinutes(30)); // The clock may have stepped back before.
        StepUntil(() => _world.Host.IsQuiet, "claims are reviewed");
        var now = _world.Clock.Domain.GetUtcNow();
        var used = _world.Checks.Seats.SignedUp.Where(one => one.Sessions.Any(session => session.EndsAt > now))
            .Select(one => $"{one.Resident} {one.Event} {one.Claim}").Order(StringComparer.Ordinal).ToList();
        var held = new List<string>();
        Read(async () =>
        {
            foreach (var id in Town.Residents)
            {
                var resident = await _world.Host.Actors.Read(id.Actor, new GetResident());
                held.AddRange(resident!.Claims
                    .Where(claim => claim.Sessions.Any(session => session.EndsAt > now))
                    .Select(claim => $"{id} {claim.Event} {claim.Number}"));
            }
        });
        held.Sort(StringComparer.Ordinal);
        _world.Check(held.SequenceEqual(used),
            $"time claimed: {string.Join(", ", held)}; sign-ups: {string.Join(", ", used)}");
        ThrowIfFailed();
    }

    private void CheckEnd()
    {
        var world = _world;
        world.Checks.CheckAnswers();
        world.Checks.Stock.CheckNothingHeld();
        world.Checks.Meals.CheckEnd();
        world.Checks.Slots.CheckNothingTaken();
        world.Check(world.Checks.InTransit.Count == 0, $"in transit: {string.Join(", ", world.Checks.InTransit)}");
        world.Check(world.Views.Now.Parked.IsEmpty, $"parked: {string.Join(", ", world.Views.Now.Parked.Values)}");
        world.Check(
            world.Views.Now.Seen == world.Journal.All.Aggregate(0UL, Views.After),
            "the read tables have not seen each entry once, in its order");
        Read(async () =>
        {
            await CheckStates();
            await world.Checks.Promises.CheckNobodyIsForgotten(world.Host.Actors);
            await world.Checks.Applications.CheckNobodyIsForgotten(world.Host.Actors);
            foreach (var resident in Town.Residents)
            {
                var account = await world.Host.Actors.Read(
                    AccountId.Of(resident).Actor, new GetAccount(world.Clock.Domain.GetUtcNow()));
                world.Check(account!.Held == 0, $"{resident} still holds {account.Held} points");
            }

            var report = await new StoreVerification(world.Journal, world.Codec).Run(anchor: null);
            report.Faults.ToList().ForEach(fault => world.Fail(fault));
        });
        ThrowIfFailed();
    }

    private async Task CheckStates()
    {
        _world.Journal.ForgetDecoded();
        foreach (var stream in _world.Journal.Streams)
        {
            var isSame = await Refold.All[stream.Kind].IsSame(
                _world.Host.Actors, stream, _world.Journal.Of(stream), _world.Codec);
            _world.Check(isSame, $"the state of {stream} is not what its entries make");
        }
    }

    private void Read(Func<Task> look)
    {
        var isDone = false;
        _world.Host.Process.Begin(async () =>
        {
            await look();
            isDone = true;
        });
        StepUntil(() => isDone, "states are read");
    }

    private void ThrowIfFailed()
    {
        if (_world.Failure is { } failure)
            throw failure;
    }
}
