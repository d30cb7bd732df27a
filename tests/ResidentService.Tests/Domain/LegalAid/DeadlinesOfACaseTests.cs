using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using static ResidentService.Tests.Domain.LegalAid.ACase;

namespace ResidentService.Tests.Domain.LegalAid;

public sealed class DeadlinesOfACaseTests
{
    private static readonly LegalAidCommand[] Commands =
        [Forward, Ask, Supply, Grant, Assign, Refuse, Dispute, Uphold, SendBack, Close, Withdraw];

    [Fact]
    public void A_deadline_that_nears_is_told_once_and_one_that_has_passed_once_more()
    {
        var near = new LegalAidCommand.NoteNear(May(18));
        var passed = new LegalAidCommand.NotePassed(May(18));
        Forwarded().When(near, On(14)).ThenNothing()
            .When(near, On(15)).Then(new LegalAidFact.DeadlineNear(It, Tangdu, Wang, LegalAidTurn.Centre, May(18)))
            .When(near).ThenNothing()
            .When(passed, On(18, hour: 23)).ThenNothing()
            .When(passed, On(19, hour: 0)).Then(new LegalAidFact.DeadlinePassed(It, Tangdu, LegalAidTurn.Centre, May(18)))
            .When(passed).ThenNothing();
        Forwarded().When(near, On(19)).ThenNothing();
        Forwarded().When(Grant, On(12)).When(passed, On(19)).ThenNothing();
        Nothing().When(near).ThenNothing().When(passed).ThenNothing();
    }

    [Fact]
    public void The_desk_hears_of_it_and_of_the_step_that_was_taken_and_the_applicant_hears_by_themself()
    {
        var desk = LegalAidDesk.ActorOf(Tangdu);
        Sends(new LegalAidFact.DeadlineNear(It, Tangdu, Wang, LegalAidTurn.Bureau, May(18)),
            new LegalAidDeskCommand.Note(Tangdu, It, new(LegalAidTurn.Bureau, IsLate: false)));
        Sends(new LegalAidFact.DeadlinePassed(It, Tangdu, LegalAidTurn.Centre, May(18)),
            new LegalAidDeskCommand.Note(Tangdu, It, new(LegalAidTurn.Centre, IsLate: true)));
        Sends(new LegalAidFact.Closed(It, Tangdu, Wang, Text));
        Sends(new LegalAidFact.Granted(It, Tangdu, Wang, Until(14, 13)), new LegalAidDeskCommand.Settle(It));
        Sends(new LegalAidFact.DeadlineNear(It, Tangdu, Wang, LegalAidTurn.Applicant, May(18)));

        void Sends(LegalAidFact fact, params LegalAidDeskCommand[] commands) => Assert.Equal(
            commands.Select(command => new Send(desk, command)),
            LegalAidReactions.Value.Sends(It.Actor, fact, Monday));
    }

    /// <summary>
    /// Whatever happens in whatever order, also with deadlines that fire late: what has not ended has a deadline, or it
    /// is somebody's turn for as long as it takes; what is late has been told, once; no limit of the law ends on a day
    /// off.
    /// </summary>
    [Fact]
    public void An_open_application_always_has_somebody_to_go_on_and_each_deadline_is_told_once() => Prop.ForAll(
        Gen.Choose(-3, Commands.Length - 1).ListOf().ToArbitrary(),
        steps =>
        {
            var run = new Runner();
            run.Do(Apply);
            foreach (var step in steps)
                run.Step(step);
        }).QuickCheckThrowOnFailure();

    private sealed class Runner
    {
        private readonly Dictionary<string, Deadline.Set> _deadlines = [];
        private LegalAidCase _case = LegalAidDecider.Value.Initial;
        private DateTimeOffset _now = Monday;

        public void Step(int step)
        {
            _now = _now.AddHours(9);
            if (step >= 0)
                Do(Commands[step]);
            else if (_deadlines.Values.MinBy(one => one.Due) is { } next)
                Fire(next);
            var known = Assert.IsType<LegalAidCase.Known>(_case, exactMatch: false);
            if (known is LegalAidCase.Due { IsPassed: false })
                Assert.Contains("passed", _deadlines.Keys);
            Assert.Equal(known is LegalAidCase.Ended, LegalAidCase.TurnOf(known) is null);
            if (known is LegalAidCase.Ended or LegalAidCase.Assigned)
                Assert.Empty(_deadlines);
        }

        private void Fire(Deadline.Set next)
        {
            _now = next.Due > _now ? next.Due : _now;
            _deadlines.Remove(next.Key);
            Do((LegalAidCommand)next.Send.Command);
            Do((LegalAidCommand)next.Send.Command, mayHappen: false);
        }

        public void Do(LegalAidCommand command, bool mayHappen = true)
        {
            var context = new Context(CommandId.OfRequest("test"), Caller.System, _now);
            if (LegalAidDecider.Decide(command, _case, context) is not Decision.Accepted accepted)
                return;
            Assert.True(mayHappen || accepted.Events.Count == 0);
            foreach (var fact in accepted.Events.Cast<LegalAidFact>())
            {
                _case = LegalAidCase.Evolve(_case, fact, _now);
                if (_case is LegalAidCase.AtCentre or LegalAidCase.LacksMaterials or LegalAidCase.Granted
                    or LegalAidCase.Objected)
                    Assert.True(Days.IsWorked(((LegalAidCase.Due)_case).Limit.LastDay));
                foreach (var deadline in LegalAidReactions.Value.Deadlines(It.Actor, fact, _now))
                {
                    if (deadline is Deadline.Set set)
                        _deadlines[set.Key] = set;
                    else
                        _deadlines.Remove(deadline.Key);
                }
            }
        }
    }
}
