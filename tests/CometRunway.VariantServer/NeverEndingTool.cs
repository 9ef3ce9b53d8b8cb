using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.VariantServer;

/// <summary>A tool that reports its start and never ends, even if it is cancelled.</summary>
internal sealed class NeverEndingTool(bool blocksThread) : McpServerTool
{
    /// <inheritdoc/>
    public override Tool ProtocolTool { get; } = new() { Name = "stubborn", Description = "Never ends." };

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc/>
    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        if (request.Params?.ProgressToken is { } token)
            await request.Server.NotifyProgressAsync(token, new ProgressNotificationValue { Progress = 1 }, cancellationToken: CancellationToken.None);
        if (blocksThread)
            Thread.CurrentThread.Join();
        await new TaskCompletionSource().Task;
        return new CallToolResult();
    }
}
