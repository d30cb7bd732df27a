using ResidentService.Domain.Appointments;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Service;
using ResidentService.Tests.Runtime;
using static ResidentService.Tests.Domain.Appointments.ABook;

namespace ResidentService.Tests.Service;

/// <summary>Many people after few slots, with the real runtime on all threads.</summary>
public sealed class RushForSlotsTests
{
    private const int Clients = 1_000;
    private const int Slots = 20;

    [Fact]
    public async Task Of_a_thousand_after_twenty_slots_twenty_book_and_no_slot_and_nobody_twice()
    {
        var journal = new MemoryJournal();
        var codec = new Codec(typeof(Resident).Assembly);
        var host = new TestHost(journal, domainTime: new Morning(), slices: Slices.All, codec: codec);
        var tenHours = new WorkingPlan(30, [new(1, new(9 * 60, 19 * 60))]);
        await Ask(host, "open", new AppointmentBookCommand.Open(Lawyer, Tangdu, Details, tenHours));

        var booked = await Task.WhenAll(
            Enumerable.Range(0, Clients).Select(number => Task.Run(() => Book(host, number))));

        Assert.Equal(Slots, booked.Count(isBooked => isBooked));
        var facts = (await journal.ReadAll(0, int.MaxValue)).Select(codec.Decode)
            .OfType<AppointmentBookFact.Booked>().ToList();
        Assert.Equal(Slots, facts.Select(fact => fact.Slot).Distinct().Count());
        Assert.Equal(Slots, facts.Select(fact => fact.Resident).Distinct().Count());
        Assert.Equal(Slots, facts.Count);
        Assert.Empty(host.Faults);
    }

    /// <summary>One phone: takes a free slot at random and confirms it, or looks for another one.</summary>
    private static async Task<bool> Book(TestHost host, int number)
    {
        var (random, resident, tries) = (new Random(number), Person($"p{number}"), 0);
        while (true)
        {
            var slots = await host.Actors.Read(Lawyer.Actor, new GetSlots(Monday, 1, Friday));
            var free = slots!.Where(one => one.IsFree).ToList();
            if (free.Count == 0)
                return false;
            var (name, startsAt) = ($"{number}-{++tries}", free[random.Next(free.Count)].Slot.StartsAt);
            if (await Ask(host, $"hold-{name}", Hold(name, resident, startsAt)) is Outcome.Accepted
                && await Ask(host, $"confirm-{name}", new AppointmentBookCommand.Confirm(Apt(name), null))
                    is Outcome.Accepted)
                return true;
        }
    }

    private static async Task<Outcome> Ask(TestHost host, string id, AppointmentBookCommand command) =>
        await host.Actors.Ask(Lawyer.Actor, TestHost.Asked(command, id));

    private sealed class Morning : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Friday;
    }
}
