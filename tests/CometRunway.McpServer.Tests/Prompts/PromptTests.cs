using CometRunway.Catalog;
using CometRunway.McpServer.Tests.Testing;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Tests.Prompts;

/// <summary>The prompt, which explains how to write motion prompts, and the completions.</summary>
public sealed class PromptTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Prompt_WithModel_HasImageIdeaAdviceAndModelLimits(string version)
    {
        await using var chat = await ChatClient.StartAsync(version);

        var prompt = Assert.Single(await chat.Client.ListPromptsAsync(cancellationToken: Token));
        var text = await TextAsync(chat, new() { ["image"] = "cat.png", ["idea"] = "the cat wakes up", ["model"] = "Gen-4 Turbo", ["ratio"] = "720:1280" });

        Assert.Equal(("animate_image", 2), (prompt.Name, prompt.ProtocolPrompt.Arguments!.Count(a => a.Required is true)));
        Assert.Contains("cat.png", text, StringComparison.Ordinal);
        Assert.Contains("the cat wakes up", text, StringComparison.Ordinal);
        var model = ModelCatalog.Default.Find("gen4_turbo")!;
        Assert.Contains(string.Join(", ", model.Durations), text, StringComparison.Ordinal);
        Assert.Contains(string.Join(", ", model.Ratios), text, StringComparison.Ordinal);
        var next = Assert.Single(text.Split('\n'), line => line.Contains("validate_video_request", StringComparison.Ordinal));
        Assert.All([model.Id, "720:1280"], value => Assert.Contains(value, next, StringComparison.Ordinal));
        Assert.Contains("create_video_from_image", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_WithoutModel_LeavesItOpen()
    {
        await using var chat = await ChatClient.StartAsync(null);

        var text = await TextAsync(chat, new() { ["image"] = "cat.png", ["idea"] = "rain" });

        Assert.Contains("get_video_options", text, StringComparison.Ordinal);
        Assert.All(ModelCatalog.Default.Models, model => Assert.DoesNotContain(model.Id, text, StringComparison.Ordinal));
        Assert.DoesNotContain("  ", text.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_Example_IsWithinPromptLimit()
    {
        await using var chat = await ChatClient.StartAsync(null);

        var text = await TextAsync(chat, new() { ["image"] = "cat.png", ["idea"] = "rain" });

        // The one long text in quotation marks.
        Assert.InRange(text.Split('"').Where((_, index) => index % 2 == 1).Single(quoted => quoted.Length > 50).Length, 51, 250);
        Assert.All(ModelCatalog.Default.Models, m => Assert.Matches($@"\b{m.PromptLimit}\b", text));
    }

    [Theory]
    [InlineData("animate_image", "idea")]
    [InlineData("animate_image", "image")]
    [InlineData("no_such_prompt", "image")]
    public async Task Prompt_MissingArgument_IsProtocolError(string name, string given)
    {
        await using var chat = await ChatClient.StartAsync(null);

        var error = await Assert.ThrowsAsync<McpProtocolException>(async () =>
            await chat.Client.GetPromptAsync(name, new Dictionary<string, object?> { [given] = "x" }, cancellationToken: Token));

        Assert.Equal(McpErrorCode.InvalidParams, error.ErrorCode);
    }

    [Theory]
    [InlineData("model", "gen4", null, "gen4_turbo,gen4.5")]
    [InlineData("model", "x", null, "")]
    [InlineData("ratio", "19", "veo3.1", "1920:1080")]
    [InlineData("ratio", "768", null, "768:1280")]
    [InlineData("idea", "", null, "")]
    public async Task Complete_PromptArgument_ReturnsMatches(string argument, string typed, string? model, string expected)
    {
        await using var chat = await ChatClient.StartAsync(null);
        var request = new CompleteRequestParams
        {
            Ref = new PromptReference { Name = "animate_image" },
            Argument = new Argument { Name = argument, Value = typed },
            Context = model is null ? null : new CompleteContext { Arguments = new Dictionary<string, string> { ["model"] = model } },
        };

        var result = await chat.Client.CompleteAsync(request, Token);

        Assert.Equal(expected, string.Join(',', result.Completion.Values));
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Complete_TaskId_ReturnsHandles(string version)
    {
        await using var chat = await ChatClient.StartAsync(version);
        var handle = (await chat.AnswerAsync("create_video_from_image", ChatClient.Request())).GetProperty("handle").GetString()!;

        var result = await chat.Client.CompleteAsync(new ResourceTemplateReference { Uri = "runway://tasks/{id}" }, "id", handle[..2], cancellationToken: Token);

        Assert.Equal([handle], result.Completion.Values);
    }

    private static async Task<string> TextAsync(ChatClient chat, Dictionary<string, object?> arguments)
    {
        var result = await chat.Client.GetPromptAsync("animate_image", arguments, cancellationToken: Token);
        return Assert.IsType<TextContentBlock>(Assert.Single(result.Messages).Content).Text;
    }
}
