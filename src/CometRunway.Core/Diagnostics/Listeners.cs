namespace CometRunway.Diagnostics;

/// <summary>Calls listeners of spans and metrics. They are code of the app and run synchronously.</summary>
internal static class Listeners
{
    /// <summary>Runs the action and ignores its exceptions, because a paid request must not fail if a listener fails.</summary>
    public static void Invoke(Action action)
    {
        try
        {
            action();
        }
        catch (Exception)
        {
            // Not logged, because the logger may be the code that fails.
        }
    }
}
