using CometRunway.SemanticKernel.Functions;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp.Tools;

/// <summary>Sends a wait's progress to a client that asked for it; percent of 100, and a sentence.</summary>
internal sealed class ProgressNotifier(McpServer server, ProgressToken token) : IProgress<WaitProgress>
{
    private float _last = -1;
    private Task _sending = Task.CompletedTask;

    /// <inheritdoc/>
    public void Report(WaitProgress value)
    {
        // The protocol asks for a value that increases with every notification.
        _last = Math.Max(_last + 0.01f, (float)Math.Round(value.Fraction * 100, 1));
        _sending = SendAsync(_sending, new ProgressNotificationValue { Progress = _last, Total = 100, Message = value.Message });
    }

    /// <summary>One after the other: two on their way at once might overtake each other.</summary>
    private async Task SendAsync(Task earlier, ProgressNotificationValue value)
    {
        await earlier.ConfigureAwait(false);
        try
        {
            await server.NotifyProgressAsync(token, value).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The client went away while its progress was on the way; the call itself will notice.
        }
    }
}
