using ResidentService.Domain.Appointments;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Kernel;

namespace ResidentService.Tests.Domain.Catalogues;

public sealed class ServiceHoursTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 0, 0, 0, Calendar.Offset);

    /// <summary>Monday to Friday, nine to twelve and two to five.</summary>
    private static readonly IReadOnlyList<Shift> Office =
    [
        .. Enumerable.Range(1, 5).SelectMany(day => (Shift[])
            [new(day, new(14 * 60, 17 * 60)), new(day, new(9 * 60, 12 * 60))]),
    ];

    [Theory]
    [InlineData(10, 30, 10.5)] // within the morning
    [InlineData(11.75, 30, 14.25)] // over noon
    [InlineData(8, 30, 9.5)] // before it opens
    [InlineData(16.75, 120, 24 + 10.75)] // into the next day
    [InlineData((4 * 24) + 16.5, 60, (7 * 24) + 9.5)] // over the weekend
    public void Limits_run_while_it_is_open(double from, int minutes, double until) => Assert.Equal(
        Monday.AddHours(until), ServiceHours.After(Monday.AddHours(from), minutes, Office));

    [Fact]
    public void Without_hours_they_run_by_the_clock()
    {
        Assert.Equal(Monday.AddMinutes(30), ServiceHours.After(Monday, 30, []));
        Assert.Equal(Monday.AddMinutes(30), ServiceHours.After(Monday, 30, [new(1, new(9 * 60, 9 * 60))]));
    }

    [Theory]
    [InlineData(8, 8.5)]
    [InlineData(8.5, 8.5)]
    [InlineData(9, 14)]
    [InlineData(15, 24 + 8.5)]
    public void What_is_late_is_told_together_at_two_times_of_the_day(double at, double told) =>
        Assert.Equal(Monday.AddHours(told), Digest.After(Monday.AddHours(at), urgent: false));

    [Theory]
    [InlineData(9, 9)]
    [InlineData(23, 24 + 7)]
    [InlineData(3, 7)]
    public void What_is_urgent_is_told_at_once_but_not_at_night(double at, double told) =>
        Assert.Equal(Monday.AddHours(told), Digest.After(Monday.AddHours(at), urgent: true));
}
