namespace CometRunway.SemanticKernel.Approval;

/// <summary>
/// Decides on a call of <c>create_video_from_image</c> that is about to cost money, usually by asking a person. Register one with
/// <c>services.AddCometRunwayApproval(...)</c>, or give one to <see cref="CometRunwayFunctions.WithApproval(IPaidCallApproval)"/>. Every approval that
/// a call meets is asked, and each must agree.
/// </summary>
/// <remarks>
/// <see cref="PaidCall.Reason"/> says why it is asked. <see cref="PaidCallReason.EveryCall"/>: any no ends the call. <see cref="PaidCallReason.OverLimit"/>:
/// the user's limit is reached, and this one video may exceed it only if at least one approval says yes and none says no. One call
/// is shown to an approval at a time. One that throws, returns null or takes longer than <see cref="PaidCall.AnswerTimeout"/> has not agreed.
/// </remarks>
public interface IPaidCallApproval
{
    /// <summary>Shows the call and returns the decision; <see cref="PaidCallDecision.Abstain"/> leaves a question to the others.</summary>
    ValueTask<PaidCallDecision> AskAsync(PaidCall paidCall, CancellationToken cancellationToken);
}
