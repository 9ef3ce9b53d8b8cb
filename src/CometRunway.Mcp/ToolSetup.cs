using CometRunway.Mcp.Tools;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp;

/// <summary>Adds the functions to the server's tools.</summary>
internal sealed class ToolSetup(RequestCaller caller, TimeProvider time) : IConfigureOptions<McpServerOptions>
{
    // Created once, because a stateless HTTP server configures its options for each request.
    private readonly Lazy<IReadOnlyList<FunctionTool>> _tools = new(() => [.. caller.Definitions.Select(function => new FunctionTool(function, caller, time))]);

    /// <inheritdoc/>
    public void Configure(McpServerOptions options)
    {
        options.ToolCollection ??= [];
        foreach (var tool in _tools.Value)
            options.ToolCollection.TryAdd(tool);
        options.Capabilities ??= new ServerCapabilities();
        options.Capabilities.Tools ??= new ToolsCapability();
        var instructions = ServerInstructions.For([.. _tools.Value.Select(tool => tool.ProtocolTool.Name)]);
        options.ServerInstructions = options.ServerInstructions is { Length: > 0 } own ? $"{own}\n{instructions}" : instructions;
    }
}
