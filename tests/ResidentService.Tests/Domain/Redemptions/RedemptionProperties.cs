using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Points;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Redemptions;

/// <summary>Whatever comes in whatever order, however often: one end wins, and each hold is settled once.</summary>
public sealed class RedemptionProperties
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly RedemptionId Lunch = Id.Parse<RedemptionId>("red_lunch");
    private static readonly MerchantId Noodles = Id.Parse<MerchantId>("mer_noodles");
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");

    private static readonly RedemptionCommand[] Commands =
    [
        new RedemptionCommand.Request(Lunch, Id.Parse<OfferId>("off_bowl"), Noodles, Zhang, new()),
        new RedemptionCommand.NoteStockHeld("一碗牛肉面", Amount.Of(5)),
        new RedemptionCommand.NotePointsHeld(),
        new RedemptionCommand.NoteRefused(RefusedFor.InsufficientPoints),
        new RedemptionCommand.Fulfil(Noodles, Id.Parse<ResidentId>("res_clerk")),
        new RedemptionCommand.Fulfil(Id.Parse<MerchantId>("mer_barber"), Zhang),
        new RedemptionCommand.Cancel(),
        new RedemptionCommand.Expire(),
    ];

    private sealed record Step(RedemptionCommand Command, int Hours);

    [Fact]
    public void One_end_wins_and_settles_each_hold_once() => Prop.ForAll(
        Steps, steps =>
        {
            var facts = new List<RedemptionFact>();
            Redemption state = new Redemption.Unknown();
            var now = Monday;
            foreach (var step in steps)
            {
                now = now.AddHours(step.Hours);
                var isPast = state is Redemption.Issued voucher && voucher.ExpiresAt <= now;
                state = Decide(step.Command, state, now, facts);
                Assert.True(!isPast || state is Redemption.Issued or Redemption.Expired);
                var count = facts.Count;
                state = Decide(step.Command, state, now, facts);
                Assert.Equal(count, facts.Count);
            }

            Assert.InRange(facts.Count(IsEnd), 0, 1);
            Assert.DoesNotContain(facts.SkipLast(1), fact => IsEnd(fact));
            Check(state, [.. facts.SelectMany(fact => RedemptionReactions.Value.Sends(Lunch.Actor, fact, now))
                .Select(send => send.Command)]);
        }).QuickCheckThrowOnFailure();

    private static Redemption Decide(
        RedemptionCommand command, Redemption state, DateTimeOffset now, List<RedemptionFact> facts)
    {
        var context = new Context(CommandId.OfRequest("test"), Caller.System, now);
        if (RedemptionDecider.Decide(command, state, context) is not Decision.Accepted accepted)
            return state;
        foreach (var fact in accepted.Events.Cast<RedemptionFact>())
        {
            facts.Add(fact);
            state = Redemption.Evolve(state, fact, now);
        }

        return state;
    }

    private static bool IsEnd(RedemptionFact fact) => fact is RedemptionFact.Fulfilled or RedemptionFact.Cancelled
        or RedemptionFact.Expired or RedemptionFact.Failed;

    private static void Check(Redemption state, List<ICommand> sent)
    {
        (int Posted, int Voided, int Consumed, int Released) settled = (
            sent.OfType<AccountCommand.PostHold>().Count(), sent.OfType<AccountCommand.VoidHold>().Count(),
            sent.OfType<OfferCommand.ConsumeStock>().Count(), sent.OfType<OfferCommand.ReleaseStock>().Count());
        var asksForPoints = sent.OfType<AccountCommand.Hold>().Count();
        Assert.Equal(state is Redemption.Unknown ? 0 : 1, sent.OfType<OfferCommand.HoldStock>().Count());
        Assert.Equal(
            state switch
            {
                Redemption.Fulfilled => (1, 0, 1, 0),
                Redemption.Cancelled or Redemption.Expired => (0, 1, 0, 1),
                // Points are asked for once the stock is held, and the account that refuses holds none.
                Redemption.Failed => (0, 0, 0, asksForPoints),
                _ => (0, 0, 0, 0),
            },
            settled);
        Assert.Equal(
            state switch
            {
                Redemption.Unknown or Redemption.Requested => 0,
                Redemption.Failed => settled.Released,
                _ => 1,
            },
            asksForPoints);
    }

    /// <summary>The commands of the way to a voucher come more often, so that most runs get there.</summary>
    private static Arbitrary<Step[]> Steps => (
        from command in Gen.Frequency(
            (3, Gen.Elements(Commands[..3])), (1, Gen.Elements(Commands)))
        from hours in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 100)))
        select new Step(command, hours)).ArrayOf(30).ToArbitrary();
}
