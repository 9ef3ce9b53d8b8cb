namespace CometRunway.Diagnostics;

/// <summary>Calls listeners of spans and metrics. They are code of the app and run synchronously in our call.</summary>
internal static class Listeners
{
    /// <summary>Runs the action and ignores its exceptions, because a paid request must not fail when a listener does.</summary>
    public static void Invoke(Action action)
    {
        try
        {
            action();
        }
        catch (Exception)
        {
            // Not logged either: the logger may be the code that fails.
        }
    }
}
