using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.CommunityEvents;

namespace ResidentService.Tests.Simulation.Users;

/// <summary>A resident: signs up and cancels, comes and goes, redeems and gives.</summary>
internal sealed class Person(World world, Town town, ResidentId me) : User(world, town, me.Value)
{
    private static readonly Presence ByCode = new(PresenceBy.Code, PresencePlace.Unknown, null);

    protected override async Task Act()
    {
        var running = Town.Events.FindLast(known =>
            known.Details.FirstStart().AddMinutes(-30) <= Now && Now <= known.Details.LastEnd().AddHours(1)).Id;
        switch (Chance.Below(running == default ? 10 : 18)) // Who could be at an event mostly goes there.
        {
            case < 5 when Town.Events.Count > 0:
                await SignUp();
                break;
            case 5 or 6 when Town.Events.Count > 0:
                await On(RecentEvent().Id, new CommunityEventCommand.CancelSignUp(me));
                break;
            case >= 10 and < 15:
                await On(running, new CommunityEventCommand.CheckIn(me, ByCode, IsVolunteer: true));
                break;
            case >= 15:
                await On(running, new CommunityEventCommand.CheckOut(me, ByCode));
                break;
            case 7:
                await Redeem();
                break;
            case 8 when Town.Redemptions.Count > 0:
                var (redemption, _) = Chance.Of(Town.Redemptions);
                await Ask(me, request => Followed(request, redemption.Actor, new RedemptionCommand.Cancel()));
                break;
            case 9:
                await Give();
                break;
        }
    }

    private async Task SignUp()
    {
        var (id, details) = RecentEvent();
        await Ask(me, async request =>
        {
            var terms = await request.Read(id.Actor, new GetSignUpTerms(me, Now));
            if (terms.Refusal is { } refusal)
                return new Outcome.Rejected(refusal);
            return await new SigningUp(request.Of, request.Follow, me, id).Run(
                new ResidentCommand.ClaimTime(id, details.Sessions, AgeAnswer.Fits, terms.Rules!), isVolunteer: true);
        });
    }

    private Task On(EventId id, CommunityEventCommand command) =>
        Ask(me, request => Followed(request, id.Actor, command));

    private async Task Redeem()
    {
        var offer = Chance.Of(Town.Offers);
        await Ask(me, request =>
        {
            var redemption = Id.Parse<RedemptionId>("red_" + request.Key);
            if (!Town.Redemptions.Contains((redemption, me)))
                Town.Redemptions.Add((redemption, me));
            return Followed(request, redemption.Actor, new RedemptionCommand.Request(
                redemption, offer, Town.Shop, me, Town.Policy.Redemption));
        });
    }

    private async Task Give()
    {
        var to = Chance.OnceIn(4) ? AccountId.Fund(Town.Community) : AccountId.Of(Chance.Of(Town.Residents));
        var points = Amount.Of(1 + Chance.Below(4));
        await Ask(me, request => Followed(request, AccountId.Of(me).Actor, new AccountCommand.Give(
            Id.Parse<TransferId>("trf_" + request.Key), to, points, Town.Policy.Points, SameHousehold: true)));
    }

    private static async ValueTask<Outcome> Followed(Request request, ActorId actor, ICommand command)
    {
        var outcome = await request.Of(actor, command);
        await request.Follow(outcome);
        return outcome;
    }

    /// <summary>Mostly one of the last, where there is still something going on.</summary>
    private (EventId Id, EventDetails Details) RecentEvent() =>
        Town.Events[Math.Max(0, Town.Events.Count - 1 - Chance.Below(4))];
}
