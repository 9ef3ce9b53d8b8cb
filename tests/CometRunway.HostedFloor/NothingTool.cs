using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.HostedFloor;

/// <summary>A tool that does nothing, with the name that the benchmarks call.</summary>
internal sealed class NothingTool : McpServerTool
{
    /// <inheritdoc/>
    public override Tool ProtocolTool { get; } = new() { Name = "list_videos", Description = "Lists nothing." };

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc/>
    public override ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default) =>
        new(new CallToolResult());
}
