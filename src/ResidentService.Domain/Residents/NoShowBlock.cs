namespace ResidentService.Domain.Residents;

/// <summary>DOMAIN.md, Volunteering: several no-shows within a window bar for some days.</summary>
internal static class NoShowBlock
{
    /// <summary>
    /// From the start of what filled the window, for the days of the block; null where nothing is barred.
    /// </summary>
    /// <param name="starts">When what was missed began, in order.</param>
    /// <param name="now">What begins later does not count yet.</param>
    /// <param name="max">So many bar …</param>
    /// <param name="windowDays">… within so many days …</param>
    /// <param name="blockDays">… for so many.</param>
    public static DateTimeOffset? Until(
        IReadOnlyList<DateTimeOffset> starts, DateTimeOffset now, int max, int windowDays, int blockDays)
    {
        var counted = starts.Where(start => start <= now).ToList();
        for (var last = counted.Count - 1; last >= max - 1; last--)
        {
            var until = counted[last].AddDays(blockDays);
            if (until > now && counted[last] - counted[last - max + 1] <= TimeSpan.FromDays(windowDays))
                return until;
        }

        return null;
    }
}
