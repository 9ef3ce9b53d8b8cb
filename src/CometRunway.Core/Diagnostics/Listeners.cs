namespace CometRunway.Diagnostics;

/// <summary>Whoever listens to spans and metrics is code of the app, and runs inside the call that tells them.</summary>
internal static class Listeners
{
    /// <summary>Tells them; what they throw is theirs and ends here, because what is paid for must not depend on it.</summary>
    public static void Tell(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception)
        {
            // No log either: it may be the same code that fails.
        }
    }
}
