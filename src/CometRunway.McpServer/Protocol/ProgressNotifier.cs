using CometRunway.SemanticKernel.Functions;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Protocol;

/// <summary>Sends a wait's progress to a client that asked for it; percent of 100, and a sentence.</summary>
internal sealed class ProgressNotifier(ModelContextProtocol.Server.McpServer server, ProgressToken token) : IProgress<WaitProgress>
{
    private float _last = -1;

    /// <inheritdoc/>
    public void Report(WaitProgress value)
    {
        // The protocol asks for a value that increases with every notification.
        _last = Math.Max(_last + 0.01f, (float)Math.Round(value.Fraction * 100, 1));
        _ = SendAsync(new ProgressNotificationValue { Progress = _last, Total = 100, Message = value.Message });
    }

    private async Task SendAsync(ProgressNotificationValue value)
    {
        try
        {
            await server.NotifyProgressAsync(token, value);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The client went away while its progress was on the way; the call itself will notice.
        }
    }
}
