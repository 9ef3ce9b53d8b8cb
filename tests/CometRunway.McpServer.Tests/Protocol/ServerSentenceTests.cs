using CometRunway.McpServer.Tests.Elicitation;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Snapshots;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Tests.Protocol;

/// <summary>What the server says beside its tools, word for word: instructions, prompt, titles, and what a person allowed.</summary>
public sealed class ServerSentenceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_InstructionsAndPrompts_SayWhatIsKept()
    {
        var sentences = new Sentences("server").ReplaceMatches(@"20\d\d-\d\d-\d\d", "{date}");
        await using (var chat = await ChatClient.StartAsync(null))
        {
            sentences.Add("instructions", chat.Client.ServerInstructions);
            foreach (var tool in await chat.Client.ListToolsAsync(cancellationToken: Token))
                sentences.Add($"title, {tool.Name}", tool.ProtocolTool.Title);
            var prompt = Assert.Single(await chat.Client.ListPromptsAsync(cancellationToken: Token)).ProtocolPrompt;
            sentences.Add("prompt", [prompt.Description, .. prompt.Arguments!.Select(argument => $"{argument.Name} {argument.Description}")]);
            sentences.Add("prompt, model", await PromptAsync(chat, ("model", "gen4.5"), ("ratio", "720:1280")));
            sentences.Add("prompt, open model", await PromptAsync(chat));
            sentences.Add("prompt, unknown model", await PromptAsync(chat, ("model", "gen9")));
            foreach (var resource in await chat.Client.ListResourcesAsync(cancellationToken: Token))
                sentences.Add($"resource, {resource.Uri}", resource.Description);
            foreach (var template in await chat.Client.ListResourceTemplatesAsync(cancellationToken: Token))
                sentences.Add($"resource, {template.UriTemplate}", template.Description);
        }

        await using (var chat = await ChatClient.StartAsync(null, variables: new() { ["COMETRUNWAY_READ_ONLY"] = "on" }))
            sentences.Add("instructions, read only", chat.Client.ServerInstructions);
        await using (var person = await ElicitedUser.StartAsync(ProtocolVersions.Modern, _ => Task.FromResult(ElicitedUser.Yes)))
        {
            var allowed = ChatClient.Answer(await person.CreateAsync(("seed", 2)));
            sentences.Add("allowed by a person", allowed.GetProperty("warnings")[0].GetString());
            var asked = Assert.Single(Assert.Single(person.Questions).RequestedSchema!.Properties).Value;
            sentences.Add("question, field", asked.Title, asked.Description);
        }

        sentences.Verify();
    }

    private static async Task<string> PromptAsync(ChatClient chat, params (string Name, string Value)[] more)
    {
        var arguments = new Dictionary<string, object?> { ["image"] = "cat.png", ["idea"] = "the cat wakes up" };
        foreach (var (name, value) in more)
            arguments[name] = value;
        var result = await chat.Client.GetPromptAsync("animate_image", arguments, cancellationToken: Token);
        return Assert.IsType<TextContentBlock>(Assert.Single(result.Messages).Content).Text;
    }
}
