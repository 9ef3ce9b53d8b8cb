namespace CometRunway.SemanticKernel.Approval;

/// <summary>Why an approval is asked.</summary>
public enum PaidCallReason
{
    /// <summary>The call costs money.</summary>
    EveryCall,

    /// <summary>The user's own limit is reached; a yes lets this one video go over it, and the limit stays.</summary>
    OverLimit,
}
