using CometRunway.SemanticKernel.Replies;
using Microsoft.SemanticKernel;

namespace KernelAssistant;

/// <summary>Prints the conversation while it runs. The kernel passes every function call of the model through this filter.</summary>
internal sealed class ConversationPrinter : IAutoFunctionInvocationFilter
{
    /// <summary>Files that <c>get_video</c> reported. A filter receives the typed reply; the model receives its JSON.</summary>
    public List<string> Files { get; } = [];

    public static void Print(string role, string? text)
    {
        Console.WriteLine();
        Console.WriteLine($"{role}: {text}");
    }

    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        if (context.ChatMessageContent.Content is { Length: > 0 } text)
            Print("Assistant", text);
        Console.WriteLine($"  calls {context.Function.Name}({string.Join(", ", context.Arguments?.Select(a => $"{a.Key}: {a.Value}") ?? [])})");
        await next(context);
        if (context.Result.GetValue<object>() is ToolReply reply)
            Console.WriteLine($"  reply: {reply.Message}");
        if (context.Result.GetValue<object>() is VideoReply { Files: { } files })
            Files.AddRange(files.Select(f => f.Path));
    }
}
