using CometRunway.SemanticKernel.Functions;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp.Tools;

/// <summary>Sends the progress of a wait to a client that requested it: a percentage and a message.</summary>
internal sealed class ProgressNotifier(McpServer server, ProgressToken token) : IProgress<WaitProgress>
{
    private float _last = -1;
    private Task _sending = Task.CompletedTask;

    /// <inheritdoc/>
    public void Report(WaitProgress value)
    {
        // The protocol requires that the value increases with every notification.
        _last = Math.Max(_last + 0.01f, (float)Math.Round(value.Fraction * 100, 1));
        _sending = SendAsync(_sending, new ProgressNotificationValue { Progress = _last, Total = 100, Message = value.Message });
    }

    /// <summary>Sends one notification at a time to keep their order.</summary>
    private async Task SendAsync(Task earlier, ProgressNotificationValue value)
    {
        await earlier.ConfigureAwait(false);
        try
        {
            await server.NotifyProgressAsync(token, value).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The client has disconnected. The call itself handles that.
        }
    }
}
