using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.CommunityEvents;

namespace ResidentService.Tests.Service.Api.CommunityEvents;

public sealed class PresenceTests
{
    private static readonly EventPlace Square = new("广场", 34.27, 109.05, RadiusMetres: 100);
    private static readonly EventId Cleaning = Id.Parse<EventId>("evt_cleaning");
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");

    /// <summary>A thousandth of a degree of latitude is 111 m.</summary>
    [Theory]
    [InlineData(34.2708, null, PresencePlace.Inside, 90)]
    [InlineData(34.271, null, PresencePlace.Outside, 110)]
    [InlineData(34.271, 12.0, PresencePlace.Inside, 110)]
    [InlineData(34.2726, 5_000.0, PresencePlace.Inside, 290)]
    [InlineData(34.273, 5_000.0, PresencePlace.Outside, 330)]
    public void Of_a_position_only_the_outcome_and_a_rounded_distance_remain(
        double latitude, double? accuracy, PresencePlace place, int metres) => Assert.Equal(
        new Presence(PresenceBy.Code, place, metres), new ShowPresence("1", latitude, 109.05, accuracy).At(Square));

    [Fact]
    public void Without_a_position_or_a_place_it_is_the_code_only()
    {
        var byCodeOnly = new Presence(PresenceBy.Code, PresencePlace.Unknown, null);
        Assert.Equal(byCodeOnly, new ShowPresence("1", null, null, null).At(Square));
        Assert.Equal(byCodeOnly, new ShowPresence("1", 34.27, 109.05, 10).At(null));
    }

    [Fact]
    public void After_five_wrong_codes_a_minute_nothing_is_heard_until_the_next()
    {
        var clock = new Clock();
        var codes = new WrongCodes(clock);
        for (var guess = 0; guess < WrongCodes.PerMinuteMax; guess++)
            Assert.False(codes.IsRight(Zhang, Cleaning, () => false));
        Assert.Null(codes.IsRight(Zhang, Cleaning, () => true));
        Assert.True(codes.IsRight(Zhang, Id.Parse<EventId>("evt_other"), () => true));
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.True(codes.IsRight(Zhang, Cleaning, () => true));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
