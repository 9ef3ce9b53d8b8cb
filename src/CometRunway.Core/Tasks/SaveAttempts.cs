using System.Globalization;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>Says when saving a video is tried again.</summary>
internal static class SaveAttempts
{
    private static readonly int[] Minutes = [1, 2, 5, 10, 20, 30, 60];

    /// <summary>Returns a sentence with the time until the next attempt, rounded up.</summary>
    public static string Next(VideoTask task, DateTimeOffset now) => task.NextPollAt is { } at && at > now
        ? string.Create(CultureInfo.InvariantCulture, $"Saving is tried again by itself within {Wait(at - now)}.")
        : "Saving is tried again by itself.";

    private static string Wait(TimeSpan wait)
    {
        var minutes = Minutes.FirstOrDefault(minutes => wait <= TimeSpan.FromMinutes(minutes));
        return minutes switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalHours)} hours"),
            1 => "a minute",
            60 => "an hour",
            _ => string.Create(CultureInfo.InvariantCulture, $"{minutes} minutes"),
        };
    }
}
