using System.Text.Json;
using CometRunway.SemanticKernel.Approval;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp.Tools;

/// <summary>Asks the user through the chat client whether a video may exceed the limits. Anything but a clear yes in time is a no. When the client cannot ask, the limit decides.</summary>
internal sealed class ElicitationApproval(McpServer server, TimeProvider time) : IPaidCallApproval
{
    /// <summary>The timeout for the answer. Clients cancel a call after 60 s; the remaining time is for the request to the service.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(40);

    private const string Field = "allow";

    /// <summary>Returns true if the client can display a form. A client that declares no mode supports forms.</summary>
    public static bool IsPossible(ClientCapabilities? client) => client?.Elicitation is { } can && (can.Form is not null || can.Url is null);

    /// <inheritdoc/>
    public async ValueTask<PaidCallDecision> AskAsync(PaidCall paidCall, CancellationToken cancellationToken)
    {
        // Chat clients have their own confirmation for tool calls.
        if (paidCall.Reason != PaidCallReason.OverLimit)
            return PaidCallDecision.Abstain;
        using var limit = new CancellationTokenSource(Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var answer = await server.ElicitAsync(Form(paidCall), both.Token).AsTask().WaitAsync(both.Token).ConfigureAwait(false);
            return IsYes(answer) ? PaidCallDecision.Yes : PaidCallDecision.No();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return PaidCallDecision.No();
        }
        catch (Exception error) when (error is McpException or InvalidOperationException or IOException or JsonException)
        {
            // The question could not be asked (for example in a stateless session), so the limit decides, and no reply says that a person was asked.
            return PaidCallDecision.Abstain;
        }
    }

    /// <summary>
    /// Returns true if the user consented. The checkbox must be selected, because some clients accept an empty form without asking the user.
    /// </summary>
    private static bool IsYes(ElicitResult answer) =>
        answer.IsAccepted && answer.Content?.TryGetValue(Field, out var tick) is true && tick.ValueKind == JsonValueKind.True;

    private static ElicitRequestParams Form(PaidCall call) => new()
    {
        Message = call.ToString(),
        RequestedSchema = new()
        {
            Properties =
            {
                [Field] = new ElicitRequestParams.BooleanSchema { Title = "Allow this one video", Description = "It costs money. The limits stay as they are." },
            },
            Required = [Field],
        },
    };
}
