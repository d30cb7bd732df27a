using ResidentService.Domain.Appointments;
using ResidentService.Domain.Care;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Looks;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Points;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Domain.Volunteers;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Snapshots;

namespace ResidentService.Tests.Simulation.Checks;

/// <summary>Folds a stream again from its bytes and compares that with what the living actor says.</summary>
internal abstract class Refold
{
    public static IReadOnlyDictionary<string, Refold> All { get; } = new Dictionary<string, Refold>
    {
        ["identity"] = Of(IdentityDecider.Value),
        ["resident"] = Of(ResidentDecider.Value),
        ["community"] = Of(CommunityDecider.Value),
        ["event"] = Of(CommunityEventDecider.Value),
        ["volunteer"] = Of(VolunteerDecider.Value),
        ["household"] = Of(HouseholdDecider.Value),
        ["account"] = Of(AccountDecider.Value),
        ["merchant"] = Of(MerchantDecider.Value),
        ["offer"] = Of(OfferDecider.Value),
        ["redemption"] = Of(RedemptionDecider.Value),
        ["book"] = Of(AppointmentBookDecider.Value),
        ["legal-aid"] = Of(LegalAidDecider.Value),
        ["legal-aid-desk"] = Of(LegalAidDeskDecider.Value),
        ["looks"] = Of(LookDecider.Value),
        ["care"] = Of(CareDecider.Value),
        ["pairing"] = Of(PairingDecider.Value),
        ["catalogue"] = Of(CatalogueDecider.Value),
        ["order"] = Of(OrderDecider.Value),
        ["kitchen"] = Of(KitchenDecider.Value),
        ["meal-day"] = Of(MealDayDecider.Value),
    };

    /// <summary>Whether the actor's state is what its entries make.</summary>
    public abstract ValueTask<bool> IsSame(IActors actors, ActorId id, IReadOnlyList<Entry> entries, Codec codec);

    private static Refold Of<TCommand, TEvent, TState>(Decider<TCommand, TEvent, TState> decider)
        where TCommand : ICommand
        where TEvent : IEvent => new Typed<TCommand, TEvent, TState>(decider);

    private sealed class Typed<TCommand, TEvent, TState>(Decider<TCommand, TEvent, TState> decider) : Refold
        where TCommand : ICommand
        where TEvent : IEvent
    {
        private readonly Shape<TState> _shape = Shapes.Of<TState>();

        public override async ValueTask<bool> IsSame(
            IActors actors, ActorId id, IReadOnlyList<Entry> entries, Codec codec)
        {
            var folded = decider.Initial;
            foreach (var entry in entries)
                folded = decider.Evolve(folded, (TEvent)codec.Decode(entry), entry.At);
            var living = await actors.Read(id, new GetState());
            return Bytes(folded).AsSpan().SequenceEqual(Bytes(living));
        }

        private byte[] Bytes(TState state)
        {
            using var stream = new MemoryStream();
            using (var to = new StateWriter(stream))
                _shape.Write(to, state);
            return stream.ToArray();
        }

        private sealed record GetState : IQuery<TState, TState>
        {
            public TState Answer(TState state) => state;
        }
    }
}
