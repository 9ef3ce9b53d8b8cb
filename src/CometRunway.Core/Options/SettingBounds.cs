namespace CometRunway.Options;

/// <summary>The bounds of the settings that are times.</summary>
internal static class SettingBounds
{
    /// <summary>The longest time of any setting.</summary>
    public static TimeSpan LongestTime { get; } = TimeSpan.FromDays(366);

    /// <summary>The longest timeout of one request.</summary>
    public static TimeSpan LongestTimeout { get; } = TimeSpan.FromHours(1);

    /// <summary>The longest time between two polls of a task.</summary>
    public static TimeSpan LongestPoll { get; } = TimeSpan.FromDays(1);

    /// <summary>The shortest interval that the service recommends between two polls of a task.</summary>
    public static TimeSpan ShortestPoll { get; } = TimeSpan.FromSeconds(5);
}
