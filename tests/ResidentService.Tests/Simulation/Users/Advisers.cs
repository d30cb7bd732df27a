using ResidentService.Domain.Appointments;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;

namespace ResidentService.Tests.Simulation.Users;

/// <summary>
/// Neighbours who are after the same few slots of a lawyer and apply for legal aid; and those who decide on that, or
/// forget to.
/// </summary>
internal sealed class Advisers(World world, Town town) : User(world, town, "advisers")
{
    private static readonly Sealed Words = new("c2VhbGVk");
    private static readonly WorkingDays Days = new([.. Enumerable.Range(2020, 30)], [], []);
    private static readonly AppointmentRules Rules = new();

    private readonly List<AppointmentId> _appointments = [];
    private int _holds;

    protected override Task Act() => Chance.Below(10) switch
    {
        < 3 => Hold(),
        < 6 when _appointments.Count > 0 => Keep(Recent(_appointments)),
        6 when Town.Applications.Count < 12 => File(),
        _ when Town.Applications.Count > 0 => GoOn(Recent(Town.Applications)),
        _ => Task.CompletedTask,
    };

    /// <summary>All are after the next slots that are still to come.</summary>
    private Task Hold()
    {
        var (id, who) = (Id.Parse<AppointmentId>($"apt_{++_holds}"), Chance.Of(Town.Residents));
        _appointments.Add(id);
        return Ask(who, async request =>
        {
            var slots = (await request.Read(Town.Lawyer.Actor, new GetSlots(Calendar.DayOf(Now), 3, Now)))!;
            var startsAt = slots[Chance.Below(3)].Slot.StartsAt;
            var hold = new AppointmentBookCommand.Hold(id, who, startsAt, Rules, null);
            return await Send(request, Town.Lawyer.Actor, hold);
        });
    }

    private Task Keep(AppointmentId id) => On(Town.Worker, Town.Lawyer.Actor, Chance.Below(8) switch
    {
        < 4 => new AppointmentBookCommand.Confirm(id, null),
        4 => new AppointmentBookCommand.Cancel(id, ByStaff: false, null),
        5 => new AppointmentBookCommand.Cancel(id, ByStaff: true, Words),
        6 => new AppointmentBookCommand.NoteAttended(id),
        _ => new AppointmentBookCommand.NoteMissed(id),
    });

    private Task File()
    {
        var (id, who) = (Id.Parse<LegalAidId>($"leg_{Town.Applications.Count + 1}"), Chance.Of(Town.Residents));
        Town.Applications.Add(id);
        return On(who, id.Actor, new LegalAidCommand.File(
            id, new(Town.Community, who, who, new()), MeansCheck.Stated, Words, []));
    }

    /// <summary>Who answers an objection is not always who has refused.</summary>
    private Task GoOn(LegalAidId id) => On(Chance.OnceIn(2) ? Town.Worker : Town.Clerk, id.Actor, Chance.Below(12) switch
    {
        < 3 => new LegalAidCommand.Forward(Days),
        3 => new LegalAidCommand.AskMaterials(Words, Days),
        4 => new LegalAidCommand.Supply(Words, [], Days),
        5 => new LegalAidCommand.Grant(Days),
        6 => new LegalAidCommand.Assign(Words),
        7 => new LegalAidCommand.Refuse(Words),
        8 => new LegalAidCommand.Object(Words, Days),
        9 => new LegalAidCommand.SendBack(Words, Days),
        10 => new LegalAidCommand.Close(Words),
        _ when Chance.OnceIn(4) => new LegalAidCommand.Withdraw(),
        _ => new LegalAidCommand.Uphold(Words),
    });

    private Task On(ResidentId who, ActorId actor, ICommand command) =>
        Ask(who, request => Send(request, actor, command));

    private static async ValueTask<Outcome> Send(Request request, ActorId actor, ICommand command)
    {
        var outcome = await request.Of(actor, command);
        await request.Follow(outcome);
        return outcome;
    }

    private TId Recent<TId>(List<TId> all) => all[Math.Max(0, all.Count - 1 - Chance.Below(4))];
}
