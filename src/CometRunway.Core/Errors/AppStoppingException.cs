namespace CometRunway.Errors;

/// <summary>The exception that is thrown for a create while the app is stopping. Nothing was sent and nothing was charged; retry after the app restarts.</summary>
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
