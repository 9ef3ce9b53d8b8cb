using CometRunway.Sandbox.Faults;

namespace CometRunway.Sandbox.Api;

/// <summary>Makes the trouble of an exchange that comes before its answer is sent.</summary>
internal sealed class FaultStage(FaultPlan plan)
{
    /// <summary>Before anything is taken. Null: go on.</summary>
    public async Task<Answer?> BeforeAsync(Exchange exchange)
    {
        switch (exchange.Fault?.Fault)
        {
            case TransportFault { Move: TransportMove.PauseBeforeAccept }:
                await plan.PauseAsync("before-accept", exchange.TaskId, exchange.Http.RequestAborted).ConfigureAwait(false);
                return null;
            case TransportFault { Move: TransportMove.ResetBeforeAccept }:
                return Answer.Reset;
            case AnswerFault { AfterAccept: false } fault:
                return AnswerOf(exchange, fault);
            default:
                return null;
        }
    }

    /// <summary>After a task was taken, or a read was done; gives the answer that is sent.</summary>
    public async Task<Answer> AfterAsync(Exchange exchange, Answer answer)
    {
        switch (exchange.Fault?.Fault)
        {
            case TransportFault { Move: TransportMove.PauseAfterAccept }:
                await plan.PauseAsync("after-accept", exchange.TaskId, exchange.Http.RequestAborted).ConfigureAwait(false);
                return answer;
            case TransportFault { Move: TransportMove.ResetAfterAccept }:
                return Answer.Reset;
            case AnswerFault { AfterAccept: true } fault when exchange.Accepted:
                return AnswerOf(exchange, fault);
            default:
                return answer;
        }
    }

    private static Answer AnswerOf(Exchange exchange, AnswerFault fault) =>
        Answer.Text(fault.Status, fault.ContentType, fault.Body(exchange.Scene)) with
        {
            Location = fault.Location,
            RetryAfter = exchange.Fault!.Rule.RetryAfter,
            Filler = fault.Huge ? exchange.Fault.Rule.Bytes : 0,
        };
}
