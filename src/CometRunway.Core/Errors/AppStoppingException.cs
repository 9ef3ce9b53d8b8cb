namespace CometRunway.Errors;

/// <summary>A create arrived while the app was stopping. Nothing was sent and nothing was charged; the same call works when the app runs again.</summary>
public sealed class AppStoppingException : CometRunwayException
{
    /// <summary>Creates the exception.</summary>
    public AppStoppingException()
        : base("This program is stopping, so no paid task is created any more: nothing was sent, nothing was charged.")
    {
        Charge = ChargeStatus.No;
        IsTransient = true;
    }
}
