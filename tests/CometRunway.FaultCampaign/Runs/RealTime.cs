namespace CometRunway.FaultCampaign.Runs;

/// <summary>
/// The only place under <c>tests</c> that waits by the clock. A fault must strike real processes after a delay that the seed draws, and other
/// processes send no signal to wait for. No test project can reach this program: tests wait for a condition.
/// </summary>
internal static class RealTime
{
    /// <summary>Returns when the time is over or the token is cancelled; it does not throw.</summary>
    public static async Task PauseAsync(TimeSpan length, CancellationToken cancellationToken)
    {
#pragma warning disable RS0030 // See the summary.
        await Task.Delay(length, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
#pragma warning restore RS0030
    }
}
