using ResidentService.Domain.Appointments;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Runtime.Actors;

namespace ResidentService.Tests.Simulation.Bugs;

/// <summary>After somebody has declined nobody is told that it takes too long to find somebody else.</summary>
internal sealed class ForgottenTimeLimit : Bug
{
    public override SliceSet Slices { get; } = AllBugs.With(Slice.Of(
        OrderDecider.Value,
        OrderReactions.Value with
        {
            Deadlines = (source, fact, at) => fact is OrderFact.Declined
                ? []
                : OrderReactions.Value.Deadlines(source, fact, at),
        }));
}

/// <summary>The volunteer is told of an overdue visit, and nobody else ever.</summary>
internal sealed class ForgottenEscalation : Bug
{
    public override SliceSet Slices { get; } = AllBugs.With(Slice.Of(
        PairingDecider.Value,
        PairingReactions.Value with
        {
            Deadlines = (source, fact, at) => fact is PairingFact.VisitOverdue
                ? []
                : PairingReactions.Value.Deadlines(source, fact, at),
        }));
}

/// <summary>Nobody looks at how many orders the day has already.</summary>
internal sealed class QuotaForgotten : Bug
{
    public override SliceSet Slices { get; } = AllBugs.With(Slice.Of(
        CatalogueDecider.Value with { Decide = Decide }, CatalogueReactions.Value));

    private static Decision Decide(CatalogueCommand command, Catalogue state, Context context) =>
        CatalogueDecider.Decide(
            command,
            command is CatalogueCommand.TakeOrder && state is Catalogue.Kept kept
                ? kept with { Taken = kept.Taken.Clear() }
                : state,
            context);
}

/// <summary>Whoever asks for a slot gets it.</summary>
internal sealed class SlotGivenTwice : Bug
{
    public override SliceSet Slices { get; } = AllBugs.With(Slice.Of(
        AppointmentBookDecider.Value with { Decide = Decide }, AppointmentBookReactions.Value));

    private static Decision Decide(AppointmentBookCommand command, AppointmentBook state, Context context) =>
        AppointmentBookDecider.Decide(
            command,
            command is AppointmentBookCommand.Hold && state is AppointmentBook.Open book
                ? book with { Days = book.Days.Clear() }
                : state,
            context);
}

/// <summary>What is forwarded to the centre has no deadline but the station's, which is over.</summary>
internal sealed class ForgottenCentre : Bug
{
    public override SliceSet Slices { get; } = AllBugs.With(Slice.Of(
        LegalAidDecider.Value,
        LegalAidReactions.Value with
        {
            Deadlines = (source, fact, at) => fact is LegalAidFact.Forwarded
                ? []
                : LegalAidReactions.Value.Deadlines(source, fact, at),
        }));
}
