using CometRunway.SemanticKernel.Functions;
using CometRunway.SemanticKernel.Replies;
using Microsoft.Extensions.AI;

namespace AnyChatClient;

/// <summary>A scripted language model: validates first, then makes the call that each reply suggests.</summary>
internal sealed class ScriptedModel : IChatClient
{
    private int _calls;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var last = messages.Last().Contents.OfType<FunctionResultContent>().LastOrDefault()?.Result;
        AIContent next = last switch
        {
            null => Call(new(FunctionNames.Validate, new() { ["image"] = "evening-hills.png", ["prompt"] = "a slow push towards the sun", ["ratio"] = "16:9" })),
            VideoReply { Finished: true, Files: [{ } file, ..] } => new TextContent($"Your video is ready: {file.Path}, {file.Width} x {file.Height} pixels, {file.Seconds} seconds."),
            ValidateReply { NextAction: { } action } => Call(action),
            CreateReply { NextAction: { } action } => Call(action),
            VideoReply { NextAction: { } action } => Call(action),
            ErrorReply { NextAction: { } action } => Call(action),
            ToolReply reply => new TextContent($"I could not create the video. {reply.Message}"),
            _ => new TextContent($"I did not create the video. {last}"),
        };
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [next])));
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

    private FunctionCallContent Call(NextAction action) =>
        new($"call_{++_calls}", action.Tool, action.Arguments.ToDictionary(a => a.Key, a => (object?)a.Value));
}
