using System.Diagnostics;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.MessagesLoad;

/// <summary>People who sign up as fast as they are answered.</summary>
internal static class Crowd
{
    private const int AtOnce = 256;

    private static int _people;

    /// <returns>Sign-ups a second.</returns>
    public static async Task<double> SignUp(Stage stage, TimeSpan time)
    {
        var @event = await stage.Publish(EventLimits.CapacityMax);
        var (done, watch) = (0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < time)
            {
                var person = Id.Parse<ResidentId>($"res_crowd{Interlocked.Increment(ref _people)}");
                await stage.Do(person.Actor, new ResidentCommand.Register(person));
                var claim = new ResidentCommand.ClaimTime(
                    @event.Id, [@event.Session], AgeAnswer.Fits, new EventRules());
                var reply = (ClaimReply)(await stage.Do(person.Actor, claim)).Reply;
                await stage.Do(@event.Id.Actor, new CommunityEventCommand.SignUp(person, reply.Number, false));
                Interlocked.Increment(ref done);
            }
        })));
        return done / watch.Elapsed.TotalSeconds;
    }
}
