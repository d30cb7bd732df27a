using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;

namespace ResidentService.Tests.Simulation.Users;

/// <summary>Somebody with a phone: does one thing after the other, and tries again in one way or another.</summary>
internal abstract class User(World world, Town town, string name)
{
    private const int TriesMax = 6;

    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(400);

    private int _number;

    protected World World => world;

    protected Town Town => town;

    protected Chance Chance => world.Chance;

    protected DateTimeOffset Now => Calendar.Local(world.Clock.Domain.GetUtcNow());

    /// <summary>Whether it has come to its end.</summary>
    public bool IsDone { get; private set; }

    public void Begin(Func<bool> goesOn) => world.Users.Begin(async () =>
    {
        while (goesOn())
        {
            await Act();
            await Pause();
        }

        IsDone = true;
    });

    protected abstract Task Act();

    /// <summary>The key of something new.</summary>
    protected string NewKey() => $"{name}-{++_number}";

    /// <summary>
    /// Asks until there is an answer: some phones with the same key, some as if it were something new, some not at all.
    /// </summary>
    /// <returns>The answer; null where none came and the user gave up.</returns>
    protected async Task<Outcome?> Ask(ResidentId caller, Func<Request, ValueTask<Outcome>> endpoint)
    {
        var key = NewKey();
        for (var tries = 1; ; tries++)
        {
            var outcome = await world.Network.Send(key, new Caller(caller.Value), endpoint);
            var isOver = outcome is not (null or Outcome.Rejected { Rejection.Kind: RejectionKind.TryAgain });
            // Now and then the same request comes once more though it was answered.
            if (tries == TriesMax || (isOver ? !Chance.OnceIn(8) : Chance.OnceIn(6)))
                return outcome;
            if (!isOver && Chance.OnceIn(4))
                key = NewKey();
            await Pause();
        }
    }

    protected Task Pause() => Task.Delay(PauseMax * Chance.Below(100) / 100, world.Clock.SystemFor(world.Users));
}
