using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using static ResidentService.Tests.Domain.LegalAid.ACase;

namespace ResidentService.Tests.Domain.LegalAid;

public sealed class DeskTests
{
    private static readonly LegalAidId Second = Id.Parse<LegalAidId>("leg_b");
    private static readonly LegalAidAlert Near = new(LegalAidTurn.Centre, IsLate: false);
    private static readonly LegalAidAlert Late = new(LegalAidTurn.Centre, IsLate: true);
    private static readonly DateTimeOffset HalfPastEight = On(12, hour: 8).AddMinutes(30);

    private static Given<LegalAidDeskCommand, LegalAidDeskFact, LegalAidDesk> Desk() =>
        new(LegalAidDeskDecider.Value, On(12, hour: 0));

    private static LegalAidDeskCommand Note(LegalAidId id, LegalAidAlert alert) =>
        new LegalAidDeskCommand.Note(Tangdu, id, alert);

    private static LegalAidDeskCommand Tell(LegalAidAlert alert) =>
        new LegalAidDeskCommand.TellDigest(Tangdu, alert, HalfPastEight);

    [Fact]
    public void What_is_near_or_late_is_told_together_in_the_morning_to_each_who_has_to_know()
    {
        Desk().When(Note(It, Near)).Then(new LegalAidDeskFact.Noted(Tangdu, It, Near, HalfPastEight))
            .When(Note(It, Near)).ThenNothing()
            .When(Note(Second, Near)).When(Note(It, Late))
            .When(Tell(Near), HalfPastEight.AddMilliseconds(-1)).ThenNothing()
            .When(Tell(Near), HalfPastEight)
            .Then(new LegalAidDeskFact.DigestTold(Tangdu, Near, HalfPastEight, [It, Second], 2))
            .When(Tell(Near)).ThenNothing()
            .When(Tell(Late)).Then(new LegalAidDeskFact.DigestTold(Tangdu, Late, HalfPastEight, [It], 1));
    }

    [Fact]
    public void A_step_that_was_taken_before_is_not_told() => Desk().When(Note(It, Near)).When(Note(It, Late))
        .When(new LegalAidDeskCommand.Settle(It)).Then(new LegalAidDeskFact.Settled(It))
        .When(new LegalAidDeskCommand.Settle(It)).ThenNothing()
        .When(Tell(Near), HalfPastEight).ThenNothing();

    [Fact]
    public void The_digest_has_a_deadline_of_its_own()
    {
        var desk = LegalAidDesk.ActorOf(Tangdu);
        var set = Assert.IsType<Deadline.Set>(Assert.Single(LegalAidDeskDecider.Reactions.Deadlines(
            desk, new LegalAidDeskFact.Noted(Tangdu, It, Near, HalfPastEight), Monday)));
        Assert.Equal((HalfPastEight, new Send(desk, Tell(Near))), (set.Due, set.Send));
    }
}
