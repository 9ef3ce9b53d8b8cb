using System.Text.Json;
using CometRunway.SemanticKernel.Approval;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp.Tools;

/// <summary>Asks the user for approval through the chat client. A timeout, an unclear answer, or a client without elicitation counts as no.</summary>
internal sealed class ElicitationApproval(McpServer server, TimeProvider time) : IBudgetApproval
{
    /// <summary>Clients cancel a call after 60 s. The rest of that time is for the request to the service.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(40);

    private const string Field = "allow";

    /// <summary>Whether the client can show a form. A client that declares no mode supports forms.</summary>
    public static bool IsPossible(ClientCapabilities? client) => client?.Elicitation is { } can && (can.Form is not null || can.Url is null);

    /// <inheritdoc/>
    public async Task<bool> AllowAsync(BudgetQuestion question, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var answer = await server.ElicitAsync(Form(question), both.Token).AsTask().WaitAsync(both.Token).ConfigureAwait(false);
            return IsYes(answer);
        }
        catch (Exception error) when (error is McpException or InvalidOperationException or IOException or JsonException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>Some clients accept an empty form without asking the user, so the checkbox must be ticked.</summary>
    private static bool IsYes(ElicitResult answer) =>
        answer.IsAccepted && answer.Content?.TryGetValue(Field, out var tick) is true && tick.ValueKind == JsonValueKind.True;

    private static ElicitRequestParams Form(BudgetQuestion question) => new()
    {
        Message = question.ToString(),
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
