namespace CometRunway.Errors;

/// <summary>The ledger cannot be read or written now (disk full, no permission, locked for too long): without its row nothing is created.</summary>
public sealed class TaskStoreUnavailableException : CometRunwayException
{
    /// <summary>Creates the exception; the message says what a person can do about it.</summary>
    public TaskStoreUnavailableException(string message, Exception? inner = null)
        : base(message, inner) => Charge = ChargeStatus.No;
}
