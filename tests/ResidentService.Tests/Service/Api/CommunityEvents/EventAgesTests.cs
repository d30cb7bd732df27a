using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.CommunityEvents;

namespace ResidentService.Tests.Service.Api.CommunityEvents;

public sealed class EventAgesTests
{
    private static readonly DateTimeOffset Morning = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);

    [Fact]
    public void By_day_and_without_a_minimum_nobody_is_asked()
    {
        Assert.False(EventAges.Matter(Event(Morning)));
        Assert.False(EventAges.Matter(Event(Morning, minimumAge: 0)));
        Assert.True(EventAges.Matter(Event(Morning, minimumAge: 12)));
        Assert.True(EventAges.Matter(Event(Morning.AddHours(12))));
    }

    [Theory]
    [InlineData(null, AgeAnswer.BirthDateUnknown)]
    [InlineData("2014-05-05", AgeAnswer.TooYoung)]
    [InlineData("2014-05-04", AgeAnswer.Fits)]
    public void The_minimum_age_is_reached_on_the_day_of_the_event(string? birthDate, AgeAnswer answer) =>
        Assert.Equal(answer, EventAges.Fit(Date(birthDate), Event(Morning, minimumAge: 12)));

    [Theory]
    [InlineData("2008-05-05", AgeAnswer.MinorAtNight)]
    [InlineData("2008-05-04", AgeAnswer.Fits)]
    public void No_minor_takes_part_at_night(string? birthDate, AgeAnswer answer) =>
        Assert.Equal(answer, EventAges.Fit(Date(birthDate), Event(Morning.AddHours(12))));

    private static DateOnly? Date(string? text) => text is null ? null : DateOnly.Parse(text);

    private static EventDetails Event(DateTimeOffset start, int? minimumAge = null) => new(
        "小区大扫除", null, [new(start, start.AddHours(2))], null, null, Capacity: 2, WaitListCapacity: null,
        Place: null, LocationRequired: false, VolunteersOnly: false, NeedsApproval: false, minimumAge,
        PointsPerHour: null, PrivateDetails: null);
}
