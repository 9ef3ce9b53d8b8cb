using CometRunway.Sandbox.Faults;

namespace CometRunway.Sandbox.Api;

/// <summary>Injects the faults that take effect before the response is sent.</summary>
internal sealed class FaultInjector(FaultPlan plan)
{
    /// <summary>Injects faults before the endpoint processes the request. Returns the response to send instead, or null to continue.</summary>
    public async Task<ApiResponse?> BeforeAsync(RequestContext context)
    {
        switch (context.Fault?.Fault)
        {
            case TransportFault { Kind: TransportFaultKind.PauseBeforeAccept }:
                await plan.PauseAsync("before-accept", context.TaskId, context.Http.RequestAborted).ConfigureAwait(false);
                return null;
            case TransportFault { Kind: TransportFaultKind.ResetBeforeAccept }:
                return ApiResponse.Reset;
            case ResponseFault { AfterAccept: false } fault:
                return ToResponse(context, fault);
            default:
                return null;
        }
    }

    /// <summary>Injects faults after a task was accepted or a read was completed. Returns the response to send.</summary>
    public async Task<ApiResponse> AfterAsync(RequestContext context, ApiResponse response)
    {
        switch (context.Fault?.Fault)
        {
            case TransportFault { Kind: TransportFaultKind.PauseAfterAccept }:
                await plan.PauseAsync("after-accept", context.TaskId, context.Http.RequestAborted).ConfigureAwait(false);
                return response;
            case TransportFault { Kind: TransportFaultKind.ResetAfterAccept }:
                return ApiResponse.Reset;
            case ResponseFault { AfterAccept: true } fault when context.Accepted:
                return ToResponse(context, fault);
            default:
                return response;
        }
    }

    private static ApiResponse ToResponse(RequestContext context, ResponseFault fault) =>
        ApiResponse.Text(fault.Status, fault.ContentType, fault.Body(context.FaultContext)) with
        {
            Location = fault.Location,
            RetryAfter = context.Fault!.Rule.RetryAfter,
            FillerBytes = fault.HasFiller ? context.Fault.Rule.Bytes : 0,
        };
}
