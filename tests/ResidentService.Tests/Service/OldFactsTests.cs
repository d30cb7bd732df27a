using System.Text;
using ResidentService.Domain.Appointments;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Service;

/// <summary>Single facts as an earlier version of the code has written them.</summary>
public sealed class OldFactsTests
{
    private static readonly Codec Codec = new(typeof(Resident).Assembly);

    [Fact]
    public void The_readable_reason_of_a_cancelled_appointment_is_a_notice()
    {
        var fact = Assert.IsType<AppointmentBookFact.Cancelled>(Decode("appointment.cancelled.v1",
            """
            {"book":"book_a","appointment":"apt_a","resident":"res_a","slot":{"startsAt":"2026-05-04T09:00:00+08:00",
            "endsAt":"2026-05-04T09:30:00+08:00"},"byStaff":true,"late":false,"reason":"停电"}
            """));
        Assert.Equal(("停电", null), (fact.Notice, fact.Reason));
    }

    [Fact]
    public void A_visit_that_told_no_community_and_no_presence_tells_none()
    {
        var fact = Assert.IsType<PairingFact.Visited>(Decode("pairing.visited.v1",
            """
            {"pairing":"pai_a","resident":"res_a","visitor":"res_b","visit":"vis_a","kind":"phone","minutes":5,
            "notes":"dGV4dA==","hasNeeds":false,"visitBy":"2026-05-11T09:00:00+08:00"}
            """));
        Assert.Equal((5, null, null), (fact.Minutes, fact.Community, fact.Signed));
        Assert.Empty(PairingReactions.Value.Sends(fact.Pairing.Actor, fact, DateTimeOffset.UnixEpoch));
    }

    private static object Decode(string name, string body) => Codec.Decode(new Entry
    {
        Position = 1,
        Stream = ActorId.Parse("any/one"),
        Version = 1,
        Name = name,
        At = DateTimeOffset.UnixEpoch,
        Caller = Caller.System,
        Command = CommandId.OfRequest("test"),
        Payload = default,
        Body = Encoding.UTF8.GetBytes(body),
        Reply = default,
        Hash = default,
    });
}
