using System.Reflection;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Messages;
using ResidentService.Runtime.Snapshots;
using ResidentService.Service;

namespace ResidentService.Tests.Runtime;

/// <summary>Everything that actors are asked and answer can go to another process and back.</summary>
public sealed class ActorMessagesTests
{
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly ActorMessages Messages = new(Slices.All, new Codec(typeof(Resident).Assembly));

    public static TheoryData<Type> Shaped =>
    [
        typeof(Rejection), typeof(RuntimeRejection),
        .. Types.Where(type => type.IsAbstract && type.IsAssignableTo(typeof(ICommand)) && !type.IsInterface),
        .. Types.Where(type => !type.IsAbstract).SelectMany(type => type.GetInterfaces()
            .Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IQuery<,>))
            .SelectMany(one => (Type[])[type, one.GetGenericArguments()[1]])).Distinct(),
    ];

    private static IEnumerable<Type> Types => typeof(Resident).Assembly.GetTypes();

    [Theory]
    [MemberData(nameof(Shaped))]
    public void Every_command_rejection_query_and_view_has_a_shape(Type type) => Assert.NotNull(
        typeof(Shapes).GetMethod(nameof(Shapes.Of), BindingFlags.Public | BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null));

    [Fact]
    public void A_command_arrives_as_it_was_sent()
    {
        var at = new DateTimeOffset(2026, 5, 4, 9, 0, 0, Calendar.Offset);
        var asked = new Asked(
            new ResidentCommand.ClaimTime(
                Id.Parse<EventId>("evt_1"), [new(at, at.AddHours(2))], AgeAnswer.Fits, new EventRules()),
            CommandId.OfRequest("key"), new(7), new Caller("res_wang"))
        {
            FromFollower = true,
            NotBefore = at.ToUniversalTime(),
        };
        var read = Messages.ReadAsked(Zhang.Actor, Messages.Write(Zhang.Actor, asked));
        var claim = Assert.IsType<ResidentCommand.ClaimTime>(read.Command);
        Assert.Equal(at.AddHours(2), Assert.Single(claim.Sessions).EndsAt);
        Assert.Equal(asked with { Command = read.Command }, read);
    }

    [Fact]
    public void What_is_missing_stays_missing()
    {
        var (catalogue, order) = (new ActorId("catalogue", "com_tangdu"), Id.Parse<OrderId>("ord_1"));
        var take = new CatalogueCommand.TakeOrder(order, Id.Parse<ItemId>("itm_1"), Zhang, new(2026, 5, 4), Near: null);
        Assert.Equal(take, Sent(catalogue, take));
        Assert.Equal([Zhang], Assert.IsType<CatalogueCommand.TakeOrder>(Sent(catalogue, take with { Near = [Zhang] })).Near);
    }

    private static ICommand Sent(ActorId to, ICommand command) => Messages
        .ReadAsked(to, Messages.Write(to, new(command, CommandId.OfRequest("key"), default, Caller.System))).Command;

    [Fact]
    public async Task What_comes_back_is_what_the_actor_has_answered()
    {
        var actors = new TestHost(new MemoryJournal(), slices: Slices.All, codec: new Codec(typeof(Resident).Assembly)).Actors;
        var outcome = (Outcome.Accepted)await actors.Ask(
            Zhang.Actor, TestHost.Asked(new ResidentCommand.Register(Zhang), "key"));
        var accepted = (Outcome.Accepted)Messages.ReadOutcome(Messages.Write(outcome));
        Assert.Equal((outcome.Reply, outcome.Position), (accepted.Reply, accepted.Position));
        Assert.Equal(HashChain.Next(HashChain.Start, outcome.Entries[0]), HashChain.Next(HashChain.Start, accepted.Entries[0]));
        Assert.Equal(outcome.Entries[0].Hash.ToArray(), accepted.Entries[0].Hash.ToArray());

        Rejection[] rejections =
        [
            new RuntimeRejection.TryAgain(), new ResidentRejection.NoSuchResident(),
            new ResidentRejection.Barred(new(2026, 5, 4, 9, 0, 0, Calendar.Offset)),
        ];
        Assert.All(rejections, rejection => Assert.Equal(
            new Outcome.Rejected(rejection), Messages.ReadOutcome(Messages.Write(new Outcome.Rejected(rejection)))));

        var day = new DateTimeOffset(2026, 5, 4, 9, 0, 0, Calendar.Offset);
        var claim = new ResidentCommand.ClaimTime(
            Id.Parse<EventId>("evt_choir"), [new(day, day.AddHours(2)), new(day.AddDays(1), day.AddDays(1).AddHours(2))],
            AgeAnswer.Fits, new());
        Assert.IsType<Outcome.Accepted>(await actors.Ask(Zhang.Actor, TestHost.Asked(claim, "claims")));

        var query = new GetResident();
        var view = Messages.ReadView(query, await Messages.Answer(actors, Zhang.Actor, Messages.Write(query)));
        Assert.Equal(Zhang, view!.Id);
        var claimed = Assert.Single(view.Claims);
        Assert.Equal((claim.Event, 1), (claimed.Event, claimed.Number));
        Assert.Equal(claim.Sessions, claimed.Sessions);
        Assert.Null(Messages.ReadView(query, await Messages.Answer(actors, new("resident", "res_none"), Messages.Write(query))));
    }
}
