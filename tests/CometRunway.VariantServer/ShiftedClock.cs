using System.Globalization;

namespace CometRunway.VariantServer;

/// <summary>An adjustable clock: the system time plus the seconds in a file.</summary>
internal sealed class ShiftedClock(string file) : TimeProvider
{
    public static ShiftedClock FromEnvironment() =>
        new(Environment.GetEnvironmentVariable("CAMPAIGN_CLOCK") ?? throw new InvalidOperationException("CAMPAIGN_CLOCK names no file."));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset();

    private TimeSpan Offset() => File.Exists(file) && double.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var seconds)
        ? TimeSpan.FromSeconds(seconds)
        : TimeSpan.Zero;
}
