using ModelContextProtocol.Client;

namespace AspNetMcp;

/// <summary><c>--check</c>: connects as a chat client, lists the tools and exits.</summary>
internal static class ToolListCheck
{
    public static async Task<int> RunAsync(Uri endpoint)
    {
        await using var client = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions { Endpoint = endpoint }));
        var tools = await client.ListToolsAsync();
        Console.WriteLine($"{client.ServerInfo?.Name} speaks {client.NegotiatedProtocolVersion} and has the tools {string.Join(", ", tools.Select(tool => tool.Name))}.");
        return tools.Any(tool => tool.Name == "create_video_from_image") ? 0 : 1;
    }
}
