using Microsoft.Extensions.Configuration;
using ResidentService.Domain.Kernel;
using ResidentService.Service.Settings;
using ResidentService.Service.WorkingCalendar;

namespace ResidentService.Tests.Service.WorkingCalendar;

public sealed class WorkingDaysFileTests
{
    [Fact]
    public void The_shipped_calendar_knows_the_announced_years()
    {
        var days = WorkingDaysFile.Read(new ConfigurationBuilder().Build());
        Assert.False(days.IsWorked(new(2026, 2, 16)));
        Assert.True(days.IsWorked(new(2026, 2, 14)));
        Assert.False(days.IsWorked(new(2025, 10, 8)));
    }

    [Fact]
    public void An_operators_file_adds_years()
    {
        var days = Read("""{"years":{"2099":{"off":["2099-01-01"],"work":["2099-01-03"]}}}""");
        Assert.False(days.IsWorked(new(2099, 1, 1)));
        Assert.True(days.IsWorked(new(2099, 1, 3)));
        Assert.False(days.IsWorked(new(2026, 1, 1)));
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("{}", "no \"years\"")]
    [InlineData("""{"years":{"next":{"off":[],"work":[]}}}""", "is no year")]
    [InlineData("""{"years":{"2099":{"off":[]}}}""", "is no year")]
    [InlineData("""{"years":{"2099":{"off":[],"work":[]}}}""", "has no holidays")]
    [InlineData("""{"years":{"2099":{"off":["2098-01-01"],"work":[]}}}""", "2098-01-01 stands under 2099")]
    [InlineData("""{"years":{"2099":{"off":["2099-01-01"],"work":["2099-01-02"]}}}""", "2099-01-02 is worked in exchange")]
    [InlineData("""{"years":{"2099":{"off":["2099-01-03"],"work":["2099-01-03"]}}}""", "2099-01-03 is worked in exchange")]
    [InlineData("""{"holidays":{}}""", "cannot be read")]
    public void A_file_that_is_wrong_stops_the_start_and_says_why(string text, string why)
    {
        var message = Assert.Throws<WrongSettingException>(() => Read(text)).Message;
        Assert.StartsWith("WorkingDays:File: ", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_runs_the_service_is_told_before_the_calendar_ends_and_after()
    {
        var days = new WorkingDays([2026], [], []);
        Assert.Null(WorkingDaysFile.Warning(days, At(2026, 10, 30)));
        Assert.Contains("until 2026-12-31", WorkingDaysFile.Warning(days, At(2026, 11, 2)), StringComparison.Ordinal);
        Assert.Contains("2027 are not known", WorkingDaysFile.Warning(days, At(2027, 1, 1)), StringComparison.Ordinal);

        static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 9, 0, 0, Calendar.Offset);
    }

    private static WorkingDays Read(string text)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "own.json");
        File.WriteAllText(path, text);
        return WorkingDaysFile.Read(new ConfigurationBuilder()
            .AddInMemoryCollection([new("WorkingDays:File", path)]).Build());
    }
}
