namespace CometRunway.Errors;

/// <summary>The exception that is thrown when the ledger cannot be read or written (disk full, no permission, locked for too long). Without a ledger row no task is created.</summary>
public sealed class TaskStoreUnavailableException : CometRunwayException
{
    /// <summary>Creates the exception; the message describes how to fix the problem.</summary>
    public TaskStoreUnavailableException(string message, Exception? inner = null)
        : base(message, inner) => Charge = ChargeStatus.No;
}
