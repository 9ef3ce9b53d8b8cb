using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace CometRunway.SemanticKernel.Tests.Testing;

/// <summary>Plays a language model: the scripted calls one after the other, each as a model sends it, and at the end a word.</summary>
internal sealed class ScriptedChatClient(params (string Tool, string Arguments)[] calls) : IChatClient
{
    private readonly Queue<(string Tool, string Arguments)> _calls = new(calls);

    /// <summary>What the model was told after each call.</summary>
    public List<string> Told { get; } = [];

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answers = messages.Last().Contents.OfType<FunctionResultContent>().ToArray();
        Told.AddRange(answers.Select(a => a.Result is JsonElement { ValueKind: JsonValueKind.String } text ? text.GetString()! : a.Result?.ToString() ?? ""));
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [Next(options)])));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private AIContent Next(ChatOptions? options)
    {
        if (!_calls.TryDequeue(out var call))
            return new TextContent("Done.");
        // Semantic Kernel puts the plugin's name before the function's.
        var name = options!.Tools!.Select(t => t.Name).Single(n => n.EndsWith(call.Tool, StringComparison.Ordinal));
        var arguments = JsonNode.Parse(call.Arguments)!.AsObject().ToDictionary(p => p.Key, p => (object?)(p.Value is null ? null : JsonElement.Parse(p.Value.ToJsonString())));
        return new FunctionCallContent($"call_{_calls.Count}", name, arguments);
    }
}
