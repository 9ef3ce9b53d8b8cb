using System.Text.Json;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.SemanticKernel.Functions;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Tests.Protocol;

/// <summary>The tool list costs tokens in every conversation, so its size is limited. Important facts come first, because hosts truncate descriptions.</summary>
public sealed class ToolBudgetTests
{
    private static readonly string[] First = ["validate_video_request", "create_video_from_image", "get_video"];

    [Fact]
    public async Task List_AllTools_IsWithinSizeLimit()
    {
        var tools = await ToolsAsync();

        Assert.Equal(FunctionNames.All, tools.Select(t => t.Name));
        Assert.InRange(Bytes(tools), 1, 12_000);
        Assert.InRange(Bytes(tools.Select(WithoutOutput)), 1, 8_000);
        Assert.InRange(Bytes(tools.Where(t => First.Contains(t.Name))), 1, 6_000);
    }

    [Fact]
    public async Task Descriptions_FirstSentence_IsShortAndHasPurposeAndCost()
    {
        var tools = await ToolsAsync();

        Assert.All(tools, tool => Assert.InRange(tool.Description!.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? end : tool.Description.Length, 20, 190));
        Assert.All(tools.Where(t => t.Annotations!.ReadOnlyHint is true), tool => Assert.Contains("Free.", tool.Description, StringComparison.Ordinal));
        Assert.Contains("COSTS MONEY", tools.Single(t => t.Name == FunctionNames.Create).Description![..100], StringComparison.Ordinal);
    }

    private static async Task<Tool[]> ToolsAsync()
    {
        await using var chat = await ChatClient.StartAsync(null);
        return [.. (await chat.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Select(t => t.ProtocolTool)];
    }

    private static int Bytes(IEnumerable<Tool> tools) =>
        JsonSerializer.SerializeToUtf8Bytes(new ListToolsResult { Tools = [.. tools] }, McpJsonUtilities.DefaultOptions).Length;

    private static Tool WithoutOutput(Tool tool) => new()
    {
        Name = tool.Name,
        Title = tool.Title,
        Description = tool.Description,
        InputSchema = tool.InputSchema,
        Annotations = tool.Annotations,
    };
}
