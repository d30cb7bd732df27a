using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ResidentService.Domain.Kernel;
using ResidentService.Service.Settings;

namespace ResidentService.Service.WorkingCalendar;

/// <summary>
/// Holidays and make-up working days, as the State Council announces them each year: the file that comes with the
/// service, and one of the operator's whose years are added or take the place of those.
/// </summary>
public static class WorkingDaysFile
{
    public const string SettingName = "WorkingDays:File";

    private const string ShippedName = "cn-holidays.json";

    /// <summary>Next year's holidays are announced about then: from there on staff are told that they are missing.</summary>
    private const int WarnDaysBefore = 61;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="WrongSettingException">The operator's file is missing or wrong.</exception>
    public static WorkingDays Read(IConfiguration configuration)
    {
        var years = ReadYears(Path.Combine(AppContext.BaseDirectory, "WorkingCalendar", ShippedName));
        if (configuration[SettingName] is { Length: > 0 } own)
        {
            foreach (var (year, days) in ReadYears(Path.GetFullPath(own)))
                years[year] = days;
        }

        return new(
            [.. years.Keys], [.. years.Values.SelectMany(year => year.Off)],
            [.. years.Values.SelectMany(year => year.Work)]);
    }

    /// <summary>A line for who runs the service when the calendar ends soon, or has ended; else null.</summary>
    public static string? Warning(WorkingDays days, DateTimeOffset now)
    {
        var today = Calendar.DayOf(now);
        if (days.KnownUntil(today) is not { } until)
            return $"the holidays of {today.Year} are not known: legal deadlines cannot be computed. {WhatToDo}";
        return until < today.AddDays(WarnDaysBefore)
            ? $"holidays are known until {until:yyyy-MM-dd} only: legal deadlines beyond are refused. {WhatToDo}"
            : null;
    }

    private const string WhatToDo =
        $"Write the next year into a file like WorkingCalendar/{ShippedName}, name it in {SettingName}, and start again.";

    private static Dictionary<int, Year> ReadYears(string path)
    {
        File? file;
        try
        {
            file = JsonSerializer.Deserialize<File>(System.IO.File.ReadAllBytes(path), Format);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new WrongSettingException(SettingName, $"{path} cannot be read: {e.Message}");
        }

        var years = new Dictionary<int, Year>();
        foreach (var (name, year) in file?.Years ?? [])
        {
            if (!int.TryParse(name, out var number) || year is not { Off: not null, Work: not null })
                throw Wrong(path, $"\"{name}\" is no year with its lists \"off\" and \"work\"");
            if (year.Off.Count == 0)
                throw Wrong(path, $"{name} has no holidays; leave it out until they are announced");
            if (year.Off.Concat(year.Work).Where(day => day.Year != number).Select(day => (DateOnly?)day)
                .FirstOrDefault() is { } elsewhere)
                throw Wrong(path, $"{elsewhere:yyyy-MM-dd} stands under {name}");
            if (year.Work.Where(day => year.Off.Contains(day) || !IsWeekend(day)).Select(day => (DateOnly?)day)
                .FirstOrDefault() is { } unusual)
                throw Wrong(path, $"{unusual:yyyy-MM-dd} is worked in exchange, so it is on a weekend and not off");
            years[number] = year;
        }

        return years.Count > 0 ? years : throw Wrong(path, "it has no \"years\"");
    }

    private static WrongSettingException Wrong(string path, string why) => new(SettingName, $"{path}: {why}.");

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <param name="Source">Where the days were announced.</param>
    private sealed record File(string? Source, Dictionary<string, Year>? Years);

    private sealed record Year(IReadOnlyList<DateOnly> Off, IReadOnlyList<DateOnly> Work);
}
