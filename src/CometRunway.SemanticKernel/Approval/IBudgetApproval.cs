namespace CometRunway.SemanticKernel.Approval;

/// <summary>
/// Asks a person whether one video may go over their own limits. A host puts one into a call (<c>AIFunctionArguments.Context</c>, under this
/// type), an app registers one as a service beside the functions; without one, the limit is the answer. A limit of 0 is never asked about.
/// </summary>
public interface IBudgetApproval
{
    /// <summary>True only for a person's clear yes to exactly this video. It must end by itself: no answer in good time is false.</summary>
    Task<bool> AllowAsync(BudgetQuestion question, CancellationToken cancellationToken);
}
